/** SqliteSeriesStore passes the suite, and hands its days on in the order in which they changed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { inTransaction, openDatabase } from '../../runtime/database.ts';
import { dateAfter, sampleDay, sampleDays } from './sample-day.ts';
import { dayBlockSchema, seriesSchema } from './series-schema.ts';
import { seriesStoreSuite } from './series-store.suite.ts';
import { SqliteSeriesStore } from './sqlite-series-store.ts';

const directory = mkdtempSync(join(tmpdir(), 'ayumi-series-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
const openStore = () => {
  const database = openDatabase(join(directory, `${files++}.sqlite`), [dayBlockSchema, seriesSchema]);
  return { database, store: new SqliteSeriesStore(database, sampleDays) };
};

const date = '2026-11-20';
const day = (device: string, steps: readonly number[], participant: string | null = 'P-1') =>
  sampleDay({ device, date, participant, steps });

describe('the day_block table as a series store', () => {
  const { store } = openStore();
  seriesStoreSuite({ store: () => store, replaces: true });
});

describe('days in the middle of the caller’s transaction', () => {
  let { database, store } = openStore();
  beforeEach(() => ({ database, store } = openStore()));
  const put = (change: number, ...of: Parameters<typeof day>): void => {
    const { block, participant } = day(...of);
    store.writeBlock(block, participant, change);
  };
  const names = (change: number, limit: number) =>
    store.changedSince(change, limit).map((changed) => [changed.day.block.device, changed.change]);

  test('are read back whole, and are gone when the transaction is', () => {
    const written = day('A', [1, 2, 3]);
    expect(() =>
      inTransaction(database, () => {
        store.writeBlock(written.block, written.participant, 1);
        expect(store.readBlock(written.block.device, written.block.date)).toEqual(written);
        throw new Error('changed my mind');
      }),
    ).toThrow('changed my mind');
    expect(store.readBlock(written.block.device, written.block.date)).toBeUndefined();
  });

  test('of one pedometer come by date, the undated first', () => {
    for (const [i, text] of [dateAfter(date, 1), date, ''].entries()) {
      store.writeBlock(sampleDay({ device: 'A', date: text, steps: [i] }).block, null, i + 1);
    }
    put(4, 'B', [1]);
    const blocks = store.blocksOfDevice('A' as DeviceSerial);
    expect(blocks.map(({ block }) => block.date)).toEqual(['', date, dateAfter(date, 1)]);
  });

  test('come back by their latest change, the oldest first', () => {
    put(1, 'A', [1]);
    put(2, 'B', [1]);
    put(3, 'A', [1, 2]);
    expect(names(0, 10)).toEqual([
      ['B', 2],
      ['A', 3],
    ]);
    expect(names(0, 1)).toEqual([['B', 2]]);
    expect(names(3, 10)).toEqual([]);
    expect(store.lastChange()).toBe(3);
    expect([store.countChangedSince(0, 10), store.countChangedSince(2, 10), store.countChangedSince(0, 1)]).toEqual([
      2, 1, 1,
    ]);
  });

  test('that share a number of change are never parted by the limit', () => {
    for (const device of ['A', 'B', 'C']) put(7, device, [1]);
    put(8, 'D', [1]);
    expect(names(0, 2)).toEqual(['A', 'B', 'C'].map((device) => [device, 7]));
    expect(names(7, 2)).toEqual([['D', 8]]);
  });

  test('are marked as moved, for good, when they lose a slot or change hands, and only then', () => {
    const moved = () => store.changedSince(0, 10).map((changed) => changed.day.moved);
    put(1, 'A', [1]);
    put(2, 'A', [5, 6]);
    expect(moved()).toEqual([false]);
    put(3, 'A', [5, 6], 'P-2');
    expect(moved()).toEqual([true]);
    put(4, 'A', [5, 6, 7], 'P-2');
    expect(moved()).toEqual([true]);
    put(5, 'B', [5, 6]);
    put(6, 'B', [5]);
    expect(moved()).toEqual([true, true]);
  });

  test('without a date may shrink as they find their dates, without being moved', () => {
    store.writeBlock(sampleDay({ device: 'A', date: '', steps: [1, 2] }).block, null, 1);
    store.writeBlock(sampleDay({ device: 'A', date: '', steps: [] }).block, null, 2);
    expect(store.changedSince(0, 1).map((changed) => changed.day.moved)).toEqual([false]);
    expect(store.readBlock('A' as DeviceSerial, '' as PlainDateText)?.block.runs).toEqual([]);
  });
});
