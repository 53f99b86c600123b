/** Speech: the reader's language with its words and formats, handed down to every part of the page. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { formatsOf, type Formats } from '../../shared/formats.ts';
import type { Language } from '../../shared/language.ts';
import { wordsOf, type Words } from './words.ts';

export interface Speech {
  readonly language: Language;
  readonly words: Words;
  readonly formats: Formats;
}

export const SpeechContext = createContext<Speech>({
  language: 'ja',
  words: wordsOf.ja,
  formats: formatsOf(wordsOf.ja.locale, 'Asia/Tokyo'),
});

export const useSpeech = (): Speech => useContext(SpeechContext);
