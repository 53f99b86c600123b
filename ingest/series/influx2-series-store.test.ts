/** Influx2SeriesStore passes the suite against a real server of its write protocol, and keeps to the documented wire. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { TestServer, describeWithServer } from '../../runtime/test-server.ts';
import { HandServer } from './hand-server.ts';
import { Influx2SeriesStore, type Influx2Options } from './influx2-series-store.ts';
import { dateAfter, sampleDay, sampleDays, type SampleDay } from './sample-day.ts';
import { seriesStoreSuite } from './series-store.suite.ts';
import type { SeriesStore } from './series-store.ts';

const date = '2026-11-20';
const storeAt = (port: number, options: Partial<Influx2Options> = {}): Influx2SeriesStore =>
  new Influx2SeriesStore({
    url: `http://127.0.0.1:${port}`,
    token: 'secret',
    org: 'town',
    bucket: 'steps of the town',
    days: sampleDays,
    clock: systemClock,
    layout: { participantTag: true, dayPoints: false },
    log: silentLog,
    ...options,
  });

describeWithServer('victoria-metrics', 'VictoriaMetrics, which takes what InfluxDB 2 takes', (found) => {
  let server: TestServer;
  let store: Influx2SeriesStore;
  beforeAll(async () => {
    server = await TestServer.start(found, ({ port, directory }) => [
      '-retentionPeriod=100y',
      `-storageDataPath=${directory}`,
      `-httpListenAddr=127.0.0.1:${port}`,
    ]);
    store = storeAt(server.place.port);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  /** It has no Flux; its export gives back every point it holds, of equal times too. */
  const read: SeriesStore['read'] = async (device, from, to) => {
    const base = `http://127.0.0.1:${server.place.port}`;
    await fetch(`${base}/internal/force_flush`);
    const query = new URLSearchParams({
      'match[]': `{__name__="steps_steps",device="${device}"}`,
      start: String(sampleDays.of(from).startMs / 1000),
      end: String(sampleDays.of(to).endMs / 1000 - 1),
    });
    const text = await (await fetch(`${base}/api/v1/export?${query}`)).text();
    const lines = text.split('\n').filter((line) => line !== '');
    const slots = lines.map((line) => JSON.parse(line) as Exported).flatMap(slotsOfExport);
    return slots.sort((a, b) => a.startMs - b.startMs);
  };

  describe('as a series store', () => {
    seriesStoreSuite({ store: () => store, read, replaces: false });
  });

  test('refuses a day that moved, which it cannot clear, and takes the others', async () => {
    const moved = sampleDay({ device: 'V-1', date, steps: [1], moved: true });
    const outcome = await store.write([moved, sampleDay({ device: 'V-2', date, steps: [2] })]);
    expect(outcome).toMatchObject({ kind: 'refused', days: [moved] });
    expect(await read('V-1' as DeviceSerial, date as PlainDateText, date as PlainDateText)).toEqual([]);
    expect(await read('V-2' as DeviceSerial, date as PlainDateText, date as PlainDateText)).toHaveLength(1);
    expect((await store.empty(() => true)).kind).toBe('refused');
  });

  test('keeps by its own option, whatever is wished, and that is said', async () => {
    const said: unknown[] = [];
    const log = { ...silentLog, warn: (about: unknown) => void said.push(about) };
    const wishing = storeAt(server.place.port, { retention: { slots: 400, mayDelete: true }, log });
    expect(await wishing.write([sampleDay({ device: 'V-3', date, steps: [3] })])).toEqual({ kind: 'written' });
    expect(JSON.stringify(said)).toContain('unsupported path');
    expect(said).toHaveLength(1);
  });

  test('takes days again after it was away', async () => {
    const day = sampleDay({ device: 'K', date, steps: [1] });
    await server.stop('SIGTERM');
    expect((await store.write([day])).kind).toBe('unavailable');
    await server.restart();
    expect(await store.write([day])).toEqual({ kind: 'written' });
    expect(await read('K' as DeviceSerial, date as PlainDateText, date as PlainDateText)).toHaveLength(1);
  });
});

interface Exported {
  readonly metric: { readonly seconds: string };
  readonly values: readonly number[];
  readonly timestamps: readonly number[];
}
const slotsOfExport = ({ metric, values, timestamps }: Exported) =>
  timestamps.map((startMs, i) => ({ startMs, seconds: Number(metric.seconds), steps: values[i] ?? -1 }));

describe('the wire of InfluxDB 2', () => {
  let server: HandServer;
  let store: Influx2SeriesStore;
  beforeEach(async () => {
    server = await HandServer.open();
    store = storeAt(server.port);
  });
  afterEach(() => server[Symbol.asyncDispose]());
  const days = (count: number): readonly SampleDay[] =>
    Array.from({ length: count }, (_, i) => ({ device: `A-${i}`, date, participant: 'P-1', steps: [i] }));
  const write = (some: readonly SampleDay[]) => store.write(some.map(sampleDay));

  test('a day is lines with integer steps and millisecond times, sent with the token to its bucket', async () => {
    const tags = { centre: 'c-1', participant: 'P-1' };
    expect(await write([{ device: 'A-1', date, tags, steps: [7, 0] }])).toEqual({ kind: 'written' });
    const startMs = sampleDays.of(date as PlainDateText).startMs;
    const series = 'steps,centre=c-1,device=A-1,participant=P-1,seconds=3600';
    expect(server.heard).toEqual([
      {
        method: 'POST',
        url: '/api/v2/write?org=town&bucket=steps%20of%20the%20town&precision=ms',
        authorization: 'Token secret',
        body: `${series} steps=7i ${startMs}\n${series} steps=0i ${startMs + 3_600_000}`,
      },
    ]);
  });

  test('what is too large is halved until it fits', async () => {
    server.answer = ({ body }) => ({ status: body.split('\n').length > 3 ? 413 : 204 });
    expect(await write(days(10))).toEqual({ kind: 'written' });
    const taken = server.heard
      .filter(({ body }) => body.split('\n').length <= 3)
      .flatMap(({ body }) => body.split('\n'));
    expect(new Set(taken).size).toBe(10);
  });

  test.each([400, 422])('a %i is narrowed down to the bad day, and the others are written', async (status) => {
    server.answer = ({ body }) =>
      body.includes('device=A-6,')
        ? {
            status,
            headers: { 'content-type': 'application/json' },
            body: '{"code":"invalid","message":"field type conflict"}',
          }
        : { status: 204 };
    const outcome = await write(days(10));
    expect(outcome.kind === 'refused' && outcome.days.map((day) => day.block.device)).toEqual(['A-6']);
    expect(outcome.kind === 'refused' && outcome.reason).toBe(`${status}: field type conflict`);
    const written = server.heard
      .filter(({ body }) => !body.includes('device=A-6,'))
      .flatMap(({ body }) => body.split('\n'));
    expect(written).toHaveLength(9);
  });

  test.each([401, 403, 404, 429, 500, 503])('a %i keeps every day waiting, asked once', async (status) => {
    server.answer = () => ({ status, headers: { 'Retry-After': '3' } });
    const outcome = await write(days(3));
    expect(outcome.kind).toBe('unavailable');
    if (status === 429 || status >= 500) expect(outcome).toMatchObject({ waitMs: 3_000 });
    expect(server.heard).toHaveLength(1);
  });

  test('nothing after the request that found the server away is sent', async () => {
    server.answer = () => ({ status: server.heard.length < 2 ? 204 : 503 });
    const minutes = Array.from({ length: 1440 }, () => 1);
    const many = Array.from({ length: 9 }, (_, i) => ({ device: `M-${i}`, date, bucketSeconds: 60, steps: minutes }));
    expect((await write(many)).kind).toBe('unavailable');
    expect(server.heard).toHaveLength(2);
  });

  test('moved days are deleted before they are written, neighbours at once', async () => {
    const next = dateAfter(date, 1);
    const moved = { device: 'A-1', steps: [], moved: true };
    expect(
      await write([
        { ...moved, date: next },
        { ...moved, date },
        { device: 'A-2', date, steps: [1] },
      ]),
    ).toEqual({
      kind: 'written',
    });
    expect(server.heard.map(({ url }) => url.split('?')[0])).toEqual(['/api/v2/delete', '/api/v2/write']);
    expect(server.heard[0]?.url).toBe('/api/v2/delete?org=town&bucket=steps+of+the+town');
    expect(JSON.parse(server.heard[0]?.body ?? '')).toEqual({
      start: '2026-11-19T15:00:00.000Z',
      stop: '2026-11-21T15:00:00.000Z',
      predicate: '_measurement="steps" AND device="A-1"',
    });
  });

  test('a deletion that does not work keeps the days waiting', async () => {
    server.answer = ({ url }) => ({ status: url.includes('delete') ? 400 : 204 });
    expect((await write([{ device: 'A-1', date, steps: [1], moved: true }])).kind).toBe('unavailable');
    expect(server.heard).toHaveLength(1);
  });

  test('is read by one Flux query', async () => {
    server.answer = () => ({
      status: 200,
      headers: { 'content-type': 'text/csv; charset=utf-8' },
      body: [
        '#datatype,string,long,dateTime:RFC3339,long,string',
        '#group,false,false,false,false,false',
        '#default,_result,,,,',
        ',result,table,_time,_value,seconds',
        ',,0,2026-11-19T15:00:00Z,12,3600',
        ',,0,2026-11-19T16:00:00Z,345,3600',
        '',
      ].join('\r\n'),
    });
    const slots = await store.read('A-1' as DeviceSerial, date as PlainDateText, date as PlainDateText);
    const startMs = sampleDays.of(date as PlainDateText).startMs;
    expect(slots).toEqual([
      { startMs, seconds: 3600, steps: 12 },
      { startMs: startMs + 3_600_000, seconds: 3600, steps: 345 },
    ]);
    const { query } = JSON.parse(server.heard[0]?.body ?? '') as { readonly query: string };
    expect(query).toContain('from(bucket: "steps of the town")');
    expect(query).toContain(
      'range(start: time(v: "2026-11-19T15:00:00.000Z"), stop: time(v: "2026-11-20T15:00:00.000Z"))',
    );
    expect(query).toContain('r.device == "A-1"');
  });
});
