/** A series store that takes half a minute for every write, or is away for days, is no matter of intake's. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MetricsRoom } from '../../ingest/metrics/metrics-room.ts';
import { dayMs, device, epochOne, firstDayMs } from '../../ingest/sample-cloud.ts';
import { sampleVisit } from '../../ingest/sample-walk.ts';
import { FarStore } from '../../ingest/series/far-store.ts';
import { dateAfter, sampleDay, sampleDays } from '../../ingest/series/sample-day.ts';
import { SeriesFeed } from '../../ingest/series/series-feed.ts';
import { dayBlockSchema, seriesBookSchema, seriesSchema } from '../../ingest/series/series-schema.ts';
import type { SeriesWriteOutcome } from '../../ingest/series/series-store.ts';
import { SqliteSeriesStore } from '../../ingest/series/sqlite-series-store.ts';
import type { Clock } from '../../runtime/clock.ts';
import { openDatabase } from '../../runtime/database.ts';
import { silentLog } from '../../runtime/log.ts';
import { seededRandom } from '../../runtime/random.ts';

const openSource = (folder: string, name: string) => {
  const schema = [dayBlockSchema + seriesSchema + seriesBookSchema];
  const database = openDatabase(join(folder, name), schema);
  return { database, source: new SqliteSeriesStore(database, sampleDays) };
};
const folder = (): Disposable & { readonly path: string } => {
  const path = mkdtempSync(join(tmpdir(), 'ayumi-slow-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
};

test('a store that takes its time for every write leaves intake as fast as it is without one', async () => {
  using place = folder();
  const far = new FarStore(openSource(place.path, 'far.sqlite').source);
  const inHand: number[] = [];
  const written = Promise.withResolvers<SeriesWriteOutcome>();
  far.behave = (days) => {
    inHand.push(days.length);
    return written.promise;
  };
  await using slow = await MetricsRoom.open([far]);
  await using plain = await MetricsRoom.open();
  const took = { slow: [] as number[], plain: [] as number[] };
  const bring = async (room: MetricsRoom, seq: number): Promise<number> => {
    const read = sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + (30 + seq) * 600_000, from: 0 });
    const beganMs = performance.now();
    await room.bring(seq, [read]);
    return performance.now() - beganMs;
  };
  for (const room of [slow, plain]) room.lend(firstDayMs);
  // By turns, so that whatever else the machine does is done to both.
  for (let seq = 1; seq <= 300; seq++) {
    took.slow.push(await bring(slow, seq));
    took.plain.push(await bring(plain, seq));
    if (seq === 1) await expect.poll(() => inHand.length, { timeout: 20_000 }).toBe(1);
  }
  const percentile = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[296] ?? 0;
  expect(percentile(took.slow)).toBeLessThan(3 * percentile(took.plain) + 20);
  // One batch is all that is ever in memory for it.
  expect(inHand).toHaveLength(1);
  expect(inHand[0]).toBeLessThanOrEqual(100);
  const [lag] = slow.cloud.seriesFeeds.map((feed) => feed.lag());
  expect(lag?.daysBehind).toBeGreaterThan(0);
  far.behave = (days) => far.inner.write(days);
  written.resolve({ kind: 'written' });
  await expect.poll(() => slow.cloud.seriesFeeds[0]?.lag().daysBehind, { timeout: 20_000 }).toBe(0);
});

test('an outage of three days is asked about a few times a minute at most, and caught up with whole', async () => {
  using place = folder();
  const { database, source } = openSource(place.path, 'cloud.sqlite');
  const far = new FarStore(openSource(place.path, 'far.sqlite').source);
  await source.write(
    Array.from({ length: 20 }, (_, i) => sampleDay({ device: 'A', date: dateAfter('2026-11-01', i), steps: [i] })),
  );
  let nowMs = firstDayMs;
  // Waits are over at once, and have passed.
  const clock: Clock = {
    wallMs: () => nowMs,
    monotonicMs: () => nowMs,
    sleep: (durationMs) => {
      nowMs += durationMs;
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
  let asked = 0;
  far.behave = (days) => {
    if (nowMs > firstDayMs + 3 * dayMs) return far.inner.write(days);
    asked++;
    return Promise.resolve({ kind: 'unavailable', reason: 'ECONNREFUSED', waitMs: 1_000 });
  };
  const parts = { database, source, store: far, clock, random: seededRandom(1), log: silentLog, describe: () => ({}) };
  const stop = new AbortController();
  const feed = new SeriesFeed(parts);
  await feed.start(stop.signal);
  await expect.poll(() => feed.lag(), { timeout: 60_000 }).toMatchObject({ daysBehind: 0, outage: null });
  await feed[Symbol.asyncDispose]();
  expect(asked).toBeLessThan(3 * 24 * 60 * 5);
  const [one] = await far.devices();
  expect(one).toBe('A');
  const slots = await far.read(
    one ?? device.serial,
    sampleDays.at(firstDayMs).date,
    sampleDays.at(nowMs + 30 * dayMs).date,
  );
  expect(slots).toHaveLength(20);
});
