/** The engine gives each day the points of its counted steps, to the step and to the day. */
import { expect, test } from 'vitest';
import { countSteps, dueFor, judge } from './engine.ts';
import { dayTotal, iwamizawa, type TotalParts } from './trial-points.ts';

const counted = (...parts: readonly TotalParts[]): number =>
  countSteps(
    0,
    parts.map((each, i) => dayTotal({ revision: i + 1, ...each })),
    iwamizawa,
  );

test.each([
  [0, 0],
  [2_999, 0],
  [3_000, 1],
  [4_999, 1],
  [5_000, 2],
  [7_999, 2],
  [8_000, 3],
  [9_999, 3],
  [10_000, 4],
  [43_112, 4],
])('gives %i steps %i points', (steps, points) => {
  expect(dueFor(steps, 0, iwamizawa)).toEqual(points === 0 ? undefined : { points, reason: 'steps' });
});

test('owes only the difference when a day grows, and takes the difference when it shrinks', () => {
  expect(dueFor(8_000, 2, iwamizawa)).toEqual({ points: 1, reason: 'steps' });
  expect(dueFor(7_999, 2, iwamizawa)).toBeUndefined();
  expect(dueFor(4_999, 3, iwamizawa)).toEqual({ points: -2, reason: 'correction' });
  expect(dueFor(0, 4, iwamizawa)).toEqual({ points: -4, reason: 'correction' });
});

test.each([
  ['the day of the visit itself', '2026-11-21', '2026-11-21', 'counted'],
  ['day 29 of the window', '2026-10-24', '2026-11-21', 'counted'],
  ['day 30 of the window, its last', '2026-10-23', '2026-11-21', 'counted'],
  ['day 31', '2026-10-22', '2026-11-21', 'too-late'],
  ['a day after the visit', '2026-11-22', '2026-11-21', 'after-visit'],
  ['31 March from 1 April, a new fiscal year', '2026-03-31', '2026-04-01', 'counted'],
  ['2 March from 31 March', '2026-03-02', '2026-03-31', 'counted'],
  ['1 March from 31 March', '2026-03-01', '2026-03-31', 'too-late'],
  ['3 March from 1 April', '2026-03-03', '2026-04-01', 'counted'],
  ['2 March from 1 April', '2026-03-02', '2026-04-01', 'too-late'],
  ['29 February from 29 March of a leap year', '2028-02-29', '2028-03-29', 'counted'],
  ['29 February from 30 March of a leap year', '2028-02-29', '2028-03-30', 'too-late'],
  ['28 February from 29 March of another year', '2027-02-28', '2027-03-29', 'counted'],
  ['28 February from 30 March of another year', '2027-02-28', '2027-03-30', 'too-late'],
  ['31 January from 29 February', '2028-01-31', '2028-02-29', 'counted'],
  ['30 January from 29 February', '2028-01-30', '2028-02-29', 'too-late'],
  ['3 December from New Year', '2026-12-03', '2027-01-01', 'counted'],
  ['2 December from New Year', '2026-12-02', '2027-01-01', 'too-late'],
] as const)('finds %s %s → %s to be %s', (_, date, syncedOn, verdict) => {
  expect(judge(dayTotal({ date, syncedOn }), iwamizawa)).toBe(verdict);
});

test('asks each rule for its own window', () => {
  const total = dayTotal({ date: '2026-10-23', syncedOn: '2026-11-21' });
  const windows = [30, 29, 30].map((windowDays) => judge(total, { ...iwamizawa, backfill: { windowDays } }));
  expect(windows).toEqual(['counted', 'too-late', 'counted']);
});

test('counts what the newest visit in time brought, up or down', () => {
  expect(counted({ steps: 4_000 }, { steps: 9_000 })).toBe(9_000);
  expect(counted({ steps: 9_000 }, { steps: 4_000, state: 'corrected' })).toBe(4_000);
});

test('adds nothing from a visit that comes too late, and leaves what was counted', () => {
  const late = { syncedOn: '2026-12-20' };
  expect(counted({ steps: 9_000, ...late })).toBe(0);
  expect(counted({ steps: 4_000 }, { steps: 9_000, ...late })).toBe(4_000);
});

test('takes away even late what turns out not to have been walked', () => {
  expect(counted({ steps: 9_000 }, { steps: 4_000, state: 'corrected', syncedOn: '2026-12-20' })).toBe(4_000);
});

test('adds nothing from a day that is dated after its visit', () => {
  expect(counted({ steps: 9_000, date: '2026-11-22' })).toBe(0);
});

test('earns nothing new and loses nothing while a day is held, and counts it when it is let go', () => {
  expect(counted({ steps: 9_000, state: 'held' })).toBe(0);
  expect(counted({ steps: 4_000 }, { steps: 9_000, state: 'held' })).toBe(4_000);
  expect(counted({ steps: 4_000 }, { steps: 0, state: 'held' })).toBe(4_000);
  expect(counted({ steps: 9_000, state: 'held' }, { steps: 9_000, state: 'corrected' })).toBe(9_000);
});

test('judges a held day as held, however late it is', () => {
  expect(judge(dayTotal({ state: 'held', syncedOn: '2027-11-21' }), iwamizawa)).toBe('held');
});
