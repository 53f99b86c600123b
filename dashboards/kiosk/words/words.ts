/** Words: the kiosk's dictionaries by language. */
import type { Language } from '../../shared/language.ts';
import { kioskEn } from './kiosk-en.ts';
import { kioskJa, type KioskWords } from './kiosk-ja.ts';

export type { KioskWords } from './kiosk-ja.ts';

export const kioskWordsOf: Readonly<Record<Language, KioskWords>> = { ja: kioskJa, en: kioskEn };
