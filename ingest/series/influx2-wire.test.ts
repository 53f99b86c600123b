/** Influx2SeriesStore keeps to the documented wire in what no server here can show: buckets, deletion, reading, two buckets. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { HandServer, type Answer, type Heard } from './hand-server.ts';
import { Influx2SeriesStore } from './influx2-series-store.ts';
import type { RetentionWish } from './retention.ts';
import { dateAfter, sampleDay, sampleDays } from './sample-day.ts';

const date = '2026-11-20';
const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

let server: HandServer;
let said: string[];
beforeEach(async () => {
  server = await HandServer.open();
  said = [];
});
afterEach(() => server[Symbol.asyncDispose]());

const storeWith = (dayBucket: string | undefined, retention?: RetentionWish): Influx2SeriesStore =>
  new Influx2SeriesStore({
    ...{ url: `http://127.0.0.1:${server.port}`, token: 'secret', org: 'town', bucket: 'hours' },
    ...(dayBucket === undefined ? {} : { dayBucket }),
    ...(retention === undefined ? {} : { retention }),
    layout: { participantTag: false, dayPoints: true },
    days: sampleDays,
    clock: systemClock,
    log: { ...silentLog, warn: (_: unknown, sentence?: string) => void said.push(sentence ?? '') },
  });
const midnightMs = sampleDays.of(date as PlainDateText).startMs;
const day = sampleDay({ device: 'A', date, steps: [1, 2], tags: { centre: 'c', model: 'm' } });

describe('days', () => {
  const slots = ['1', '2'].map(
    (steps, i) => `steps,centre=c,device=A,model=m,seconds=3600 steps=${steps}i ${midnightMs + i * 3_600_000}`,
  );
  const whole = `day_steps,centre=c,device=A,model=m steps=3i ${midnightMs}`;

  test('go with their slots where there is one bucket', async () => {
    expect(await storeWith(undefined).write([day])).toEqual({ kind: 'written' });
    expect(server.heard.map(({ body }) => body)).toEqual([[...slots, whole].join('\n')]);
  });

  test('go to a bucket of their own where there is one, and are deleted there', async () => {
    expect(await storeWith('days').write([{ ...day, moved: true }])).toEqual({ kind: 'written' });
    const brief = server.heard.map(({ url, body }) => [new URL(url, 'http://x').searchParams.get('bucket'), body]);
    expect(brief.slice(2)).toEqual([
      ['hours', slots.join('\n')],
      ['days', whole],
    ]);
    expect(
      brief
        .slice(0, 2)
        .map(([bucket, body]) => `${bucket} ${(JSON.parse(body ?? '') as { predicate: string }).predicate}`),
    ).toEqual(['hours _measurement="steps" AND device="A"', 'days _measurement="day_steps" AND device="A"']);
  });

  test('that the second bucket will not have wait, and the slots are simply written again', async () => {
    server.answer = ({ url }) => ({ status: url.includes('bucket=days') ? 404 : 204 });
    expect((await storeWith('days').write([day])).kind).toBe('unavailable');
  });

  test('are taken out pedometer by pedometer where another cloud has points there too, and not at all unless that can be read', async () => {
    const csv = [
      '#datatype,string,long,string',
      '#group,false,false,false',
      '#default,_result,,',
      ',result,table,_value',
    ];
    const devices = [...csv, ',,0,A', ',,0,X', '', ''].join('\r\n');
    server.answer = ({ url }) => (url.includes('/query') ? { status: 200, body: devices } : { status: 204 });
    expect(await storeWith('days').empty((device) => device === 'A')).toEqual({ kind: 'written' });
    expect(
      server.at('/api/v2/delete').map(({ body }) => (JSON.parse(body) as { predicate: string }).predicate),
    ).toEqual(['_measurement="steps" AND device="A"', '_measurement="day_steps" AND device="A"']);
    server.answer = ({ url }) => ({ status: url.includes('/query') ? 403 : 204 });
    const refused = await storeWith('days').empty(() => true);
    expect(refused).toMatchObject({ kind: 'unavailable', reason: expect.stringContaining('cannot be read') as string });
    expect(server.at('/api/v2/delete')).toHaveLength(2);
  });

  test('are all taken out by two deletions over all of time', async () => {
    expect(await storeWith('days').empty(() => true)).toEqual({ kind: 'written' });
    expect(
      server.at('/api/v2/delete').map(({ body }) => (JSON.parse(body) as { predicate: string }).predicate),
    ).toEqual(['_measurement="steps"', '_measurement="day_steps"']);
    server.answer = () => ({ status: 503, headers: { 'Retry-After': '9' } });
    expect(await storeWith('days').empty(() => true)).toMatchObject({ kind: 'unavailable', waitMs: 9_000 });
  });
});

describe('retention', () => {
  const bucketOf = (everySeconds: number) =>
    json({ buckets: [{ id: 'b1', retentionRules: [{ type: 'expire', everySeconds }] }] });
  const answering =
    (everySeconds: number) =>
    ({ method, url }: Heard): Answer =>
      url.includes('/buckets') ? (method === 'GET' ? bucketOf(everySeconds) : json({})) : { status: 204 };
  const patches = () => server.heard.filter(({ method }) => method === 'PATCH');

  test('is asked and set once, for the bucket by its name', async () => {
    server.answer = answering(0);
    const store = storeWith(undefined, { slots: 400, mayDelete: true });
    await store.write([day]);
    await store.write([day]);
    expect(server.at('/api/v2/buckets').map(({ url }) => url)).toEqual(['/api/v2/buckets?org=town&name=hours']);
    expect(patches().map(({ body, url }) => [url, JSON.parse(body) as unknown])).toEqual([
      ['/api/v2/buckets/b1?org=town', { retentionRules: [{ type: 'expire', everySeconds: 400 * 86_400 }] }],
    ]);
    expect(store.keptFrom().slots).toBeDefined();
  });

  test('is not made shorter without the word, made longer with none, and left alone where it is so', async () => {
    server.answer = answering(0);
    await storeWith(undefined, { slots: 400, mayDelete: false }).write([day]);
    expect(patches()).toEqual([]);
    expect(said[0]).toContain('mayDeleteOlder');
    server.answer = answering(31 * 86_400);
    await storeWith(undefined, { slots: 'forever', mayDelete: false }).write([day]);
    expect(patches().map(({ body }) => body)).toEqual(['{"retentionRules":[{"type":"expire","everySeconds":0}]}']);
    await storeWith('days', { slots: 31, days: 31, mayDelete: false }).write([day]);
    expect(patches()).toHaveLength(1);
  });

  test.each([401, 403, 404])('that a token may not see (%i) keeps no day from being written', async (status) => {
    server.answer = ({ url }) => ({ status: url.includes('/buckets') ? status : 204 });
    expect(await storeWith(undefined, { slots: 400, mayDelete: true }).write([day])).toEqual({ kind: 'written' });
    expect(said).toHaveLength(1);
  });

  test('of a server that is away is asked again', async () => {
    server.answer = () => ({ status: 503, headers: { 'Retry-After': '7' } });
    const store = storeWith(undefined, { slots: 400, mayDelete: true });
    expect(await store.write([day])).toMatchObject({ kind: 'unavailable', waitMs: 7_000 });
    server.answer = answering(400 * 86_400);
    expect(await store.write([day])).toEqual({ kind: 'written' });
  });
});

test('devices and what is held of them are read by Flux from both buckets', async () => {
  const csv = (columns: string, ...rows: readonly string[]): Answer => ({
    status: 200,
    headers: { 'content-type': 'text/csv; charset=utf-8' },
    body: [
      `#datatype,string,long${columns.replaceAll(/,[^,]+/g, (name) => (name === ',_value' && columns.includes('_time') ? ',long' : name === ',_time' ? ',dateTime:RFC3339' : ',string'))}`,
      `#group,false,false${columns.replaceAll(/,[^,]+/g, ',false')}`,
      `#default,_result,${columns.replaceAll(/[^,]/g, '')}`,
      `,result,table${columns}`,
      ...rows.map((row) => `,,0,${row}`),
      '',
    ].join('\r\n'),
  });
  server.answer = ({ body }) => {
    const { query } = JSON.parse(body) as { readonly query: string };
    if (query.includes('tagValues')) return csv(',_value', query.includes('hours') ? 'A' : 'B');
    return query.includes('day_steps')
      ? csv(',_time,_value,device', '2026-11-19T15:00:00Z,3,A')
      : csv(',_time,_value,seconds,device', '2026-11-19T15:00:00Z,3,3600,A');
  };
  const store = storeWith('days');
  expect(await store.devices()).toEqual(['A', 'B']);
  const next = dateAfter(date, 1) as PlainDateText;
  expect(await store.held(['A' as DeviceSerial, 'B' as DeviceSerial], date as PlainDateText, next)).toEqual([
    { device: 'A', startMs: midnightMs, seconds: 3600, steps: 3 },
    { device: 'A', startMs: midnightMs, seconds: 'day', steps: 3 },
  ]);
  const queries = server.heard.map(({ body }) => (JSON.parse(body) as { readonly query: string }).query);
  expect(queries[2]).toContain('r.device == "A" or r.device == "B"');
  expect(queries[3]).toContain('from(bucket: "days")');
});
