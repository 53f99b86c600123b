/** Promises of typed numbers: whatever a clerk or a scanner enters means the same number. */
import { expect, test } from 'vitest';
import { isSameNumber, plainNumber } from './typed-number.ts';

test.each([
  ['１９番', '19'],
  [' 19 ', '19'],
  ['19番さん', '19'],
  ['Ｐ－０００４', 'P-0004'],
  ['P-0004', 'P-0004'],
  ['', ''],
])('%s is %s', (typed, plain) => {
  expect(plainNumber(typed)).toBe(plain);
});

test('a sticker is met whole, a number in any case', () => {
  const person = { id: 'P-0004', label: '4' };
  expect(isSameNumber('p-0004', person)).toBe(true);
  expect(isSameNumber('4', person)).toBe(true);
  expect(isSameNumber('04', person)).toBe(false);
  expect(isSameNumber('4', { id: 'P-0004', label: null })).toBe(false);
});
