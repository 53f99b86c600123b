/** Promises of periods: they end with the last day that is over, and a fiscal year begins where the programme says. */
import { expect, test } from 'vitest';
import { daysOf, isOutside, spanFaultOf, spanOf } from './span.ts';

test.each([
  ['4-weeks', '2026-11-21', '2026-10-24', '2026-11-20'],
  ['12-weeks', '2026-11-21', '2026-08-29', '2026-11-20'],
  ['year', '2026-11-21', '2026-04-01', '2026-11-20'],
  ['year', '2027-03-31', '2026-04-01', '2027-03-30'],
  // On its first day the year that has just ended is still the last of which anything is over.
  ['year', '2027-04-01', '2026-04-01', '2027-03-31'],
  ['year', '2027-04-02', '2027-04-01', '2027-04-01'],
  ['last-year', '2026-11-21', '2025-04-01', '2026-03-31'],
  ['last-year', '2024-05-01', '2023-04-01', '2024-03-31'],
] as const)('%s on %s is %s to %s', (kind, today, from, to) => {
  expect(spanOf({ kind }, today, 4)).toEqual({ from, to });
});

test('a year that begins in January is the calendar’s', () => {
  expect(spanOf({ kind: 'last-year' }, '2026-11-21', 1)).toEqual({ from: '2025-01-01', to: '2025-12-31' });
});

test('both days are included', () => {
  expect(daysOf({ from: '2026-11-20', to: '2026-11-20' })).toBe(1);
  expect(daysOf({ from: '2026-08-29', to: '2026-11-20' })).toBe(84);
});

test('what is wrong with two dates is told', () => {
  expect(spanFaultOf({ from: '', to: '2026-11-20' })).toBe('missing');
  expect(spanFaultOf({ from: '2026-11-21', to: '2026-11-20' })).toBe('backwards');
  expect(spanFaultOf({ from: '2024-01-01', to: '2026-01-01' })).toBe('too-long');
  expect(spanFaultOf({ from: '2024-01-01', to: '2025-12-31' })).toBeNull();
});

test('a period is outside of what is known when no day of it is known', () => {
  const known = { first: '2026-04-01', last: '2026-11-20' };
  expect(isOutside({ from: '2025-04-01', to: '2026-03-31' }, known)).toBe(true);
  expect(isOutside({ from: '2026-11-21', to: '2026-12-01' }, known)).toBe(true);
  expect(isOutside({ from: '2025-04-01', to: '2026-04-01' }, known)).toBe(false);
  expect(isOutside({ from: '2026-11-20', to: '2026-12-01' }, known)).toBe(false);
  expect(isOutside({ from: '2025-04-01', to: '2026-03-31' }, null)).toBe(false);
});
