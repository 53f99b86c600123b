/** Promises of which backups stay: every night of the period, whatever is made by hand. */
import { expect, test } from 'vitest';
import { besideMax, sparedBackups } from './spared-backups.ts';

/** As `11-21 03:10`. */
const dayOf = (name: string): string => name.slice(0, 5);
const spared = (newestFirst: readonly string[], days: number): readonly string[] => [
  ...sparedBackups(newestFirst, days, dayOf),
];
const nights = Array.from({ length: 14 }, (_, i) => `11-${String(21 - i).padStart(2, '0')} 03:10`);

test('any number made by hand in one day takes no night away but that of the same day', () => {
  const byHand = Array.from({ length: 40 }, (_, i) => `11-21 ${String(23 - Math.floor(i / 4))}:${10 + (i % 4)}`);
  const left = spared([...byHand, ...nights], 14);
  expect(nights.slice(1).filter((night) => !left.includes(night))).toEqual([]);
  expect(left.filter((name) => dayOf(name) === '11-21')).toEqual(byHand.slice(0, 1 + besideMax));
});

test('nights alone are as many as were asked for, counted by days that have one', () => {
  expect(spared(nights, 14)).toEqual(nights);
  expect(spared(nights, 3)).toEqual(nights.slice(0, 3));
  const withGaps = nights.filter((_, i) => i % 2 === 0);
  expect(spared(withGaps, 5)).toEqual(withGaps.slice(0, 5));
});

test('what was made beside a night of long ago goes with its day', () => {
  expect(spared(['11-21 03:10', '11-20 03:10', '11-19 12:00', '11-19 03:10'], 2)).toEqual([
    '11-21 03:10',
    '11-20 03:10',
  ]);
});
