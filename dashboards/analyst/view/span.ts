/** Span: the days a period means, counted from the programme's today. */
import { addDays, dateMs } from '../../shared/local-date.ts';

export const presets = ['4-weeks', '12-weeks', 'year', 'last-year'] as const;
export type Preset = (typeof presets)[number];
export type Period = { readonly kind: Preset } | { readonly kind: 'dates'; readonly from: string; readonly to: string };

/** Both days included. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** As the server holds it (contract/analysis-terms.ts). */
export const spanDaysMax = 731;
const dayMs = 86_400_000;

/** A day that is not over yet is not told of: the last day of a preset is yesterday. */
export const spanOf = (period: Period, today: string, yearBegins: number): Span => {
  const yesterday = addDays(today, -1);
  switch (period.kind) {
    case '4-weeks':
      return { from: addDays(yesterday, -27), to: yesterday };
    case '12-weeks':
      return { from: addDays(yesterday, -83), to: yesterday };
    case 'year':
      return { from: yearOf(yesterday, yearBegins).from, to: yesterday };
    case 'last-year':
      return yearOf(addDays(yearOf(yesterday, yearBegins).from, -1), yearBegins);
    case 'dates':
      return { from: period.from, to: period.to };
  }
};

const yearOf = (date: string, begins: number): Span => {
  const year = Number(date.slice(0, 4)) - (Number(date.slice(5, 7)) < begins ? 1 : 0);
  const first = (of: number): string => `${of}-${String(begins).padStart(2, '0')}-01`;
  return { from: first(year), to: addDays(first(year + 1), -1) };
};

export const daysOf = ({ from, to }: Span): number => Math.round((dateMs(to) - dateMs(from)) / dayMs) + 1;

export const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dateMs(text)) && addDays(text, 0) === text;

/** Whether nothing at all is known of a period: it ends before the first day of which anything is, or begins after the last. */
export const isOutside = (
  { from, to }: Span,
  known: { readonly first: string; readonly last: string } | null,
): boolean => known !== null && (to < known.first || from > known.last);

/** As much of a period as is looked at in one go: its end is what people ask about. */
export const nearestSpan = ({ from, to }: Span): Span => {
  const earliest = addDays(to, 1 - spanDaysMax);
  return { from: from < earliest ? earliest : from, to };
};

/** What is wrong with a period somebody has typed; null where nothing is. */
export const spanFaultOf = ({ from, to }: Span): 'missing' | 'backwards' | 'too-long' | null => {
  if (!isDate(from) || !isDate(to)) return 'missing';
  if (from > to) return 'backwards';
  return daysOf({ from, to }) > spanDaysMax ? 'too-long' : null;
};
