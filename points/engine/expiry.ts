/** Expiry: when points run out, and how many have by a date. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import type { Expiry } from '../rule/rule-version.ts';
import { fiscalYearEnd } from './age.ts';

/** Points that came together: an award, or what was moved from paper. */
export interface Lot {
  readonly date: PlainDateText;
  readonly points: number;
}

/** The last date on which points of `date` can be used. */
export const lastDateOf = (date: PlainDateText, { months, until }: Expiry): PlainDateText => {
  const end = Temporal.PlainDate.from(date).add({ months });
  switch (until) {
    case 'day':
      return end.toString() as PlainDateText;
    case 'month-end':
      return end.with({ day: end.daysInMonth }).toString() as PlainDateText;
    case 'fiscal-year-end':
      return fiscalYearEnd(end.toString() as PlainDateText);
  }
};

/**
 * How many points have expired by `asOf`, the oldest being used first: whatever was spent came from the oldest lots. Each
 * lot lives as the rules of its own date say; without a rule it lives for ever.
 */
export const expiredPoints = (lots: readonly Lot[], spent: number, book: RuleBook, asOf: PlainDateText): number => {
  const over = lots.reduce((sum, { date, points }) => {
    const { expiry } = book.on(date);
    return expiry !== undefined && lastDateOf(date, expiry) < asOf ? sum + points : sum;
  }, 0);
  return Math.max(0, over - spent);
};

/** What will expire next, soonest first, when nothing more is spent. */
export const expiringPoints = (
  lots: readonly Lot[],
  spent: number,
  book: RuleBook,
  asOf: PlainDateText,
): readonly { readonly on: PlainDateText; readonly points: number }[] => {
  const byDate = new Map<PlainDateText, number>();
  let left = spent;
  for (const { date, points } of lots.toSorted((a, b) => (a.date < b.date ? -1 : 1))) {
    const { expiry } = book.on(date);
    const remains = Math.max(0, points - left);
    left = Math.max(0, left - points);
    if (expiry === undefined || remains === 0) continue;
    const on = lastDateOf(date, expiry);
    if (on >= asOf) byDate.set(on, (byDate.get(on) ?? 0) + remains);
  }
  return [...byDate].map(([on, points]) => ({ on, points })).sort((a, b) => (a.on < b.on ? -1 : 1));
};
