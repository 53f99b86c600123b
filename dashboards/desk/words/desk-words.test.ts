/** Promises of the desk's dictionaries: they say the same things, each in its own language, and numbers carry their unit. */
import { expect, test } from 'vitest';
import { describeDictionaries } from '../../shared/dictionary.suite.ts';
import { deskWordsOf } from './desk-words.ts';

describeDictionaries(deskWordsOf);

const { ja, en } = deskWordsOf;

test('one is not many, and nothing is said of nobody', () => {
  expect(en.review.title(1)).toBe('1 day waits to be checked');
  expect(en.review.title(2)).toBe('2 days wait to be checked');
  expect(ja.review.title(0)).toBe('確かめを待つ日は ありません');
  expect(en.codes.title(1)).toBe('1 code is valid now');
  expect(ja.codes.title(12)).toBe('コードが 12件 使えます');
});

test('a sign stands before what is added and what is taken', () => {
  expect(ja.signed(20, '20ポイント')).toBe('+20ポイント');
  expect(ja.signed(-3, '−3ポイント')).toBe('−3ポイント');
  expect(en.figure(-1234)).toBe('−1,234');
});
