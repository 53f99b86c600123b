/** Analyst: what every part of the analysts' page knows: language, words, what can be chosen, what is chosen, and how to choose. */
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { AnalysisTerms, AsOf } from '../../../contract/analysis-terms.ts';
import type { Formats } from '../../shared/formats.ts';
import type { Language } from '../../shared/language.ts';
import { isOutside, type Span } from '../view/span.ts';
import type { AnalystWords } from '../words/analyst-words.ts';
import type { Asked } from './address.ts';
import type { Filter } from './analysis-client.ts';
import type { AskLine } from './ask-line.ts';

export interface Analyst {
  readonly language: Language;
  readonly words: AnalystWords;
  readonly formats: Formats;
  readonly terms: AnalysisTerms;
  readonly asked: Asked;
  readonly span: Span;
  readonly filter: Filter;
  /** Goes up when everything is to be asked again. */
  readonly turn: number;
  readonly line: AskLine;
  readonly onAsked: (asked: Asked) => void;
}

export const AnalystContext = createContext<Analyst | null>(null);

export const useAnalyst = (): Analyst => {
  const analyst = useContext(AnalystContext);
  if (analyst === null) throw new Error('bug: a part of the analysts’ page stands outside of it');
  return analyst;
};

/** Why a chapter has no finding: it is kept for privacy's sake only where there is anything. */
export const whyNothing = ({ words: { choose }, terms, span }: Analyst, { people }: Pick<AsOf, 'people'>): string => {
  if (isOutside(span, terms.days)) return choose.noneInPeriod;
  return people === 0 ? choose.nobody : choose.tooFew;
};

/** `20ポイント`, `1 point`: in the programme's own unit. */
export const pointsText = ({ language, words, terms }: Analyst, points: number): string => {
  const { unit } = terms.programme;
  if (language === 'ja') return `${words.figure(points)}${unit.ja}`;
  return `${words.figure(points)} ${Math.abs(points) === 1 ? unit.en.one : unit.en.other}`;
};

/** The same where they were rounded. */
export const aboutPoints = (analyst: Analyst, points: number): string =>
  points === 0 ? pointsText(analyst, points) : analyst.words.rounding.about(pointsText(analyst, points));

/** The unit alone, for an axis or the head of a column. */
export const pointsUnit = ({ language, terms }: Analyst): string =>
  language === 'ja' ? terms.programme.unit.ja : terms.programme.unit.en.other;
