/** Promises of the newest totals in memory: a feed is told from there what stands in the table, to the byte, and nothing else. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DayTotals, type FeedEntry } from './day-totals.ts';
import { anna, date, dayMs, device, epochOne, firstDayMs, openCloud } from './sample-cloud.ts';
import { sampleVisit } from './sample-walk.ts';

let cloud: ReturnType<typeof openCloud>;

beforeEach(() => {
  cloud = openCloud();
});
afterEach(() => {
  cloud.database.close();
});

const bring = (fromDay: number, toDay: number): void => {
  const atMs = firstDayMs + toDay * dayMs;
  cloud.bring([sampleVisit(device, [epochOne(24 * 20)], { atMs, from: fromDay * 24 })]);
};

/** Everything after `id`, as whoever has just begun reads it. */
const inTable = (id: number): string => JSON.stringify(new DayTotals(cloud.database).revisionsAfter(id, 1_000));
const told = (id: number): string => JSON.stringify(cloud.derivation.totals.revisionsAfter(id, 1_000));

test('receivers know a delivery by its bytes: they are the same from memory and, after a crash, from the table', () => {
  bring(0, 3);
  cloud.know('close', { today: date(3) });
  bring(3, 5);
  expect(cloud.derivation.totals.lastRevision()).toBeGreaterThan(6);
  for (let id = 0; id <= cloud.derivation.totals.lastRevision(); id++) expect(told(id)).toBe(inTable(id));
});

/** Read on from there as a feed does, until there is nothing more. */
const toldInAll = (id: number): string => {
  const all: FeedEntry[] = [];
  for (let page; (page = cloud.derivation.totals.revisionsAfter(all.at(-1)?.id ?? id, 1_000)).length > 0;)
    all.push(...page);
  return JSON.stringify(all);
};

test('what another program has said meanwhile is told in its place', () => {
  bring(0, 2);
  const other = new DayTotals(cloud.database);
  const sum = { steps: 7, trust: 'signed', devices: [device.serial], held: false } as const;
  other.revise(anna, date(15), sum, date(16), 1);
  bring(2, 4);
  other.revise(anna, date(16), sum, date(17), 1);
  for (let id = 0; id <= other.lastRevision(); id++) expect(toldInAll(id)).toBe(inTable(id));
});

test('what was rolled back was never told, though its number is given again', () => {
  bring(0, 1);
  const last = cloud.derivation.totals.lastRevision();
  cloud.database.exec('BEGIN');
  const sum = { steps: 7, trust: 'signed', devices: [device.serial], held: false } as const;
  cloud.derivation.totals.revise(anna, date(15), sum, date(16), 1);
  cloud.database.exec('ROLLBACK');
  cloud.derivation.forget();
  expect(told(last)).toBe('[]');
  bring(1, 3);
  expect(told(last)).toBe(inTable(last));
});
