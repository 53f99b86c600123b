/** Words: everything the page says, once per language. The Japanese dictionary sets what there is to say. */
import type { Language } from '../../shared/language.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';

export type Words = typeof ja;

export const wordsOf: Readonly<Record<Language, Words>> = { ja, en };
