/** Promises of the address: every screen can be loaded again where its work stood, and nonsense leads to the first screen. */
import { expect, test } from 'vitest';
import { exchangeReasons } from '../../../contract/centre-action.ts';
import {
  exchangePlace,
  firstPlace,
  lendPlace,
  readAddress,
  reasons,
  returnPlace,
  writeAddress,
  type Place,
} from './place.ts';

const places: readonly Place[] = [
  { kind: 'today' },
  { kind: 'calls' },
  { kind: 'whereabouts' },
  { kind: 'history' },
  { kind: 'poster' },
  { kind: 'device', device: 'AYM-000012' },
  { kind: 'lost', device: null },
  { kind: 'found', device: 'AYM-000012' },
  { kind: 'connect', device: 'AYM-000012' },
  { kind: 'slip', device: 'AYM-000012' },
  { kind: 'swap', device: 'AYM-000012', isChanged: true },
  lendPlace(),
  { ...lendPlace('AYM-000012', 'P-0001'), isTold: true },
  { ...returnPlace('AYM-000012'), isSure: true },
  { ...returnPlace('AYM-000012'), isUnread: true },
  { ...exchangePlace('AYM-000012'), reason: 'battery', replacement: 'AYM-000021', isSure: true },
  { kind: 'done', action: 'action-1' },
  { kind: 'help', topic: null },
  { kind: 'help', topic: 'sounds' },
];

test.each(places)('$kind is read as it was written, in either language', (place) => {
  expect(readAddress(writeAddress(place, 'ja'))).toEqual({ place, language: null });
  expect(readAddress(writeAddress(place, 'en'))).toEqual({ place, language: 'en' });
});

test.each(['?page=nonsense', '?page=done', '?lang=fr', ''])('%s leads to the first screen', (query) => {
  expect(readAddress(query).place).toEqual(firstPlace);
});

test('a reason or a topic nobody knows is asked for again', () => {
  expect(readAddress('?page=exchange&device=A&reason=whim').place).toEqual(exchangePlace('A'));
  expect(readAddress('?page=help&topic=whim').place).toEqual({ kind: 'help', topic: null });
});

test('every reason the contract knows can be chosen', () => {
  expect(reasons.toSorted()).toEqual(exchangeReasons.toSorted());
});
