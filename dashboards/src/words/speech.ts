/** Speech: the reader's language with its words and formats, handed down to every part of the page. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { formatsOf, type Formats } from '../view/formats.ts';
import { wordsOf, type Language, type Words } from './words.ts';

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
