/** Promises of the address: every page can be shared and loaded again, and nonsense leads to the first page. */
import { expect, test } from 'vitest';
import { firstPlace, readAddress, writeAddress, type Place } from './place.ts';

const places: readonly Place[] = [
  { kind: 'find', query: '' },
  { kind: 'find', query: '12' },
  { kind: 'person', id: 'P-0004', month: null },
  { kind: 'person', id: 'P-0004', month: '2026-10' },
  { kind: 'day', id: 'P-0004', date: '2026-11-15' },
  { kind: 'activity', id: 'P-0004' },
  { kind: 'stamps', id: 'P-0004' },
  { kind: 'transfer', id: 'P-0004' },
  { kind: 'statement', id: 'P-0004', month: '2026-11', year: null },
  { kind: 'statement', id: 'P-0004', month: null, year: '2025' },
  { kind: 'held' },
  { kind: 'evidence', id: 'P-0004', date: '2026-11-15' },
  { kind: 'groups' },
  { kind: 'attendance', group: null },
  { kind: 'attendance', group: 'group-1' },
  { kind: 'codes' },
  { kind: 'sheet', code: 'code-1' },
  { kind: 'rules' },
];

test.each(places)('$kind is read as it was written, in either language', (place) => {
  expect(readAddress(writeAddress(place, 'ja'))).toEqual({ place, language: null });
  expect(readAddress(writeAddress(place, 'en'))).toEqual({ place, language: 'en' });
});

test.each(['?page=nonsense', '?page=day&id=P-1', '?page=person', '?page=sheet', '?page=day&date=2026-11-15'])(
  '%s leads to the first page',
  (query) => {
    expect(readAddress(query).place).toEqual(firstPlace);
  },
);

test('what somebody types does not break the address', () => {
  const place: Place = { kind: 'find', query: 'a&page=held#?=%' };
  expect(readAddress(writeAddress(place, 'ja')).place).toEqual(place);
});
