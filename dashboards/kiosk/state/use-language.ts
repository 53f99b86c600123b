/** Use language: the reader's choice, kept by their browser and laid on the page. */
import { useLayoutEffect, useState } from 'preact/hooks';
import { baseOf } from '../../centre-shared/ruby.ts';
import { keepLanguage, keptLanguage } from '../../shared/kept-language.ts';
import { languages, type Language } from '../../shared/language.ts';
import { kioskWordsOf } from '../words/words.ts';

export const useLanguage = (): readonly [Language, (language: Language) => void] => {
  const [language, setLanguage] = useState(() => linkedLanguage() ?? keptLanguage());
  useLayoutEffect(() => {
    keepLanguage(language);
    document.documentElement.lang = language;
    document.title = baseOf(kioskWordsOf[language].product);
  }, [language]);
  return [language, setLanguage];
};

/** `?lang=en`, for a link on a phone. */
const linkedLanguage = (): Language | undefined => {
  const linked = new URLSearchParams(window.location.search).get('lang');
  return languages.find((language) => language === linked);
};
