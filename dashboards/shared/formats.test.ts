/** Promises of dates and times as people write them. */
import { expect, test } from 'vitest';
import { formatsOf } from './formats.ts';
import { addDays, localDateOf } from './local-date.ts';

const ja = formatsOf('ja-JP', 'Asia/Tokyo');
const en = formatsOf('en-GB', 'Asia/Tokyo');
const noonMs = Date.parse('2026-11-21T03:00:00Z');

test('a date carries its weekday', () => {
  expect(ja.date('2026-11-21')).toBe('11月21日(土)');
  expect(en.date('2026-11-21')).toBe('Sat 21 Nov');
});

test('today’s instants are told by their time alone, others with their date', () => {
  expect(ja.moment('2026-11-20T15:05:00Z', noonMs)).toBe('0:05');
  expect(ja.moment('2026-11-20T14:59:00Z', noonMs)).toBe('11月20日(金) 23:59');
  expect(ja.shortMoment('2026-11-20T14:59:00Z', noonMs)).toBe('11/20 23:59');
  expect(ja.shortMoment('2026-11-20T15:05:00Z', noonMs)).toBe('0:05');
  expect(en.moment('2026-11-20T14:59:00Z', noonMs)).toBe('Fri 20 Nov 23:59');
});

test('midnight belongs to the day it begins, in the programme’s zone', () => {
  expect(localDateOf(Date.parse('2026-12-31T15:00:00Z'), 'Asia/Tokyo')).toBe('2027-01-01');
  expect(localDateOf(Date.parse('2026-12-31T14:59:59Z'), 'Asia/Tokyo')).toBe('2026-12-31');
});

test('days are added by the calendar', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
});

test('paper carries the year', () => {
  expect(ja.longDate('2026-11-21')).toBe('2026年11月21日');
  expect(en.longDate('2026-11-21')).toBe('21 November 2026');
  expect(ja.month('2026-11')).toBe('2026年11月');
  expect(en.month('2026-11')).toBe('November 2026');
});

test('a short date that stands alone cannot be read two ways', () => {
  expect([ja.briefDate('2026-02-01'), en.briefDate('2026-02-01')]).toEqual(['2/1', '1 Feb']);
});
