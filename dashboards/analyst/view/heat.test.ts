/** Promises of the map of hours: its levels are round figures, hold every cell, and leave none out between them. */
import { expect, test } from 'vitest';
import { heatLevelOf, heatLevels, heatRangeOf } from './heat.ts';

test.each([0, 1, 6, 7, 61, 610, 699, 700, 1234, 98_765])(
  'with %i as the largest every figure is in the range of its level',
  (most) => {
    for (let value = 0; value <= most; value += Math.max(1, Math.floor(most / 97))) {
      const [from, to] = heatRangeOf(heatLevelOf(value, most), most) ?? [NaN, NaN];
      expect(value).toBeGreaterThanOrEqual(from);
      expect(value).toBeLessThanOrEqual(to);
    }
    expect(heatLevelOf(most, most)).toBeLessThan(heatLevels);
  },
);

test('its ranges are round', () => {
  expect([0, 1, 6].map((level) => heatRangeOf(level, 610))).toEqual([
    [0, 99],
    [100, 199],
    [600, 699],
  ]);
  expect(heatRangeOf(6, 300)).toEqual([300, 349]);
  expect(heatRangeOf(6, 3)).toBeNull();
});
