/** Influx1SeriesStore and the answers that a real influxd does not give when it is asked to: the status table, client and all. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PlainDateText } from '../../contract/ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { HandServer, type Answer } from './hand-server.ts';
import { Influx1SeriesStore } from './influx1-series-store.ts';
import { sampleDay, sampleDays } from './sample-day.ts';

const date = '2026-11-20';
let server: HandServer;
let store: Influx1SeriesStore;
let answer: (body: string) => Answer;
beforeEach(async () => {
  server = await HandServer.open();
  answer = () => ({ status: 204 });
  server.answer = ({ body, url }) => (url.startsWith('/write') ? answer(body) : answerOfQuery(body + url));
  store = new Influx1SeriesStore({
    ...{ host: '127.0.0.1', port: server.port, database: 'ayumi' },
    layout: { participantTag: false, dayPoints: true },
    ...{ days: sampleDays, clock: systemClock, log: silentLog },
  });
});
afterEach(() => server[Symbol.asyncDispose]());

const table = (columns: readonly string[], values: readonly (readonly unknown[])[]): Answer => ({
  status: 200,
  body: JSON.stringify({ results: [{ statement_id: 0, series: [{ columns, values }] }] }),
});
const answerOfQuery = (text: string): Answer => {
  if (/SHOW(\+|%20| )DATABASES/i.test(text)) return table(['name'], [['ayumi']]);
  const columns = ['name', 'duration', 'shardGroupDuration', 'replicaN', 'default'];
  if (/RETENTION/i.test(text)) {
    return table(columns, [
      ['autogen', '0s', '168h0m0s', 1, true],
      ['daily', '0s', '4368h0m0s', 1, false],
    ]);
  }
  return { status: 200, body: '{"results":[{"statement_id":0}]}' };
};
const days = (count: number) =>
  Array.from({ length: count }, (_, i) => sampleDay({ device: `A-${i}`, date, steps: [i] }));
const writes = () => server.at('/write').map(({ body }) => body);

test('steps are integers, times are milliseconds and said to be, and days go to their own policy', async () => {
  expect(await store.write([sampleDay({ device: 'A', date, steps: [7], tags: { centre: 'c' } })])).toEqual({
    kind: 'written',
  });
  const startMs = sampleDays.of(date as PlainDateText).startMs;
  expect(
    server.at('/write').map(({ body, url }) => [new URL(url, 'http://x').searchParams.get('precision'), body]),
  ).toEqual([
    ['ms', `steps,centre=c,device=A,seconds=3600 steps=7i ${startMs}`],
    ['ms', `day_steps,centre=c,device=A steps=7i ${startMs}`],
  ]);
  expect(server.at('/write').at(-1)?.url).toContain('rp=daily');
});

test.each([401, 403, 404])('a %i keeps every day waiting for somebody to mend it, and says so', async (status) => {
  answer = () => ({ status, body: '{"error":"authorization failed"}' });
  const outcome = await store.write(days(3));
  expect(outcome).toMatchObject({ kind: 'unavailable', waitMs: 30_000 });
  expect(outcome.kind === 'unavailable' && outcome.reason).toContain(String(status));
  expect(writes()).toHaveLength(1);
});

test('a 429 is waited out for as many seconds as it says', async () => {
  answer = () => ({ status: 429, headers: { 'Retry-After': '3' } });
  expect(await store.write(days(3))).toMatchObject({ kind: 'unavailable', waitMs: 3_000 });
  expect(writes()).toHaveLength(1);
});

test.each([500, 503, 504])(
  'a %i is asked once, keeps the days, and the client is there again at once',
  async (status) => {
    answer = () => ({ status, headers: { 'Retry-After': '3' } });
    expect((await store.write(days(3))).kind).toBe('unavailable');
    expect(writes()).toHaveLength(1);
    answer = () => ({ status: 204 });
    expect(await store.write(days(3))).toEqual({ kind: 'written' });
  },
);

test('a 413 is halved until it fits', async () => {
  answer = (body) => ({ status: body.split('\n').length > 3 ? 413 : 204 });
  expect(await store.write(days(10))).toEqual({ kind: 'written' });
  const slots = writes().filter((body) => body.startsWith('steps') && body.split('\n').length <= 3);
  expect(new Set(slots.flatMap((body) => body.split('\n'))).size).toBe(10);
});

test('a 400 is narrowed down to the bad day, and its neighbours are written', async () => {
  const partial = '{"error":"partial write: field type conflict: input field \\"steps\\" dropped=1"}';
  answer = (body) => (body.includes('device=A-6,') ? { status: 400, body: partial } : { status: 204 });
  const outcome = await store.write(days(10));
  expect(outcome.kind === 'refused' && outcome.days.map((day) => day.block.device)).toEqual(['A-6']);
  expect(outcome.kind === 'refused' && outcome.reason).toContain('field type conflict');
});

test('a 400 only because points are too old for the server refuses nothing', async () => {
  const old = '{"error":"partial write: points beyond retention policy dropped=1"}';
  answer = () => ({ status: 400, body: old });
  expect(await store.write(days(2))).toEqual({ kind: 'written' });
});
