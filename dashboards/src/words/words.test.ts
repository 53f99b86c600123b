/** Promises of the live page's dictionaries: they say the same things, each in its own language. */
import { expect, test } from 'vitest';
import { describeDictionaries } from '../../shared/dictionary.suite.ts';
import { wordsOf } from './words.ts';

describeDictionaries(wordsOf);

test('numbers carry their unit and English knows one from many', () => {
  expect(wordsOf.ja.visits.days(1)).toBe('1日分 届きました');
  expect(wordsOf.en.visits.days(0)).toBe('no new days');
  expect(wordsOf.en.visits.days(1)).toBe('1 day received');
  expect(wordsOf.en.visits.days(7)).toBe('7 days received');
  expect(wordsOf.ja.visits.steps(43_210)).toBe('+43,210歩');
  expect(wordsOf.ja.visits.steps(-20)).toBe('-20歩');
  expect(wordsOf.en.participants.title(1, 9)).toBe('Please call this person first');
  expect(wordsOf.en.participants.title(2, 9)).toBe('Please call these 2 people first');
});
