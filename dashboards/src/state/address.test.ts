/** Promises of links to the page. */
import { expect, test } from 'vitest';
import { readAddress, writeAddress } from './address.ts';

test('a link carries the language and whose days are open', () => {
  expect(readAddress('?lang=en&person=P-0012')).toEqual({ language: 'en', person: 'P-0012' });
  expect(writeAddress('', 'en', 'P-0012')).toBe('?lang=en&person=P-0012');
});

test('a language nobody speaks here is as good as none', () => {
  expect(readAddress('?lang=tlh').language).toBeNull();
});

test('Japanese needs no saying, and what else stands in the address stays', () => {
  expect(writeAddress('?lang=en&person=P-0012&from=poster', 'ja', null)).toBe('?from=poster');
});
