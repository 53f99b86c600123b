/** Rule words: a rule's sentence as people read it, which must name the numbers it stands for. */
import { z } from 'zod';
import { grouped, type Words } from '../words.ts';

export const wordsSchema = z.strictObject({ ja: z.string().min(1).max(400), en: z.string().min(1).max(400) });

/** Whether a sentence names a number: 1 is not named by 100, nor 5 by 5,000. */
export const says = (sentence: string, number: number): boolean =>
  new RegExp(`(?<![\\d.]|\\d,)${grouped(number).replace('.', String.raw`\.`)}(?!\\d|[.,]\\d)`).test(sentence);

export interface Unsaid {
  readonly path: string[];
  readonly message: string;
}

/** Problems of a sentence that keeps silent about one of `numbers`: told once per language and number. */
export const unsaidNumbers = (sentence: Words, numbers: readonly number[]): readonly Unsaid[] =>
  (['ja', 'en'] as const).flatMap((language) =>
    [...new Set(numbers)]
      .filter((number) => !says(sentence[language], number))
      .map((number) => ({ path: ['sentence', language], message: `does not say ${grouped(number)}` })),
  );

/** Of a sentence that names neither a factor (1.5) nor, where the points are always the same, what they become (15). */
export const unsaidFactors = (
  sentence: Words,
  factors: readonly { readonly times: number }[],
  points?: number,
): readonly Unsaid[] =>
  (['ja', 'en'] as const).flatMap((language) =>
    factors
      .map(({ times }) => [
        times,
        ...(points === undefined ? [] : [Math.floor((points * Math.round(times * 100)) / 100)]),
      ])
      .filter((numbers) => !numbers.some((number) => says(sentence[language], number)))
      .map((numbers) => ({
        path: ['sentence', language],
        message: `does not say ${numbers.map(grouped).join(' or ')}`,
      })),
  );

/** Of a sentence that does not name so many months; twelve may be called a year. */
export const unsaidMonths = (sentence: Words, months: number): readonly Unsaid[] => {
  const isSaid = {
    ja: new RegExp(`(?<![\\d.,])${months}[かヶケカヵ箇]月${months === 12 ? '|(?<![\\d.,])1年' : ''}`).test(sentence.ja),
    en: new RegExp(
      `\\b(${months} months?${months === 1 ? '|a month' : months === 12 ? '|(a|one|1) year' : ''})\\b`,
    ).test(sentence.en),
  };
  return (['ja', 'en'] as const)
    .filter((language) => !isSaid[language])
    .map((language) => ({
      path: ['sentence', language],
      message: `does not say ${{ ja: `${months}か月`, en: `${months} month${months === 1 ? '' : 's'}` }[language]}`,
    }));
};
