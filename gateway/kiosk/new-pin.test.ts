/** A PIN that comes to everybody's mind is told from one that does not. */
import { expect, test } from 'vitest';
import { systemBytes } from '../../runtime/random-bytes.ts';
import { chancePin, checkNewPin } from './new-pin.ts';

test.each([
  ...['000000', '777777', '123456', '012345', '987654', '890123', '135791', '246802', '1234567890'],
  ...['121212', '123123', '1231231', '12341234', '112233', '112211', '100000', '998877'],
])('%s is too simple', (pin) => {
  expect(() => checkNewPin(pin)).toThrow(expect.objectContaining({ code: 'pin-simple' }));
});

test.each(['294015', '805317', '123457', '330718', '4829104', '112358'])('%s is not', (pin) => {
  expect(() => checkNewPin(pin)).not.toThrow();
});

test.each(['29401', '2940152940152', '29401a', ' 294015', '２９４０１５', ''])('"%s" is no PIN', (pin) => {
  expect(() => checkNewPin(pin)).toThrow(expect.objectContaining({ code: 'pin-form' }));
});

test('one made by chance may be used, and is another each time', () => {
  const made = Array.from({ length: 200 }, () => chancePin(systemBytes));
  for (const pin of made) checkNewPin(pin);
  expect(new Set(made).size).toBeGreaterThan(190);
  expect(made.every((pin) => pin.length === 6)).toBe(true);
});

test('chance that only ever gives simple ones is asked again', () => {
  const rows = [new Uint8Array(64), Uint8Array.from({ length: 64 }, (_, i) => [2, 9, 255, 4, 0, 1, 5][i % 7] ?? 0)];
  expect(chancePin(() => rows.shift() ?? new Uint8Array())).toBe('294015');
});
