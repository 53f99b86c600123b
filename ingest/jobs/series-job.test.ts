/** Promises of the nightly comparison: what came late is compared in the night after, and everything once in four weeks. */
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeviceSerial } from '../../contract/ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { openDatabase } from '../../runtime/database.ts';
import { firstDayMs } from '../sample-cloud.ts';
import { SampleStore } from '../sample-store.ts';
import { FarStore } from '../series/far-store.ts';
import { dateAfter, sampleDay } from '../series/sample-day.ts';
import { SeriesBook } from '../series/series-book.ts';
import { dayBlockSchema, seriesBookSchema, seriesSchema } from '../series/series-schema.ts';
import { SqliteSeriesStore } from '../series/sqlite-series-store.ts';
import { seriesJob } from './series-job.ts';

const living = new AbortController().signal;
const first = Temporal.PlainDate.from('2026-12-01');
const devices = Array.from({ length: 40 }, (_, i) => `S-${100 + i}`);
let sample: SampleStore;
let far: FarStore;

beforeEach(() => {
  sample = new SampleStore(firstDayMs);
  const schema = [dayBlockSchema + seriesSchema + seriesBookSchema];
  const { days } = sample.store;
  far = new FarStore(new SqliteSeriesStore(openDatabase(join(sample.folder, 'far.sqlite'), schema), days));
});
afterEach(() => sample[Symbol.dispose]());

/** A day as the cloud comes to know it, and with `isFed` the store too; the feed has got as far either way. */
const walked = async (device: string, date: string, isFed: boolean): Promise<void> => {
  const { database, derivation } = sample.store;
  const day = sampleDay({ device, date: date, steps: [5] });
  await derivation.blocks.write([day]);
  if (isFed) await far.inner.write([day]);
  const book = new SeriesBook({ database, source: derivation.blocks, store: far, describe: () => ({}) });
  book.move(derivation.blocks.lastChange());
};
const night = (after: number) =>
  seriesJob({ cloud: sample.store, stores: [far], clock: systemClock }).run(first.add({ days: after }), living);

test('a day that came late and is not in the store is found in the night after, and every night until it is mended', async () => {
  await walked('S-1', '2026-11-29', true);
  expect(await night(0)).toMatch(/^far: \d days \[1 recent, 0 late, \d in turn\], 0 differ, 0 on their way$/);
  // Neither is it the turn of this pedometer in one of these nights.
  const date = dateAfter('2026-09-01', 0);
  await walked('S-2', date, false);
  await expect(night(1)).rejects.toThrow('1 late, 0 in turn], 1 differ');
  await expect(night(2)).rejects.toThrow('1 late, 0 in turn], 1 differ');
  await far.inner.write([sampleDay({ device: 'S-2', date, steps: [5] })]);
  expect(await night(3)).toContain('1 late, 0 in turn], 0 differ');
  expect(await night(4)).toContain('0 late, 0 in turn], 0 differ');
});

test('every older day is looked at once in 28 nights, a share each night', async () => {
  for (const device of devices) await walked(device, '2026-03-01', true);
  await night(0);
  const seen: number[] = [];
  for (let after = 1; after <= 28; after++) seen.push(Number(/(\d+) in turn/.exec(String(await night(after)))?.[1]));
  expect(seen.reduce((sum, days) => sum + days, 0)).toBe(devices.length);
  expect(Math.max(...seen)).toBeLessThanOrEqual(4);
  await far.inner.write([sampleDay({ device: devices[7] as DeviceSerial, date: '2026-03-01', steps: [6] })]);
  const nights = Array.from({ length: 28 }, (_, i) => i + 1);
  const failed: number[] = [];
  for (const after of nights) await night(after).catch(() => failed.push(after));
  expect(failed).toHaveLength(1);
});
