/** A check finds every point of a store that is not what the blocks say, and a repair mends exactly the days it found. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { InfluxDB } from 'influx';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { openDatabase } from '../../runtime/database.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { TestServer, describeWithServer, freePort } from '../../runtime/test-server.ts';
import { FarStore } from './far-store.ts';
import { influx1Arguments } from './influx1-server.ts';
import { Influx1SeriesStore } from './influx1-series-store.ts';
import { dateAfter, sampleDay, sampleDays, type SampleDay } from './sample-day.ts';
import { checkSeries, type SeriesCheck, type SeriesCheckOptions } from './series-check.ts';
import { SeriesFeed } from './series-feed.ts';
import { dayBlockSchema, seriesBookSchema, seriesSchema } from './series-schema.ts';
import type { SeriesStore } from './series-store.ts';
import { SqliteSeriesStore } from './sqlite-series-store.ts';

const directory = mkdtempSync(join(tmpdir(), 'ayumi-check-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
const openSource = () => {
  const schema = [dayBlockSchema + seriesSchema + seriesBookSchema];
  const database = openDatabase(join(directory, `${files++}.sqlite`), schema);
  return { database, source: new SqliteSeriesStore(database, sampleDays) };
};

const date = '2026-01-01';
const describeAll = () => ({ centre: 'c-1', model: 'm' });
let database: DatabaseSync;
let source: SqliteSeriesStore;
beforeEach(() => ({ database, source } = openSource()));

const put = (days: readonly SampleDay[]) => source.write(days.map(sampleDay));
const feedAll = async (store: SeriesStore): Promise<void> => {
  const parts = { database, source, store, clock: systemClock, random: seededRandom(1), log: silentLog };
  const feed = new SeriesFeed({ ...parts, describe: describeAll });
  for (let step = await feed.step(); step.kind !== 'idle'; step = await feed.step()) {
    if (step.kind !== 'fed') throw new Error(`bug: ${step.kind}`);
  }
};
const check = (store: SeriesStore, options: Partial<SeriesCheckOptions> = {}): Promise<SeriesCheck> => {
  const parts = { database, source, store, describe: describeAll, days: sampleDays, clock: systemClock };
  return checkSeries({ ...parts, repair: false, ...options });
};
const monthOf = (device: string, count = 40): readonly SampleDay[] =>
  Array.from({ length: count }, (_, i) => ({ device, date: dateAfter(date, i), participant: 'P-1', steps: [1, 2, 3] }));
const noDifference = { differentDays: 0, missing: 0, different: 0, surplus: 0, leftDays: 0, refusedDays: 0 };

describeWithServer('influxd', 'checking InfluxDB 1', (found) => {
  let server: TestServer;
  let store: Influx1SeriesStore;
  let influx: InfluxDB;
  beforeEach(async () => {
    server = await TestServer.start(found, influx1Arguments());
    const place = { host: '127.0.0.1', port: server.place.port, database: 'ayumi' };
    const layout = { participantTag: false, dayPoints: true };
    store = new Influx1SeriesStore({ ...place, layout, days: sampleDays, clock: systemClock, log: silentLog });
    influx = new InfluxDB(place);
    await store.start();
  });
  afterEach(() => server[Symbol.asyncDispose]());
  const write = (line: string, rp?: string) =>
    fetch(`http://127.0.0.1:${server.place.port}/write?db=ayumi&precision=ms${rp === undefined ? '' : `&rp=${rp}`}`, {
      method: 'POST',
      body: line,
    });

  test('finds what is missing, different and surplus, mends those days alone, and finds nothing then', async () => {
    await put([...monthOf('A'), ...monthOf('B')]);
    await feedAll(store);
    expect(await check(store)).toMatchObject({ days: 80, daysBehind: 0, devices: 2, ...noDifference });
    const midnightMs = (days: number) => sampleDays.of(dateAfter(date, days) as PlainDateText).startMs;
    await influx.query(`DELETE FROM "steps" WHERE "device" = 'A' AND time = ${midnightMs(3)}ms`);
    const b = 'centre=c-1,device=B,model=m';
    await write(`steps,${b},seconds=3600 steps=99i ${midnightMs(35)}`);
    // A point under other tags, a day of a pedometer nobody has, and one long before anything.
    await write(`steps,centre=c-2,device=B,model=m,seconds=3600 steps=1i ${midnightMs(4)}`);
    await write(`day_steps,device=C steps=5i ${midnightMs(4)}`, 'daily');
    await write(`steps,device=A,seconds=3600 steps=5i ${midnightMs(-900)}`);
    const before = await check(store);
    expect(before).toMatchObject({ differentDays: 5, missing: 1, different: 1, surplus: 3, leftDays: 5 });
    expect(before.examples).toContainEqual({
      device: 'A',
      date: dateAfter(date, 3),
      missing: 1,
      different: 0,
      surplus: 0,
    });
    expect(await check(store, { from: dateAfter(date, 5) as PlainDateText })).toMatchObject({ differentDays: 1 });
    expect(await check(store, { to: date as PlainDateText, from: date as PlainDateText })).toMatchObject(noDifference);
    const all = { repair: true, clearsUnknown: true };
    expect(await check(store, all)).toMatchObject({ differentDays: 5, unknownDays: 1, leftDays: 0 });
    expect(await check(store)).toMatchObject({ devices: 2, ...noDifference });
  });

  test('mends a store that lost everything', async () => {
    await put(monthOf('A'));
    await feedAll(store);
    await influx.dropDatabase('ayumi');
    await store.write([]);
    await expect(check(store)).rejects.toMatchObject({ code: 'series-away' });
    const again = new Influx1SeriesStore({
      ...{ host: '127.0.0.1', port: server.place.port, database: 'ayumi' },
      ...{ layout: store.layout, days: sampleDays, clock: systemClock, log: silentLog },
    });
    await again.start();
    expect(await check(again)).toMatchObject({ differentDays: 40, missing: 160 });
    expect(await check(again, { repair: true })).toMatchObject({ leftDays: 0 });
    expect(await check(again)).toMatchObject(noDifference);
  });

  test('a refused day is told with its reason, and is taken when what it clashed with is gone', async () => {
    await write(`steps,device=F,seconds=3600 steps=0.5 ${sampleDays.of(date as PlainDateText).startMs}`);
    await put(monthOf('A', 1));
    await feedAll(store);
    const before = await check(store);
    expect(before).toMatchObject({ differentDays: 2, missing: 2 + 2, surplus: 1, refusedDays: 1 });
    expect(before.refused[0]).toMatchObject({ device: 'A', date, change: 1 });
    expect(before.refused[0]?.reason).toContain('field type conflict');
    await influx.dropMeasurement('steps');
    expect(await check(store, { repair: true })).toMatchObject({ leftDays: 0, refusedDays: 0 });
    expect(await check(store)).toMatchObject(noDifference);
  });
});

describe('beside a running feed', () => {
  let far: FarStore;
  beforeEach(() => {
    far = new FarStore(openSource().source);
  });

  test('days that are still behind the cursor are no difference', async () => {
    await put(monthOf('A', 3));
    await feedAll(far);
    await put([{ device: 'A', date, participant: 'P-1', steps: [1, 2, 30] }, ...monthOf('B', 1)]);
    expect(await check(far)).toMatchObject({ days: 4, daysBehind: 2, ...noDifference });
  });

  test('what the feed brings between the two looks is none either', async () => {
    await put(monthOf('A', 3));
    await feedAll(far);
    let looks = 0;
    far.held = async (devices, from, to) => {
      if (looks++ === 0) {
        await put([{ device: 'A', date, participant: 'P-1', steps: [1, 2, 30] }]);
        await feedAll(far);
      }
      return far.inner.held(devices, from, to);
    };
    expect(await check(far)).toMatchObject({ days: 3, ...noDifference });
    expect(looks).toBeGreaterThan(1);
  });

  test('a day that changes while it is mended is left as it is now', async () => {
    await put(monthOf('A', 1));
    await feedAll(far);
    await far.inner.write([sampleDay({ device: 'A', date, participant: 'P-1', steps: [9] })]);
    far.behave = async (days) => {
      far.behave = (later) => far.inner.write(later);
      // Intake and the feed are first, and our older write comes after theirs.
      await put([{ device: 'A', date, participant: 'P-1', steps: [1, 2, 4] }]);
      await feedAll(far);
      return far.inner.write(days);
    };
    expect(await check(far, { repair: true })).toMatchObject({ differentDays: 1, leftDays: 0 });
    const slots = await far.inner.read('A' as DeviceSerial, date as PlainDateText, date as PlainDateText);
    expect(slots.map(({ steps }) => steps)).toEqual([1, 2, 4]);
  });

  test('what another cloud has put into the same store is told, and cleared only when that is said', async () => {
    await put(monthOf('A', 3));
    await feedAll(far);
    await far.inner.write([...monthOf('THEIRS', 3), ...monthOf('OURS', 1)].map(sampleDay));
    await far.inner.write([sampleDay({ device: 'A', date, participant: 'P-1', steps: [9] })]);
    const isRegistered = (device: string): boolean => device === 'OURS';
    const daysOf = async (device: string): Promise<number> => {
      const held = await far.inner.held([device as DeviceSerial], date as PlainDateText, '2026-12-31' as PlainDateText);
      return new Set(held.map(({ startMs }) => sampleDays.at(startMs).date)).size;
    };
    expect(await check(far, { isRegistered })).toMatchObject({ differentDays: 5, unknownDays: 3, leftDays: 5 });
    const mended = await check(far, { isRegistered, repair: true });
    expect(await daysOf('THEIRS')).toBe(3);
    expect(await daysOf('OURS')).toBe(0);
    expect(mended).toMatchObject({ differentDays: 5, unknownDays: 3, leftDays: 3 });
    expect(await check(far, { isRegistered })).toMatchObject({ differentDays: 3, unknownDays: 3 });
    const cleared = await check(far, { isRegistered, repair: true, clearsUnknown: true });
    expect(cleared).toMatchObject({ differentDays: 3, unknownDays: 3, leftDays: 0 });
    expect(await daysOf('THEIRS')).toBe(0);
    expect(await check(far, { isRegistered })).toMatchObject({ ...noDifference, unknownDays: 0 });
  });

  test('progress is told, no more days than asked for are kept in memory, and it stops when told to', async () => {
    for (const device of ['A', 'B', 'C', 'D']) await put(monthOf(device, 100));
    const progress: string[] = [];
    const asked: number[] = [];
    far.held = (devices, from, to) => {
      const days = Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'days' }).days + 1;
      // Open ends hold nothing, or what should not be there.
      if (days <= 31) asked.push(devices.length * days);
      return far.inner.held(devices, from, to);
    };
    await check(far, { onProgress: (done, all) => progress.push(`${done}/${all}`) });
    expect(progress.at(-1)).toBe('4/4');
    expect(Math.max(...asked)).toBeLessThanOrEqual(300);
    const stopped = check(far, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ code: 'check-stopped' });
  });
});

test('a store that is away is an error that says which, and what to look at', async () => {
  const place = { host: '127.0.0.1', port: await freePort(), database: 'ayumi' };
  const layout = { participantTag: false, dayPoints: true };
  const store = new Influx1SeriesStore({ ...place, layout, days: sampleDays, clock: systemClock, log: silentLog });
  await put(monthOf('A', 1));
  await expect(check(store)).rejects.toMatchObject({
    code: 'series-away',
    message: expect.stringContaining('ECONNREFUSED') as string,
  });
});
