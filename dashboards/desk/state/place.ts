/** Place: which page of the desk is open and on what, as its address says, so that it can be shared and loaded again. */
import { languages, type Language } from '../../shared/language.ts';
import { registerPlaceOf, type RegisterPlace } from './register-place.ts';

/** A month `2026-11`, a fiscal year `2026`; null for the page's own choice. */
export type Place =
  | { readonly kind: 'find'; readonly query: string }
  | { readonly kind: 'person'; readonly id: string; readonly month: string | null }
  | { readonly kind: 'day'; readonly id: string; readonly date: string }
  | { readonly kind: 'activity'; readonly id: string }
  | { readonly kind: 'stamps'; readonly id: string }
  | { readonly kind: 'transfer'; readonly id: string }
  | { readonly kind: 'statement'; readonly id: string; readonly month: string | null; readonly year: string | null }
  | { readonly kind: 'held' }
  | { readonly kind: 'evidence'; readonly id: string; readonly date: string }
  | { readonly kind: 'groups' }
  | { readonly kind: 'attendance'; readonly group: string | null }
  | { readonly kind: 'codes' }
  | { readonly kind: 'sheet'; readonly code: string }
  | { readonly kind: 'rules' }
  | { readonly kind: 'jobs' }
  | { readonly kind: 'records'; readonly from: string }
  | RegisterPlace;

export const firstPlace: Place = { kind: 'find', query: '' };

export interface Address {
  readonly place: Place;
  /** Null when the address does not say. */
  readonly language: Language | null;
}

/** Reads a query such as `?page=day&id=P-0012&date=2026-11-20&lang=en`; what makes no sense is the first page. */
export const readAddress = (query: string): Address => {
  const asked = new URLSearchParams(query);
  return {
    place: placeOf(asked) ?? firstPlace,
    language: languages.find((language) => language === asked.get('lang')) ?? null,
  };
};

/** Japanese and the first page need no saying. */
export const writeAddress = (place: Place, language: Language): string => {
  const { kind, ...rest } = place;
  const asked = new URLSearchParams(kind === 'find' ? {} : { page: kind });
  for (const [key, value] of Object.entries<string | null>(rest)) {
    if (value !== null && value !== '') asked.set(key, value);
  }
  if (language !== 'ja') asked.set('lang', language);
  const text = asked.toString();
  return text === '' ? '?' : `?${text}`;
};

const placeOf = (asked: URLSearchParams): Place | null => {
  const kind = asked.get('page') ?? 'find';
  switch (kind) {
    case 'find':
      return { kind, query: asked.get('query') ?? '' };
    case 'held':
    case 'groups':
    case 'codes':
    case 'rules':
    case 'jobs':
      return { kind };
    case 'records':
      return { kind, from: asked.get('from') ?? '' };
    case 'attendance':
      return { kind, group: asked.get('group') };
    case 'sheet':
      return placeWith(asked.get('code'), (code) => ({ kind, code }));
    default:
      return registerPlaceOf(kind, asked) ?? placeWith(asked.get('id'), (id) => personPlaceOf(kind, id, asked));
  }
};

const personPlaceOf = (kind: string, id: string, asked: URLSearchParams): Place | null => {
  switch (kind) {
    case 'person':
      return { kind, id, month: asked.get('month') };
    case 'activity':
    case 'stamps':
    case 'transfer':
      return { kind, id };
    case 'statement':
      return { kind, id, month: asked.get('month'), year: asked.get('year') };
    case 'day':
    case 'evidence':
      return placeWith(asked.get('date'), (date) => ({ kind, id, date }));
    default:
      return null;
  }
};

const placeWith = (text: string | null, place: (text: string) => Place | null): Place | null =>
  text === null || text === '' ? null : place(text);
