/** Words: everything the page says, once per language. The Japanese dictionary sets what there is to say. */
import { en } from './en.ts';
import { ja } from './ja.ts';

export type Words = typeof ja;

export const languages = ['ja', 'en'] as const;
export type Language = (typeof languages)[number];

export const wordsOf: Readonly<Record<Language, Words>> = { ja, en };

export const otherLanguage: Readonly<Record<Language, Language>> = { ja: 'en', en: 'ja' };
