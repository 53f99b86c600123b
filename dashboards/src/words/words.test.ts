/** Promises of the dictionaries: they say the same things, each in its own language. */
import { describe, expect, test } from 'vitest';
import { languages, type Language } from '../../shared/language.ts';
import { wordsOf } from './words.ts';

/** `visits.title` → what stands there. */
const entriesOf = (value: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] => {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]];
  return Object.entries(value).flatMap(([key, inner]) => entriesOf(inner, [...path, key]));
};
const keysOf = (language: Language): readonly string[] => entriesOf(wordsOf[language]).map(([key]) => key);
const textsOf = (language: Language): readonly (readonly [string, string])[] =>
  entriesOf(wordsOf[language]).filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string');

test('every language has exactly the same keys, of the same kind', () => {
  expect(keysOf('en')).toEqual(keysOf('ja'));
  const kinds = (language: Language) => entriesOf(wordsOf[language]).map(([, value]) => typeof value);
  expect(kinds('en')).toEqual(kinds('ja'));
});

describe.each(languages)('%s', (language) => {
  test('nothing is left unsaid', () => {
    expect(textsOf(language).filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

const japaneseLetters = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** Named in the other language on purpose: the switch, and the locale. */
const crossing = ['switchLanguage', 'locale'];

test('Japanese is said in Japanese and English in English', () => {
  const foreignIn = (language: Language, isForeign: (text: string) => boolean): readonly string[] =>
    textsOf(language)
      .filter(([key, text]) => !crossing.includes(key) && isForeign(text))
      .map(([key]) => key);
  expect(foreignIn('ja', (text) => /[A-Za-z]/.test(text))).toEqual([]);
  expect(foreignIn('en', (text) => japaneseLetters.test(text))).toEqual([]);
});

test('no word of the trade that a 78-year-old would have to ask about', () => {
  const forbidden = /同期|アップロード|バッテリー|デバイス|エラー|サーバ障害|ゲートウェイ/;
  expect(textsOf('ja').filter(([, text]) => forbidden.test(text))).toEqual([]);
});

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
