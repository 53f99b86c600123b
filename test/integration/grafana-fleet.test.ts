/** Every query of the fleet board is answered by a real Prometheus that scrapes the metrics of a real cloud. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { LiveServer } from '../../ingest/live/live-server.ts';
import { MetricsRoom } from '../../ingest/metrics/metrics-room.ts';
import { dayMs, device, epochOne, firstDayMs } from '../../ingest/sample-cloud.ts';
import { sampleVisit } from '../../ingest/sample-walk.ts';
import { influx1Arguments } from '../../ingest/series/influx1-server.ts';
import { Influx1SeriesStore } from '../../ingest/series/influx1-series-store.ts';
import { sampleDays } from '../../ingest/series/sample-day.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { TestServer, describeUnless, findServer, lackOf } from '../../runtime/test-server.ts';
import { askedText, readBoard, type BoardAsked } from './grafana-board.ts';

const scrapeSeconds = 1;
const programs = ['prometheus', 'influxd'] as const;

describeUnless(lackOf(...programs), 'the fleet board', () => {
  const board = readBoard('fleet');
  let room: MetricsRoom;
  let live: LiveServer;
  let prometheus: TestServer;
  let influx: TestServer;
  let seq = 0;

  beforeAll(async () => {
    influx = await TestServer.start(findServer('influxd') ?? { path: '' }, influx1Arguments());
    const place = { host: '127.0.0.1', port: influx.place.port, database: 'ayumi' };
    const layout = { participantTag: false, dayPoints: true };
    // Another program's float: the store will refuse a day.
    const post = { method: 'POST' };
    await fetch(`http://127.0.0.1:${place.port}/query?q=CREATE%20DATABASE%20ayumi`, post);
    const body = `steps,device=F steps=0.5 ${firstDayMs}`;
    await fetch(`http://127.0.0.1:${place.port}/write?db=ayumi&precision=ms`, { ...post, body });
    room = await MetricsRoom.open([
      new Influx1SeriesStore({ ...place, layout, days: sampleDays, clock: systemClock, log: silentLog }),
    ]);
    live = new LiveServer({
      source: room.cloud.live,
      clock: systemClock,
      log: silentLog,
      pageFolder: join(import.meta.dirname, 'no-page'),
      port: 0,
      operation: room.cloud.operation,
    });
    await live.start(new AbortController().signal);
    prometheus = await TestServer.start(findServer('prometheus') ?? { path: '' }, ({ directory, port }) => {
      writeFileSync(join(directory, 'prometheus.yml'), scrapeConfig(new URL(live.url).host));
      return [
        `--config.file=${join(directory, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(directory, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ];
    });
    await happen();
  }, 120_000);
  afterAll(async () => {
    await prometheus[Symbol.asyncDispose]();
    await live[Symbol.asyncDispose]();
    await room[Symbol.asyncDispose]();
    await influx[Symbol.asyncDispose]();
  });

  /** A gateway that says how it is, a pedometer lent and read, a batch nobody can read, jobs done. */
  const happen = async (): Promise<void> => {
    const online = { v: 1, state: 'online', boot: 'b', since: room.now(), version: '1.0.0' };
    await room.say('state', JSON.stringify(online));
    await room.say('health', JSON.stringify(room.health({ oldestAt: room.now(-90_000), trusted: true })));
    await room.say('visits', 'no batch');
    room.lend(firstDayMs);
    await room.tallyAt(firstDayMs + 53 * dayMs);
    await room.cloud.jobs.runDue();
    await visit();
  };
  const visit = async (): Promise<void> => {
    const read = sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + (30 + seq) * 3_600_000, from: 0 });
    await room.bring(++seq, [read]);
  };

  const ask = async (path: string, query: Readonly<Record<string, string>>): Promise<unknown> => {
    const url = `http://127.0.0.1:${prometheus.place.port}${path}?${new URLSearchParams(query)}`;
    const response = await fetch(url);
    const text = await response.text();
    expect(response.status, text).toBe(200);
    return JSON.parse(text);
  };
  const values = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
    const all = new Map<string, readonly string[]>();
    for (const { name, query } of board.variables) {
      const [, selector = '', label = ''] = /^label_values\((.*), (\w+)\)$/.exec(query) ?? [];
      const answer = await ask(`/api/v1/label/${label}/values`, { 'match[]': askedText(selector, now(), all) });
      all.set(name, z.object({ data: z.array(z.string()) }).parse(answer).data);
    }
    return all;
  };
  const now = () => ({ fromMs: 0, toMs: Date.now(), intervalSeconds: 2, scrapeSeconds });
  const pointsOf = async ({ text }: BoardAsked): Promise<number> => {
    const query = askedText(text, now(), await values());
    const end = Date.now() / 1000;
    const answer = await ask('/api/v1/query_range', { query, start: String(end - 60), end: String(end), step: '1' });
    const { data } = matrixSchema.parse(answer);
    return data.result.flatMap((series) => series.values).filter(([, value]) => value !== 'NaN').length;
  };

  test('its variables offer the centres and their gateways', async () => {
    await expect.poll(values, { timeout: 20_000 }).toEqual(
      new Map([
        ['centre', ['north']],
        ['gateway', ['gw-1']],
      ]),
    );
  });

  test.each(board.asked.map((asked) => [asked.name, asked] as const))('%s is answered, with data', async (_, asked) => {
    // Rates need something that happens between two scrapes.
    const points = async (): Promise<number> => {
      await visit();
      return pointsOf(asked);
    };
    if (asked.mayBeEmpty) await pointsOf(asked);
    else await expect.poll(points, { timeout: 30_000, interval: 500 }).toBeGreaterThan(0);
  });

  test('what may be empty has data here too, where there is something to tell', async () => {
    const some = board.asked.filter(({ mayBeEmpty }) => mayBeEmpty);
    expect(some.length).toBeGreaterThan(0);
    for (const asked of some) await expect.poll(() => pointsOf(asked), { timeout: 30_000 }).toBeGreaterThan(0);
  });
});

const scrapeConfig = (target: string): string => `
global:
  scrape_interval: ${scrapeSeconds}s
scrape_configs:
  - job_name: ayumi
    static_configs:
      - targets: ['${target}']
`;

const matrixSchema = z.object({
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })),
  }),
});
