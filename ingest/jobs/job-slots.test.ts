/** JobSlots reads a cron line as days and instants of the programme's zone. */
import { expect, test } from 'vitest';
import { OperatorError } from '../../runtime/fault.ts';
import { JobSlots } from './job-slots.ts';

const slot = (cron: string, day: string, zone = 'Asia/Tokyo'): string | undefined => {
  const ms = new JobSlots('close', cron, zone).slotMs(Temporal.PlainDate.from(day));
  return ms === undefined ? undefined : new Date(ms).toISOString();
};

test('a daily line falls due on every date, in the programme’s zone', () => {
  expect(slot('5 0 * * *', '2026-11-21')).toBe('2026-11-20T15:05:00.000Z');
  expect(slot('30 5 0 * * *', '2026-11-21')).toBe('2026-11-20T15:05:30.000Z');
});

test('lines for some days only fall due on those', () => {
  expect(slot('0 3 1 * *', '2026-12-01')).toBe('2026-11-30T18:00:00.000Z');
  expect(slot('0 3 1 * *', '2026-12-02')).toBeUndefined();
  expect(slot('0 3 * * 1', '2026-11-23')).toBeDefined();
  expect(slot('0 3 * * 1', '2026-11-22')).toBeUndefined();
  expect(slot('0 3 L * *', '2027-02-28')).toBeDefined();
});

test('a line with several times a day stands for the first', () => {
  expect(slot('*/10 9-17 * * *', '2026-11-21')).toBe('2026-11-21T00:00:00.000Z');
});

test('a time that a zone’s clocks jump over still falls due that day', () => {
  expect(slot('30 2 * * *', '2026-03-29', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
});

test('a line nobody can read is the operator’s mistake, and says which part', () => {
  expect(() => new JobSlots('close', '5 25 * * *', 'Asia/Tokyo')).toThrow(OperatorError);
  expect(() => new JobSlots('close', '5 25 * * *', 'Asia/Tokyo')).toThrow(/close.*hour/);
  expect(() => new JobSlots('close', '@daily', 'Asia/Tokyo')).toThrow('five fields');
});
