/** Rule words: a rule's sentence as people read it, which must name the numbers it stands for. */
import { z } from 'zod';
import { grouped, type Words } from '../words.ts';

export const wordsSchema = z.strictObject({ ja: z.string().min(1).max(400), en: z.string().min(1).max(400) });

/** Whether a sentence names a number: 1 is not named by 100, nor 5 by 5,000. */
export const says = (sentence: string, number: number): boolean =>
  new RegExp(`(?<![\\d.]|\\d,)${grouped(number)}(?!\\d|[.,]\\d)`).test(sentence);

/** Problems of a sentence that keeps silent about one of `numbers`: told once per language and number. */
export const unsaidNumbers = (
  sentence: Words,
  numbers: readonly number[],
): readonly { readonly path: string[]; readonly message: string }[] =>
  (['ja', 'en'] as const).flatMap((language) =>
    [...new Set(numbers)]
      .filter((number) => !says(sentence[language], number))
      .map((number) => ({ path: ['sentence', language], message: `does not say ${grouped(number)}` })),
  );
