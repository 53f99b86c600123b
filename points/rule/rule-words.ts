/** Rule words: a rule's sentence as people read it, which must name the numbers it stands for. */
import { z } from 'zod';
import { grouped, type Words } from '../words.ts';

export const wordsSchema = z.strictObject({ ja: z.string().min(1).max(400), en: z.string().min(1).max(400) });

/** Problems of a sentence that keeps silent about one of `numbers`: told once per language and number. */
export const unsaidNumbers = (
  sentence: Words,
  numbers: readonly number[],
): readonly { readonly path: string[]; readonly message: string }[] =>
  (['ja', 'en'] as const).flatMap((language) =>
    [...new Set(numbers)]
      .filter((number) => !sentence[language].includes(grouped(number)))
      .map((number) => ({ path: ['sentence', language], message: `does not say ${grouped(number)}` })),
  );
