/** Promises of a person's four weeks. */
import { expect, test } from 'vitest';
import { daysWith } from '../../fixture/live-with.ts';
import { daySlotsOf, daySummaryOf, slotsCount, tierReached } from './day-slots.ts';

const today = '2026-03-01';
const days = daysWith(
  ['2026-01-01', 9999, 'final'],
  ['2026-02-02', 4000, 'final'],
  ['2026-02-27', 8000, 'corrected'],
  ['2026-02-28', 50_000, 'held'],
  ['2026-03-01', 120, 'open'],
);
const slots = daySlotsOf(days, today);

test('every day of four weeks has a place, across the end of a month, and older days have none', () => {
  expect(slots).toHaveLength(slotsCount);
  expect(slots[0]).toMatchObject({ kind: 'finished', date: '2026-02-02' });
  expect(slots.at(-1)).toMatchObject({ kind: 'open', date: today, steps: 120 });
  expect(slots.filter((slot) => slot.kind === 'missing')).toHaveLength(slotsCount - 4);
});

test('a corrected day is finished and says so', () => {
  expect(slots.at(-3)).toEqual({ kind: 'finished', date: '2026-02-27', steps: 8000, corrected: true });
});

test('mean and best are taken from finished days only', () => {
  expect(daySummaryOf(slots)).toEqual({
    arrived: 4,
    missing: 24,
    finished: 2,
    meanSteps: 6000,
    best: { date: '2026-02-27', steps: 8000 },
  });
});

test('without a finished day there is no mean', () => {
  const open = daySlotsOf(daysWith([today, 120, 'open']), today);
  expect(daySummaryOf(open)).toMatchObject({ arrived: 1, meanSteps: null, best: null });
});

test('a tier is reached at its number of steps, not one before', () => {
  const tiers = [3000, 5000, 8000, 10_000];
  expect([2999, 3000, 9999, 10_000].map((steps) => tierReached(steps, tiers))).toEqual([null, 3000, 8000, 10_000]);
});
