/** Place: which screen is open and how far its work has got, as the address says, so that it survives going back and loading again. */
import type { ExchangeReason } from '../../../contract/centre-action.ts';
import { languages, type Language } from '../../shared/language.ts';

/** Screens that stand for themselves. */
const plainKinds = ['today', 'calls', 'whereabouts', 'history', 'poster'] as const;
/** Screens that begin by choosing a pedometer. */
const deviceKinds = ['device', 'lost', 'found', 'connect', 'slip'] as const;
export const helpTopics = ['lay', 'wear', 'battery', 'sounds', 'stickers', 'who'] as const;
export type HelpTopic = (typeof helpTopics)[number];

/** The page does without the schemas, so the words are said again; in the order they are asked in. */
export const reasons = ['broken', 'battery', 'lost', 'other'] as const satisfies readonly ExchangeReason[];

/** Serial numbers and participants' numbers; null where the screen still asks for them. */
export type Place =
  | { readonly kind: (typeof plainKinds)[number] }
  | { readonly kind: (typeof deviceKinds)[number]; readonly device: string | null }
  | {
      readonly kind: 'lend';
      readonly device: string | null;
      readonly participant: string | null;
      readonly isTold: boolean;
    }
  | { readonly kind: 'return'; readonly device: string | null; readonly isSure: boolean; readonly isUnread: boolean }
  | { readonly kind: 'swap'; readonly device: string | null; readonly isChanged: boolean }
  | {
      readonly kind: 'exchange';
      readonly device: string | null;
      readonly reason: ExchangeReason | null;
      readonly replacement: string | null;
      readonly isSure: boolean;
      readonly isUnread: boolean;
    }
  | { readonly kind: 'done'; readonly action: string }
  | { readonly kind: 'help'; readonly topic: HelpTopic | null };

export type PlaceOf<Kind extends Place['kind']> = Extract<Place, { readonly kind: Kind }>;

export const firstPlace: Place = { kind: 'today' };
export const lendPlace = (device: string | null = null, participant: string | null = null): PlaceOf<'lend'> => ({
  kind: 'lend',
  device,
  participant,
  isTold: false,
});
export const returnPlace = (device: string | null = null): PlaceOf<'return'> => ({
  kind: 'return',
  device,
  isSure: false,
  isUnread: false,
});
export const exchangePlace = (device: string | null = null): PlaceOf<'exchange'> => ({
  kind: 'exchange',
  device,
  reason: null,
  replacement: null,
  isSure: false,
  isUnread: false,
});

export interface Address {
  readonly place: Place;
  /** Null when the address does not say. */
  readonly language: Language | null;
}

/** Reads a query such as `?page=lend&device=AYM-000123&lang=en`; what makes no sense is the first screen. */
export const readAddress = (query: string): Address => {
  const asked = new URLSearchParams(query);
  return {
    place: placeOf(asked),
    language: languages.find((language) => language === asked.get('lang')) ?? null,
  };
};

/** Japanese and the first screen need no saying. */
export const writeAddress = (place: Place, language: Language): string => {
  const { kind, ...rest } = place;
  const asked = new URLSearchParams(kind === 'today' ? {} : { page: kind });
  for (const [key, value] of Object.entries<string | boolean | null>(rest)) {
    if (value === true) asked.set(key, 'yes');
    else if (typeof value === 'string' && value !== '') asked.set(key, value);
  }
  if (language !== 'ja') asked.set('lang', language);
  const text = asked.toString();
  return text === '' ? '?' : `?${text}`;
};

const placeOf = (asked: URLSearchParams): Place => {
  const page = asked.get('page');
  const plain = plainKinds.find((kind) => kind === page);
  if (plain !== undefined) return { kind: plain };
  const device = saidIn(asked, 'device');
  const forDevice = deviceKinds.find((kind) => kind === page);
  if (forDevice !== undefined) return { kind: forDevice, device };
  return workOf(page, device, asked) ?? firstPlace;
};

const workOf = (page: string | null, device: string | null, asked: URLSearchParams): Place | null => {
  switch (page) {
    case 'lend':
      return { kind: page, device, participant: saidIn(asked, 'participant'), isTold: isYes(asked, 'isTold') };
    case 'return':
      return { kind: page, device, isSure: isYes(asked, 'isSure'), isUnread: isYes(asked, 'isUnread') };
    case 'swap':
      return { kind: page, device, isChanged: isYes(asked, 'isChanged') };
    case 'exchange': {
      const reason = reasons.find((each) => each === asked.get('reason')) ?? null;
      const replacement = saidIn(asked, 'replacement');
      const sure = { isSure: isYes(asked, 'isSure'), isUnread: isYes(asked, 'isUnread') };
      return { kind: page, device, reason, replacement, ...sure };
    }
    case 'done': {
      const action = saidIn(asked, 'action');
      return action === null ? null : { kind: page, action };
    }
    case 'help':
      return { kind: page, topic: helpTopics.find((topic) => topic === asked.get('topic')) ?? null };
    default:
      return null;
  }
};

const saidIn = (asked: URLSearchParams, key: string): string | null => {
  const text = asked.get(key);
  return text === '' ? null : text;
};
const isYes = (asked: URLSearchParams, key: string): boolean => asked.get(key) === 'yes';
