/** Promises of dates and times as typed: they are of the programme's zone, wherever the clerk's computer thinks it is. */
import { expect, test } from 'vitest';
import { instantOf, momentOf } from './local-moment.ts';

test.each([
  ['2026-11-21T10:02', 'Asia/Tokyo', '2026-11-21T01:02:00.000Z'],
  ['2027-01-01T00:00', 'Asia/Tokyo', '2026-12-31T15:00:00.000Z'],
  ['2026-07-01T12:00', 'Europe/Berlin', '2026-07-01T10:00:00.000Z'],
  ['2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
])('%s in %s is %s', (moment, zone, instant) => {
  expect(instantOf(moment, zone)).toBe(instant);
  expect(momentOf(Date.parse(instant), zone)).toBe(moment);
});

test.each(['', '2026-11-21', 'tomorrow', '2026-13-01T00:00', '2026-03-29T02:30'])('%j is no moment', (moment) => {
  expect(instantOf(moment, 'Europe/Berlin')).toBeNull();
});
