/** Address: what is looked at, as the address says it, so that it can be shared, loaded again and walked back. */
import type { TrialRules } from '../../../contract/analysis-points.ts';
import type { AgeBand, AnalysisTerms } from '../../../contract/analysis-terms.ts';
import { chapterNames, type ChapterName } from './chapter-names.ts';
import { languages, type Language } from '../../shared/language.ts';
import { nearestSpan, presets, spanFaultOf, type Period } from '../view/span.ts';
import { isTrialAsked, trialOfAddress, writeTrial } from '../view/trial.ts';

export interface Asked {
  readonly period: Period;
  /** Empty: all. */
  readonly centres: readonly string[];
  readonly ages: readonly AgeBand[];
  /** Null until other rules have been tried. */
  readonly trial: TrialRules | null;
}

/** What of an address made no sense and was left out; a period too long is cut. */
export type MendedPart = 'period' | 'long' | 'centres' | 'ages' | 'trial' | 'chapter';
export interface Mended {
  readonly part: MendedPart;
  /** What nobody knows of centres, ages or chapters; others of the same list were kept. */
  readonly unknown: readonly string[];
  readonly isSomethingKept: boolean;
}

export interface Address {
  readonly asked: Asked;
  readonly mended: readonly Mended[];
}

export const firstAsked: Asked = { period: { kind: '12-weeks' }, centres: [], ages: [], trial: null };

/** Null where the address does not say. */
export const languageOf = (query: string): Language | null => {
  const told = new URLSearchParams(query).get('lang');
  return languages.find((language) => language === told) ?? null;
};

/** Reads a query such as `?period=year&centres=kita,minami&ages=75-79&lang=en`, and the chapter after it, `#quality`. */
export const readAddress = (query: string, terms: AnalysisTerms, hash = ''): Address => {
  const told = new URLSearchParams(query);
  const { period, isCut = false } = periodOf(told);
  const centres = listedOf(
    told.get('centres'),
    terms.centres.map(({ id }) => id as string),
  );
  const ages = listedOf(told.get('ages'), terms.ages);
  const trial = isTrialAsked(told) ? trialOfAddress(told, terms.programme) : null;
  const chapters = unknownChapters(told.get('page'), hash);
  const mended: readonly (Mended | false)[] = [
    period === null && whole('period'),
    isCut && whole('long'),
    centres.unknown.length > 0 && partly('centres', centres),
    ages.unknown.length > 0 && partly('ages', ages),
    isTrialAsked(told) && trial === null && whole('trial'),
    chapters.length > 0 && { ...whole('chapter'), unknown: chapters },
  ];
  return {
    asked: { period: period ?? firstAsked.period, centres: centres.known, ages: ages.known, trial },
    mended: mended.filter((each) => each !== false),
  };
};

const whole = (part: MendedPart): Mended => ({ part, unknown: [], isSomethingKept: false });
const partly = (part: MendedPart, { known, unknown }: ReturnType<typeof listedOf>): Mended => ({
  part,
  unknown,
  isSomethingKept: known.length > 0,
});

/** The chapter an address leads to, as `#quality` or, as the desk's addresses have it, `?page=quality`; null where none. */
export const linkedChapterOf = (query: string, hash: string): ChapterName | null => {
  const asked = decoded(hash.slice(1)) || new URLSearchParams(query).get('page');
  return chapterNames.find((name) => name === asked) ?? null;
};

/** Whoever follows an old name would see the first chapter and not know why. */
const unknownChapters = (page: string | null, hash: string): readonly string[] => {
  const asked = [page ?? '', decoded(hash.slice(1))];
  return asked.filter((each) => each !== '' && each !== 'content' && !chapterNames.some((name) => name === each));
};

/** Whatever stands in an address may be no text at all. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The usual needs no saying. */
export const writeAddress = ({ period, centres, ages, trial }: Asked, language: Language): string => {
  const told = new URLSearchParams();
  if (period.kind === 'dates') {
    told.set('from', period.from);
    told.set('to', period.to);
  } else if (period.kind !== firstAsked.period.kind) told.set('period', period.kind);
  if (centres.length > 0) told.set('centres', centres.join(','));
  if (ages.length > 0) told.set('ages', ages.join(','));
  if (trial !== null) {
    told.set('trial', 'on');
    writeTrial(told, trial);
  }
  if (language !== 'ja') told.set('lang', language);
  // Commas and colons stay legible.
  const text = told.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return text === '' ? '?' : `?${text}`;
};

interface ReadPeriod {
  /** Null where it makes no sense. */
  readonly period: Period | null;
  readonly isCut?: boolean;
}

const periodOf = (told: URLSearchParams): ReadPeriod => {
  const [from, to, kind] = [told.get('from'), told.get('to'), told.get('period')];
  if (from !== null || to !== null) {
    const span = { from: from ?? '', to: to ?? '' };
    const fault = spanFaultOf(span);
    if (fault === null) return { period: { kind: 'dates', ...span } };
    return fault === 'too-long' ? { period: { kind: 'dates', ...nearestSpan(span) }, isCut: true } : { period: null };
  }
  if (kind === null) return { period: firstAsked.period };
  const preset = presets.find((each) => each === kind);
  return { period: preset === undefined ? null : { kind: preset } };
};

const listedOf = <Each extends string>(text: string | null, all: readonly Each[]) => {
  const told = (text ?? '').split(',').filter((each) => each !== '');
  const known = all.filter((each) => told.includes(each));
  return { known, unknown: [...new Set(told.filter((each) => !known.some((one) => one === each)))] };
};
