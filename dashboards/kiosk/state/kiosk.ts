/** Kiosk: the reader's language with its words and times, handed down to every part of the page. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { formatsOf, type Formats } from '../../shared/formats.ts';
import type { Language } from '../../shared/language.ts';
import { kioskWordsOf, type KioskWords } from '../words/words.ts';

export interface Kiosk {
  readonly language: Language;
  readonly words: KioskWords;
  readonly formats: Formats;
  readonly zone: string;
}

export const kioskOf = (language: Language, zone: string): Kiosk => {
  const words = kioskWordsOf[language];
  return { language, words, formats: formatsOf(words.locale, zone), zone };
};

export const KioskContext = createContext<Kiosk>(kioskOf('ja', 'Asia/Tokyo'));

export const useKiosk = (): Kiosk => useContext(KioskContext);
