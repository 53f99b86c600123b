/** Promises of the volunteers' dictionaries: they say the same things, each in its own language, and leave no word of the gateway untold. */
import { expect, test } from 'vitest';
import { outcomeReasons } from '../../../contract/centre-news.ts';
import { actionRefusals, blockReasons } from '../../../contract/volunteer.ts';
import { describeDictionaries } from '../../shared/dictionary.suite.ts';
import { languages } from '../../shared/language.ts';
import { volunteerWordsOf } from './volunteer-words.ts';

describeDictionaries(volunteerWordsOf);

const { ja, en } = volunteerWordsOf;

test('the title of the day is the sentence people know', () => {
  expect(ja.today.came(12) + ja.clauseMark + ja.today.losing(3, 5)).toBe(
    'きょう 12人が来ました ・ 3人のデータがあと5日で消えます',
  );
  expect(en.today.came(1) + en.clauseMark + en.today.losing(1, 1)).toBe(
    '1 person came today · data of 1 person will be lost in 1 day',
  );
});

test.each(languages)('in %s every refusal and every block says what happened and what to do', (language) => {
  const words = volunteerWordsOf[language];
  expect(Object.keys(words.refusal.title).toSorted()).toEqual(actionRefusals.toSorted());
  expect(Object.keys(words.refusal.next).toSorted()).toEqual(actionRefusals.toSorted());
  expect(Object.keys(words.lend.blocked).toSorted()).toEqual(blockReasons.toSorted());
});

test.each(languages)('in %s every reason of an outcome has its sentence', (language) => {
  const { because } = volunteerWordsOf[language].outcome;
  const facts = { label: '12', person: 'P-0012', by: '', at: '11:00' };
  for (const reason of outcomeReasons) expect(because[reason](facts).length).toBeGreaterThan(20);
});

test('what two centres did is told with number, time and place', () => {
  const facts = { label: '12', person: 'P-0012さん', by: '南公民館', at: '11:00' };
  expect(ja.outcome.because['lent-on'](facts)).toContain('12番は 11:00に 南公民館で 貸し出されました');
});
