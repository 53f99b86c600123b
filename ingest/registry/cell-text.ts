/** Cell text: how the text of one cell becomes a value, or a fault that is told in both languages. */
import { z } from 'zod';
import type { Said } from '../../contract/desk-terms.ts';

/** `read` answers undefined for what it does not take; `sentence` then says what it would. */
export const cell = <Value>(read: (text: string) => Value | undefined, sentence: Said) =>
  z.string().transform((text, context): Value => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: sentence.en, params: sentence });
    return z.NEVER;
  });

export const textCell = (lengthMax: number) =>
  cell((text) => (text !== '' && text.length <= lengthMax ? text : undefined), {
    ja: `1文字から${lengthMax}文字で入れてください`,
    en: `must be 1 to ${lengthMax} characters long`,
  });

export const integerCell = (least: number, most: number) =>
  cell((text) => (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined), {
    ja: `${least}から${most}までの整数にしてください`,
    en: `must be a whole number from ${least} to ${most}`,
  });

const idSentence: Said = {
  ja: '半角の英数字と _ - だけで、1文字から64文字で入れてください',
  en: 'use 1 to 64 of the characters A-Z a-z 0-9 _ -',
};

/** One of the ids of the contract. */
export const idCell = <Schema extends z.ZodType>(schema: Schema) =>
  cell((text): z.output<Schema> | undefined => schema.safeParse(text).data, idSentence);
