/** Promises of the praise in a letter: it is for regularity, never for the largest number, and nobody in doubt is praised or blamed. */
import { expect, test } from 'vitest';
import { regularityOf } from './regularity.ts';

const month = (steps: readonly (number | null)[], state: 'final' | 'doubt' = 'final') =>
  steps.map((each, index) => ({ date: `2026-11-${String(index + 1).padStart(2, '0')}`, steps: each, state }));

test('counts the days with a walk and the longest row of them', () => {
  const told = regularityOf(month([4000, 5000, null, 3500, 4100, 3000, 900]), 3000);
  expect(told).toMatchObject({ arrived: 6, walked: 5, longestRun: 3, steps: 20_500, praise: 'steady' });
});

test('few steps on many days are steady, many steps on a few days are not', () => {
  expect(regularityOf(month(Array.from({ length: 20 }, () => 3000)), 3000).praise).toBe('steady');
  expect(regularityOf(month([30_000, ...Array.from({ length: 19 }, () => 100)]), 3000).praise).toBe('begun');
  expect(regularityOf(month(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? 4000 : 0))), 3000).praise).toBe(
    'often',
  );
});

test('a month without a day that arrived waits', () => {
  expect(regularityOf(month([null, null]), 3000)).toEqual({
    arrived: 0,
    walked: 0,
    longestRun: 0,
    steps: 0,
    praise: 'waiting',
  });
  expect(regularityOf(month([24_000], 'doubt'), 3000)).toMatchObject({ arrived: 0, steps: 0, praise: 'waiting' });
});
