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
  { kind: 'people', query: '山田', centre: 'hoken', pedometer: 'without', from: '50' },
  { kind: 'people', query: '', centre: '', pedometer: '', from: '' },
  { kind: 'registered', id: 'P-0004' },
  { kind: 'new-person', centre: 'hoken' },
  { kind: 'pedometers', query: '12', centre: '', standing: 'battery-due', from: '' },
  { kind: 'pedometer', device: 'AYM-000012' },
  { kind: 'new-pedometer', centre: '' },
  { kind: 'loans' },
  { kind: 'lend', device: 'AYM-000012', participant: '' },
  { kind: 'take-back', device: '' },
  { kind: 'correction', device: 'AYM-000012', participant: 'P-0004', start: '2026-09-02T01:20:00.000Z' },
  { kind: 'centres' },
  { kind: 'gateways' },
  { kind: 'changes', from: '' },
  { kind: 'tables', table: 'loans' },
  { kind: 'import-steps' },
  { kind: 'labels', what: 'participants', centre: 'hoken' },
  { kind: 'letter', id: 'P-0004', month: '2026-10' },
  { kind: 'letters', centre: 'hoken', month: '' },
];

test.each(places)('$kind is read as it was written, in either language', (place) => {
  expect(readAddress(writeAddress(place, 'ja'))).toEqual({ place, language: null });
  expect(readAddress(writeAddress(place, 'en'))).toEqual({ place, language: 'en' });
});

test.each([
  '?page=nonsense',
  '?page=day&id=P-1',
  '?page=person',
  '?page=sheet',
  '?page=day&date=2026-11-15',
  '?page=registered',
  '?page=correction&device=AYM-1',
])('%s leads to the first page', (query) => {
  expect(readAddress(query).place).toEqual(firstPlace);
});

test('what somebody types does not break the address', () => {
  const place: Place = { kind: 'find', query: 'a&page=held#?=%' };
  expect(readAddress(writeAddress(place, 'ja')).place).toEqual(place);
});
