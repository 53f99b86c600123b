/** Addresses keep their byte order and come out of names. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressFromName, decodeAddress, encodeAddress } from './device-address.ts';

test('goes least significant byte first', () => {
  expect(encodeAddress('c4:7b:00:12:9a:01').toString('hex')).toBe('019a12007bc4');
});

test('is read as it was written', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
      expect(encodeAddress(decodeAddress(bytes))).toEqual(Buffer.from(bytes));
    }),
  );
});

test('names give static random addresses, and a town full of pedometers gives no two the same', () => {
  const addresses = Array.from({ length: 5000 }, (_, i) => addressFromName(`AYM-${String(i).padStart(6, '0')}`));
  expect(new Set(addresses).size).toBe(5000);
  expect(addresses.every((address) => Number.parseInt(address.slice(0, 2), 16) >= 0xc0)).toBe(true);
});
