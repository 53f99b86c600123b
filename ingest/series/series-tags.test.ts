/** Tags are few, of a bounded alphabet, and of nobody unless the operator asks. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tagOf, tagText, tagsOf } from './series-tags.ts';

test('no text can leave its place in a line or a query, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(tagOf(text)).toMatch(/^[A-Za-z0-9_.-]{0,64}$/);
    }),
  );
});

test('a backslash at the end, which joined the next word to it, is gone', () => {
  expect(tagOf('x\\')).toBe('x_');
  expect(tagOf('歩数計 1,000=a"\n')).toBe('____1_000_a__');
});

test('what is empty is no tag', () => {
  expect(tagsOf({ centre: '', model: 'm' })).toEqual({ model: 'm' });
  expect(tagText(tagsOf({ centre: '' }))).toBe(tagText({}));
});
