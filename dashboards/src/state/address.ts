/** Address: what a link to the page says: its language, and whose days are open. */
import { languages, type Language } from '../../shared/language.ts';

export interface Address {
  /** Null when the address does not say. */
  readonly language: Language | null;
  readonly person: string | null;
}

/** Reads a query such as `?lang=en&person=P-0012`. */
export const readAddress = (query: string): Address => {
  const asked = new URLSearchParams(query);
  return {
    language: languages.find((language) => language === asked.get('lang')) ?? null,
    person: asked.get('person'),
  };
};

/** The query for an address, keeping what else stands in `query`. Japanese needs no saying. */
export const writeAddress = (query: string, language: Language, person: string | null): string => {
  const asked = new URLSearchParams(query);
  const set = (key: string, value: string | null): void => (value === null ? asked.delete(key) : asked.set(key, value));
  set('lang', language === 'ja' ? null : language);
  set('person', person);
  const text = asked.toString();
  return text === '' ? '' : `?${text}`;
};
