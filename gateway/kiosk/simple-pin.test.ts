/** A PIN that comes to everybody's mind is told from one that does not. */
import { expect, test } from 'vitest';
import { isSimplePin } from './simple-pin.ts';

test.each([
  ...['000000', '777777', '123456', '012345', '987654', '890123', '135791', '246802', '1234567890'],
  ...['121212', '123123', '1231231', '12341234', '112233', '112211', '100000', '998877'],
])('%s is simple', (pin) => {
  expect(isSimplePin(pin)).toBe(true);
});

test.each(['294015', '805317', '123457', '330718', '4829104', '112358'])('%s is not', (pin) => {
  expect(isSimplePin(pin)).toBe(false);
});
