/** Promises of where records begin: before then is left out, and nothing that is known is. */
import { expect, test } from 'vitest';
import { onlyOneOf, rowsBefore } from './records-begin.ts';

const weeks = ['2026-09-04', '2026-09-11', '2026-09-18', '2026-09-25'];

test('weeks that end before the records begin are left out, and the week in which they begin is not', () => {
  expect(rowsBefore(weeks, '2026-09-16', () => true)).toBe(2);
  expect(rowsBefore(weeks, '2026-09-11', () => true)).toBe(1);
  expect(rowsBefore(weeks, '2026-01-01', () => true)).toBe(0);
});

test('months go by their names', () => {
  expect(rowsBefore(['2026-07', '2026-08', '2026-09'], '2026-09-16', () => true)).toBe(2);
});

test('what is known of a week before stays, with all after it', () => {
  expect(rowsBefore(weeks, '2026-09-25', (index) => index !== 1)).toBe(1);
});

test('where nothing is known at all nothing is left out', () => {
  expect(rowsBefore(weeks, null, () => true)).toBe(0);
  expect(rowsBefore(weeks, '2027-01-01', () => true)).toBe(4);
});

test('a single figure among rows is found, for it is no line; of two, or of none, there is none', () => {
  const only = (...rows: readonly (number | null)[]) => onlyOneOf(rows, (row) => row);
  expect([only(null, 4, null), only(4), only(0, null)]).toEqual([4, 4, 0]);
  expect([only(4, 5), only(null), only()]).toEqual([undefined, undefined, undefined]);
});
