/** Every query of the steps board is answered by a real InfluxDB, filled by the feed from a replay. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openStore } from '../../commands/open-store.ts';
import { replay } from '../../commands/replay.ts';
import type { CloudStore } from '../../ingest/cloud-store.ts';
import { describeBy } from '../../ingest/series/describe-series.ts';
import { influx1Arguments } from '../../ingest/series/influx1-server.ts';
import { Influx1SeriesStore } from '../../ingest/series/influx1-series-store.ts';
import { checkSeries } from '../../ingest/series/series-check.ts';
import { SeriesFeed } from '../../ingest/series/series-feed.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { TestServer, describeWithServer } from '../../runtime/test-server.ts';
import { askedText, readBoard, type BoardAsked } from './grafana-board.ts';

const zone = 'Asia/Tokyo';
const people = 23;
const days = 9;
const leastPedometers = 10;

/** Twelve and eleven people of two centres; on some days too few of one have walked to be shown. */
const madeUpSteps = (): string => {
  const random = seededRandom(6);
  const lines = ['participant,start,steps'];
  for (let person = 1; person <= people; person++) {
    const late = person % 4 === 0 ? 48 : 0;
    for (let hour = late; hour < days * 24; hour++) {
      const start = Temporal.PlainDateTime.from('2026-02-20T00:00').add({ hours: hour });
      const steps = start.hour >= 6 && start.hour <= 21 ? random.int(0, 1500) : 0;
      lines.push(`P-${person},${start.toString({ smallestUnit: 'minute' })},${steps}`);
    }
  }
  return `${lines.join('\n')}\n`;
};

describeWithServer('influxd', 'the steps board', (found) => {
  const directory = mkdtempSync(join(tmpdir(), 'ayumi-grafana-'));
  let server: TestServer;
  let store: CloudStore;
  beforeAll(async () => {
    const steps = join(directory, 'steps.csv');
    writeFileSync(steps, madeUpSteps());
    const out = join(directory, 'out');
    const plan = { steps, visitEveryDays: 4, misbehave: false, out, zone, centres: 2, seed: 1 } as const;
    const quiet = { log: silentLog, onProgress: () => undefined, programme: 'iwamizawa' } as const;
    await replay({ ...plan, ...quiet }, new AbortController().signal);
    server = await TestServer.start(found, influx1Arguments());
    store = openStore({ data: join(out, 'data'), zone });
    await fill();
  }, 180_000);
  afterAll(async () => {
    store[Symbol.dispose]();
    await server[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true, force: true });
  });

  const fill = async (): Promise<void> => {
    const { database, derivation, registry } = store;
    const place = { host: '127.0.0.1', port: server.place.port, database: 'ayumi' };
    const layout = { participantTag: false, dayPoints: true };
    const series = new Influx1SeriesStore({ ...place, layout, days: store.days, clock: systemClock, log: silentLog });
    const parts = { database, source: derivation.blocks, store: series, describe: describeBy(registry) };
    const feed = new SeriesFeed({ ...parts, clock: systemClock, random: seededRandom(1), log: silentLog });
    for (let step = await feed.step(); step.kind !== 'idle'; step = await feed.step()) expect(step.kind).toBe('fed');
    const check = await checkSeries({ ...parts, days: store.days, clock: systemClock, repair: false });
    expect(check).toMatchObject({ devices: people, differentDays: 0 });
  };

  const board = readBoard('steps');
  const when = (intervalSeconds: number) => ({
    fromMs: Date.parse('2026-02-19T00:00:00+09:00'),
    toMs: Date.parse('2026-03-05T00:00:00+09:00'),
    intervalSeconds,
    scrapeSeconds: 15,
  });
  const answerOf = async (text: string): Promise<readonly Series[]> => {
    const query = new URLSearchParams({ db: 'ayumi', epoch: 'ms', q: text });
    const response = await fetch(`http://127.0.0.1:${server.place.port}/query?${query}`);
    const { results } = answerSchema.parse(await response.json());
    for (const { error } of results) expect(error, text).toBeUndefined();
    return results.flatMap(({ series }) => series);
  };
  const values = async (): Promise<ReadonlyMap<string, readonly string[]>> => {
    const all = new Map([...board.constants].map(([name, value]) => [name, [value]]));
    for (const { name, query } of board.variables) {
      const rows = (await answerOf(query)).flatMap((series) => series.values);
      all.set(name, rows.map((row) => String(row[1])).sort());
    }
    return all;
  };

  test('its variable offers the centres', async () => {
    expect((await values()).get('centre')).toEqual(['centre-1', 'centre-2']);
  });

  test.each([3600, 14_400, 86_400])('every query is answered, with data, at an interval of %i s', async (seconds) => {
    const some = await values();
    for (const { mayBeEmpty, name, text } of board.asked) {
      const series = await answerOf(askedText(text, when(seconds), some));
      const points = series.flatMap((one) => one.values).filter((row) => row.at(-1) !== null);
      if (!mayBeEmpty) expect(points.length, name).toBeGreaterThan(0);
    }
  });

  test('one centre alone can be chosen', async () => {
    const some = new Map([...(await values()), ['centre', ['centre-2']]]);
    const [sums] = board.asked;
    const series = await answerOf(askedText(sums?.text ?? '', when(86_400), some));
    expect(series.map(({ tags }) => tags?.['centre'])).toEqual(['centre-2']);
  });

  test('its sums are those of the day totals, without the days of fewer than ten pedometers', async () => {
    const shown = new Map<string, number>();
    const [sums] = board.asked;
    for (const { tags, values: rows } of await answerOf(
      askedText((sums as BoardAsked).text, when(86_400), await values()),
    )) {
      for (const [timeMs, steps] of rows)
        shown.set(`${tags?.['centre'] ?? ''} ${store.days.at(Number(timeMs)).date}`, Number(steps));
    }
    const cells = Map.groupBy(
      [...store.derivation.totals.all()].filter(({ steps }) => steps > 0),
      ({ participant, date }) => {
        return `${store.registry.participant(participant)?.centre ?? ''} ${date}`;
      },
    );
    const wanted = [...cells]
      .filter(([, totals]) => totals.length >= leastPedometers)
      .map(([key, totals]) => [key, totals.reduce((sum, { steps }) => sum + steps, 0)] as const);
    expect(wanted.length).toBeLessThan(cells.size);
    expect([...shown].sort()).toEqual(wanted.sort());
  });
});

const answerSchema = z.object({
  results: z.array(
    z.object({
      error: z.string().optional(),
      series: z
        .array(
          z.object({
            name: z.string(),
            tags: z.record(z.string(), z.string()).optional(),
            values: z.array(z.array(z.union([z.number(), z.string(), z.null()]))),
          }),
        )
        .default([]),
    }),
  ),
});
type Series = z.infer<typeof answerSchema>['results'][number]['series'][number];
