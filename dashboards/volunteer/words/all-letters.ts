/** All letters: every letter the pages can say, so that the typeface is there before the gateway goes away. */
import { volunteerWordsOf } from './volunteer-words.ts';

/** What sentences around numbers and names are made of stands in functions: their text is asked for with them. */
export const allLetters = (): string => lettersOf(volunteerWordsOf) + '0123456789%:（）／・、。';

const lettersOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'function') return value.toString();
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value).map(lettersOf).join('');
};
