/** Dictionary suite: what every dictionary of a page promises, whatever the page: the same things said, each in its own language. */
import { describe, expect, test } from 'vitest';
import { languages, type Language } from './language.ts';

/** `visits.title` → what stands there. */
const entriesOf = (value: unknown, path: readonly string[] = []): readonly (readonly [string, unknown])[] => {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), value]];
  return Object.entries(value).flatMap(([key, inner]) => entriesOf(inner, [...path, key]));
};

const japaneseLetters = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** Named in the other language on purpose: the switch, and the locale. */
const crossing = ['switchLanguage', 'locale'];
/** Words of the trade that a 78-year-old would have to ask about. */
const forbidden = /同期|アップロード|バッテリー|デバイス|エラー|サーバ障害|ゲートウェイ/;

export const describeDictionaries = (wordsOf: Readonly<Record<Language, unknown>>): void => {
  const textsOf = (language: Language): readonly (readonly [string, string])[] =>
    entriesOf(wordsOf[language]).filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string');
  const kindsOf = (language: Language): readonly string[] =>
    entriesOf(wordsOf[language]).map(([key, value]) => `${key}: ${typeof value}`);

  test('every language has exactly the same keys, of the same kind', () => {
    expect(kindsOf('en')).toEqual(kindsOf('ja'));
  });

  describe.each(languages)('%s', (language) => {
    test('nothing is left unsaid', () => {
      expect(textsOf(language).length).toBeGreaterThan(20);
      expect(textsOf(language).filter(([, text]) => text.trim() === '')).toEqual([]);
    });
  });

  test('Japanese is said in Japanese and English in English', () => {
    const foreignIn = (language: Language, isForeign: (text: string) => boolean): readonly string[] =>
      textsOf(language)
        .filter(([key, text]) => !crossing.includes(key) && isForeign(text))
        .map(([key]) => key);
    // Sizes of paper are the same word everywhere.
    expect(foreignIn('ja', (text) => /[A-Za-z]/.test(text.replaceAll(/A[46]/g, '')))).toEqual([]);
    expect(foreignIn('en', (text) => japaneseLetters.test(text))).toEqual([]);
  });

  test('no word of the trade that a 78-year-old would have to ask about', () => {
    expect(textsOf('ja').filter(([, text]) => forbidden.test(text))).toEqual([]);
  });
};
