/** Promises of furigana: it is read from the words as they were written, and never made up. */
import { expect, test } from 'vitest';
import { baseOf, readingOf, rubyParts, unmarked } from './ruby.ts';

test('a reading stands over its own letters only', () => {
  expect(rubyParts('もう [届|とど]いています')).toEqual([
    { base: 'もう ', reading: null, shown: false },
    { base: '届', reading: 'とど', shown: true },
    { base: 'いています', reading: null, shown: false },
  ]);
});

test('figures are read out, but carry no furigana', () => {
  const text = '{6,214|ろくせんにひゃくじゅうよん}[歩|ほ]';
  expect(baseOf(text)).toBe('6,214歩');
  expect(readingOf(text)).toBe('ろくせんにひゃくじゅうよんほ');
  expect(rubyParts(text).map(({ shown }) => shown)).toEqual([false, true]);
});

test('text without marks, and text that only looks marked, stays as it is', () => {
  for (const text of ['', 'きのう', '[届]', 'a|b', '[|x]', '[a|]', '12 [months', '{}', ']|[']) {
    expect(baseOf(text)).toBe(text);
    expect(readingOf(text)).toBe(text);
  }
});

test('a nickname with brackets is shown as it was chosen', () => {
  expect(baseOf(unmarked('[a|b]'))).toBe('［a｜b］');
});
