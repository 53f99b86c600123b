/** SeriesFeed loses no day, whatever happens to the store, to the day or to itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { inTransaction, openDatabase } from '../../runtime/database.ts';
import { silentLog, type Log } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';
import { TestServer, describeWithServer } from '../../runtime/test-server.ts';
import { influx1Arguments } from './influx1-server.ts';
import { Influx1SeriesStore } from './influx1-series-store.ts';
import { dateAfter, sampleDay, sampleDays } from './sample-day.ts';
import { SeriesFeed, rewindSeries, type FeedStep } from './series-feed.ts';
import { dayBlockSchema, seriesBookSchema, seriesSchema } from './series-schema.ts';
import { FarStore } from './far-store.ts';
import type { SeriesStore } from './series-store.ts';
import { SqliteSeriesStore } from './sqlite-series-store.ts';

const directory = mkdtempSync(join(tmpdir(), 'ayumi-feed-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
const openSource = () => {
  const database = openDatabase(join(directory, `${files++}.sqlite`), [
    dayBlockSchema + seriesSchema + seriesBookSchema,
  ]);
  return { database, source: new SqliteSeriesStore(database, sampleDays) };
};
const date = '2026-01-01';

let database: DatabaseSync;
let source: SqliteSeriesStore;
let far: FarStore;
let centre: string;
beforeEach(() => {
  ({ database, source } = openSource());
  far = new FarStore(openSource().source);
  centre = 'c';
});

const feedTo = (store: SeriesStore, log: Log = silentLog): SeriesFeed =>
  new SeriesFeed({
    database,
    source,
    store,
    clock: systemClock,
    random: seededRandom(1),
    log,
    describe: () => ({ centre }),
    retry: { baseMs: 1, capMs: 5 },
    idleCheckMs: 1,
  });
const untilIdle = async (feed: SeriesFeed): Promise<readonly FeedStep[]> => {
  const steps: FeedStep[] = [];
  for (let step = await feed.step(); step.kind !== 'idle'; step = await feed.step()) steps.push(step);
  return steps;
};
const put = async (device: string, dayCount: number, steps = [1, 2, 3]): Promise<void> => {
  await source.write(
    Array.from({ length: dayCount }, (_, i) =>
      sampleDay({ device, date: dateAfter(date, i), participant: 'P-1', steps }),
    ),
  );
};
const held = async (store: SeriesStore, device: string): Promise<readonly number[]> => {
  const slots = await store.read(device as DeviceSerial, date as PlainDateText, '2027-12-31' as PlainDateText);
  return slots.map((slot) => slot.steps);
};

describe('feeding', () => {
  test('waits for our own disk where it takes no word of what was fed, says so once, and goes on', async () => {
    const errors: object[] = [];
    const log = { ...silentLog, error: (what: object) => errors.push(what), info: () => undefined };
    await put('A', 3);
    database.exec('PRAGMA query_only = 1');
    await using feed = feedTo(far, log);
    await feed.start(new AbortController().signal);
    await expect.poll(() => errors.length).toBe(1);
    expect(feed.lag()).toMatchObject({ daysBehind: 3, outage: null });
    database.exec('PRAGMA query_only = 0');
    await expect.poll(() => feed.lag().daysBehind).toBe(0);
    expect(await held(far, 'A')).toEqual(await held(source, 'A'));
    expect(errors).toHaveLength(1);
  });

  test('brings everything, in batches, and then only what changed', async () => {
    await put('A', 250);
    const feed = feedTo(far);
    expect((await untilIdle(feed)).map((step) => step.kind === 'fed' && step.days)).toEqual([100, 100, 50]);
    expect(await held(far, 'A')).toEqual(await held(source, 'A'));
    await put('A', 1, [1, 2, 30]);
    expect(await untilIdle(feed)).toEqual([{ kind: 'fed', days: 1, refused: 0 }]);
    expect((await held(far, 'A')).slice(0, 3)).toEqual([1, 2, 30]);
  });

  test('goes on where it was after a restart', async () => {
    await put('A', 3);
    await untilIdle(feedTo(far));
    await put('B', 1);
    expect(await untilIdle(feedTo(far))).toEqual([{ kind: 'fed', days: 1, refused: 0 }]);
  });

  test('writes the same days again when it died between the write and its own note of it', async () => {
    await put('A', 3);
    far.behave = async (days) => {
      await far.inner.write(days);
      throw new Error('power cut');
    };
    await expect(feedTo(far).step()).rejects.toThrow('power cut');
    expect(feedTo(far).lag().daysBehind).toBe(3);
    far.behave = (days) => far.inner.write(days);
    expect(await untilIdle(feedTo(far))).toEqual([{ kind: 'fed', days: 3, refused: 0 }]);
    expect(await held(far, 'A')).toEqual(await held(source, 'A'));
  });

  test('sees a day again that intake rewrote while it was on its way', async () => {
    await put('A', 1, [1]);
    const feed = feedTo(far);
    far.behave = async (days) => {
      far.behave = (later) => far.inner.write(later);
      await put('A', 1, [1, 99]);
      return far.inner.write(days);
    };
    await untilIdle(feed);
    expect(await held(far, 'A')).toEqual([1, 99]);
  });

  test('tells the store which days moved, at whatever batch they come', async () => {
    await put('A', 1, [1, 2]);
    await put('A', 1, [1]);
    await put('A', 1, [1, 2]);
    const moved: (boolean | undefined)[] = [];
    far.behave = (days) => {
      moved.push(...days.map((day) => day.moved));
      return far.inner.write(days);
    };
    await untilIdle(feedTo(far));
    expect(moved).toEqual([true]);
  });

  test('begins again when it is told to, or when the blocks were made anew', async () => {
    await put('A', 3);
    await untilIdle(feedTo(far));
    rewindSeries(database);
    expect(feedTo(far).lag().daysBehind).toBe(3);
    await untilIdle(feedTo(far));
    inTransaction(database, () => database.exec('DELETE FROM day_block'));
    await put('B', 1);
    expect(await untilIdle(feedTo(far))).toHaveLength(1);
  });
});

describe('trouble', () => {
  test('a store that is away leaves the days waiting, and says since when', async () => {
    await put('A', 2);
    const feed = feedTo(far);
    far.behave = () => Promise.resolve({ kind: 'unavailable', reason: '503', waitMs: 7 });
    expect(await feed.step()).toEqual({ kind: 'unavailable', reason: '503', waitMs: 7 });
    expect(feed.lag()).toMatchObject({ store: 'far', daysBehind: 2, outage: { reason: '503' }, refusedDays: 0 });
    far.behave = (days) => far.inner.write(days);
    await untilIdle(feed);
    expect(feed.lag()).toEqual({ store: 'far', daysBehind: 0, outage: null, refusedDays: 0 });
  });

  test('a refused day goes to quarantine and holds up nobody', async () => {
    await put('A', 3);
    const feed = feedTo(far);
    far.behave = async (days) => {
      await far.inner.write(days.filter((_, i) => i !== 1));
      return { kind: 'refused', days: days.slice(1, 2), reason: 'field type conflict' };
    };
    expect(await untilIdle(feed)).toEqual([{ kind: 'fed', days: 2, refused: 1 }]);
    const quarantine = database.prepare('SELECT store, device, date, reason, change FROM series_refused').all();
    expect(quarantine).toEqual([
      { store: 'far', device: 'A', date: dateAfter(date, 1), reason: 'field type conflict', change: 2 },
    ]);
    expect(feed.lag()).toMatchObject({ daysBehind: 0, refusedDays: 1 });
  });

  test('a refused day that the store takes at its next change waits no longer', async () => {
    await put('A', 2);
    far.behave = (days) => Promise.resolve({ kind: 'refused', days, reason: 'no' });
    await untilIdle(feedTo(far));
    const waiting = () => Number(database.prepare('SELECT count(*) AS days FROM series_refused').get()?.['days']);
    expect(waiting()).toBe(2);
    far.behave = (days) => far.inner.write(days);
    await put('A', 1, [1, 2, 30]);
    await untilIdle(feedTo(far));
    expect(waiting()).toBe(1);
  });

  test('a day is passed by only together with its place in quarantine', async () => {
    await put('A', 1);
    database.exec("CREATE TRIGGER full BEFORE INSERT ON series_refused BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    far.behave = (days) => Promise.resolve({ kind: 'refused', days, reason: 'no' });
    await expect(feedTo(far).step()).rejects.toThrow('disk is full');
    expect(feedTo(far).lag().daysBehind).toBe(1);
  });

  test('a store that never answers does not keep the cloud from stopping', async () => {
    await put('A', 1);
    const asked = Promise.withResolvers<undefined>();
    far.behave = () => {
      asked.resolve(undefined);
      return new Promise(() => undefined);
    };
    const feed = feedTo(far);
    await feed.start(new AbortController().signal);
    await asked.promise;
    await feed[Symbol.asyncDispose]();
    expect(feed.lag().daysBehind).toBe(1);
  });
});

describeWithServer('influxd', 'a real outage', (found) => {
  test('is caught up with when the server is back, while intake went on', async () => {
    await using server = await TestServer.start(found, influx1Arguments());
    const { port } = server.place;
    const options = {
      host: '127.0.0.1',
      port,
      database: 'ayumi',
      days: sampleDays,
      clock: systemClock,
      log: silentLog,
    };
    const store = new Influx1SeriesStore({ ...options, layout: { participantTag: false, dayPoints: true } });
    await put('A', 30);
    // The waits the store asks for are seconds; the test's clock makes them short.
    const feed = new SeriesFeed({
      database,
      source,
      store,
      clock: { ...systemClock, sleep: (_, signal) => systemClock.sleep(5, signal) },
      random: seededRandom(1),
      log: silentLog,
      describe: () => ({ centre: 'c' }),
    });
    await using running = feed;
    await running.start(new AbortController().signal);
    const caughtUp = () => expect.poll(() => running.lag(), { timeout: 20_000 });
    await caughtUp().toMatchObject({ daysBehind: 0, outage: null });
    await server.stop('SIGKILL');
    await put('A', 60, [7, 8]);
    await put('B', 30);
    await expect.poll(() => running.lag().outage?.reason).toContain('ECONNREFUSED');
    expect(running.lag().daysBehind).toBe(90);
    await server.restart();
    await caughtUp().toMatchObject({ daysBehind: 0, outage: null });
    for (const device of ['A', 'B']) expect(await held(store, device)).toEqual(await held(source, device));
  });
});
