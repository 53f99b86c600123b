/** Promises of the calendar: every date stands under its weekday, months and fiscal years turn where they turn. */
import { expect, test } from 'vitest';
import { addDays } from '../../shared/local-date.ts';
import { fiscalYearOf, monthAfter, weeksOf } from './calendar-weeks.ts';

const daysFrom = (first: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ date: addDays(first, index) }));

test('1 November 2026 is a Sunday and stands first; the 30th stands alone under Monday', () => {
  const weeks = weeksOf(daysFrom('2026-11-01', 30));
  expect(weeks).toHaveLength(5);
  expect(weeks[0]?.[0]?.date).toBe('2026-11-01');
  expect(weeks[4]?.map((day) => day?.date ?? null)).toEqual(['2026-11-29', '2026-11-30', null, null, null, null, null]);
});

test('a February of 28 days that begins on a Sunday fills four weeks and no more', () => {
  const weeks = weeksOf(daysFrom('2026-02-01', 28));
  expect(weeks).toHaveLength(4);
  expect(weeks.flat().every((day) => day !== null)).toBe(true);
});

test('a month that begins on a Saturday takes six rows', () => {
  expect(weeksOf(daysFrom('2026-08-01', 31))).toHaveLength(6);
});

test('months turn over the year, both ways', () => {
  expect(monthAfter('2026-12', 1)).toBe('2027-01');
  expect(monthAfter('2027-01', -1)).toBe('2026-12');
});

test('the fiscal year turns between 31 March and 1 April', () => {
  expect(fiscalYearOf('2026-03-31')).toBe('2025');
  expect(fiscalYearOf('2026-04-01')).toBe('2026');
  expect(fiscalYearOf('2026-12-31')).toBe('2026');
});
