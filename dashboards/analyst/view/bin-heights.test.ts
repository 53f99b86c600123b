/** Promises of bins as a picture: its area is what is counted, whatever was joined. */
import { expect, test } from 'vitest';
import { heightsOf } from './bin-heights.ts';

test('a bin twice as wide with twice as many is as high', () => {
  const bins = heightsOf(
    [
      { from: 0, to: 500, count: 40 },
      { from: 500, to: 1500, count: 80 },
    ],
    500,
  );
  expect(bins.map(({ height }) => height)).toEqual([40, 40]);
});

test('a bin without an end is no tower', () => {
  const [, last] = heightsOf(
    [
      { from: 0, to: 4000, count: 40 },
      { from: 4000, to: null, count: 80 },
    ],
    500,
  );
  expect(last).toMatchObject({ end: 8000, height: 10 });
});
