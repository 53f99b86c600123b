/** Promises of the kiosk's words: the same in both languages, and no kanji without its furigana. */
import { expect, test } from 'vitest';
import { baseOf, readingOf, rubyParts } from '../../centre-shared/ruby.ts';
import { describeDictionaries } from '../../shared/dictionary.suite.ts';
import { deviceStatuses } from '../../../contract/roster.ts';
import { slipWordsOf } from '../../slip/slip-words.ts';
import { kioskWordsOf } from './words.ts';

describeDictionaries({ ja: readable(kioskWordsOf.ja), en: kioskWordsOf.en });

/** Without furigana, which is written in Latin signs. */
function readable(value: unknown): unknown {
  if (typeof value === 'string') return baseOf(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
}

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
const { ja } = kioskWordsOf;
const slip = slipWordsOf.ja;
const made = [
  ja.date('2026-11-21'),
  ...[0, 1, 12].map((people) => ja.idle.came(people)),
  ja.who.number('12'),
  ja.who.nickname('うめ'),
  ja.reading.progress(40),
  ...[0, 1, 7].flatMap((days) => [ja.received.answer(days), ja.received.short(days)]),
  ja.facts.yesterday(6214),
  ja.facts.month(62),
  ja.controls.textSize(150),
  ja.sound.volume(3, 5),
  ...[null, ...deviceStatuses].map((status) => ja.notOnLoan.because(status)),
  slip.who('12', null),
  slip.yesterday('2026-11-20'),
  slip.comeBefore('2026-12-20'),
];

test('every kanji of the kiosk and its slip has its furigana', () => {
  const bare = [...textsIn(ja), ...textsIn(slip), ...made].filter((text) =>
    rubyParts(text).some(({ base, reading }) => reading === null && /\p{Script=Han}/u.test(base)),
  );
  expect(bare).toEqual([]);
});

test('a voice gets no kanji and no figures to stumble over', () => {
  const spoken = made.filter((text) => !text.includes('%') && !text.includes('／')).map(readingOf);
  expect(spoken.filter((text) => /[\p{Script=Han}\d]/u.test(text))).toEqual([]);
});

test('nobody is called さん twice', () => {
  expect(['うめさん', 'けんちゃん', 'はな'].map((nickname) => ja.who.nickname(nickname))).toEqual([
    'うめさん',
    'けんちゃん',
    'はなさん',
  ]);
});
