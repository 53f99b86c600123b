/** Kept language: the reader's choice of language, remembered by their browser. */
import { languages, type Language } from './language.ts';

const key = 'ayumi-language';

/** Japanese unless this browser was told otherwise. */
export const keptLanguage = (): Language => {
  try {
    return languages.find((language) => language === window.localStorage.getItem(key)) ?? 'ja';
  } catch {
    // A browser that keeps nothing still shows the page.
    return 'ja';
  }
};

export const keepLanguage = (language: Language): void => {
  try {
    window.localStorage.setItem(key, language);
  } catch {
    // The address carries the choice as well.
  }
};
