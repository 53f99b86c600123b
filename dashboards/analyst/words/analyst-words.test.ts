/** Promises of the analysts' dictionaries: they say the same things, each in its own language, and numbers carry their unit. */
import { expect, test } from 'vitest';
import { describeDictionaries } from '../../shared/dictionary.suite.ts';
import { analystWordsOf } from './analyst-words.ts';
import { percent } from './figures.ts';

describeDictionaries(analystWordsOf);

const { ja, en } = analystWordsOf;

test('a share is told in whole per cents, and finer where there are few', () => {
  expect([0.684, 0.0123, 0, 1, 0.0996].map(percent)).toEqual(['68%', '1.2%', '0%', '100%', '10%']);
});

test('a finding is a sentence made of the numbers', () => {
  expect(ja.participation.finding(412, '11月20日(金)', 0.68)).toBe(
    '11月20日(金)までの1週間に 412人が来ました。貸し出した人の 68%です',
  );
  expect(en.participation.finding(1, 'Fri 20 Nov', null)).toBe('1 person came in the week to Fri 20 Nov');
  expect(ja.steps.finding(5214, 3000, 0.72)).toBe('1日の歩数の まんなかは 5,214歩です。3,000歩以上の日は 72%です');
});
