/** Expiry: when points run out, and how many have by a date. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import type { Expiry } from '../rule/rule-version.ts';
import { fiscalYearEnd } from './age.ts';

/** Points that came, or were spent, together: an award, or what was moved from paper to the pedometer's account. */
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
 * How many points have expired by `asOf`. What was spent came from the oldest lots that were alive on its date: it never
 * brings back what had expired by then. Each lot lives as the rules of its own date say; without a rule it lives for ever.
 */
export const expiredPoints = (
  lots: readonly Lot[],
  spent: readonly Lot[],
  book: RuleBook,
  asOf: PlainDateText,
): number =>
  remaining(lots, spent, book).reduce(
    (sum, { last, points }) => (last !== undefined && last < asOf ? sum + points : sum),
    0,
  );

/** What will expire next, soonest first, when nothing more is spent. */
export const expiringPoints = (
  lots: readonly Lot[],
  spent: readonly Lot[],
  book: RuleBook,
  asOf: PlainDateText,
): readonly { readonly on: PlainDateText; readonly points: number }[] => {
  const byDate = new Map<PlainDateText, number>();
  for (const { last, points } of remaining(lots, spent, book))
    if (last !== undefined && last >= asOf && points > 0) byDate.set(last, (byDate.get(last) ?? 0) + points);
  return [...byDate].map(([on, points]) => ({ on, points })).sort((a, b) => (a.on < b.on ? -1 : 1));
};

interface Remainder {
  /** The last date on which it can be used; undefined where it lives for ever. */
  readonly last: PlainDateText | undefined;
  readonly points: number;
}

const remaining = (lots: readonly Lot[], spent: readonly Lot[], book: RuleBook): readonly Remainder[] =>
  inOrder(spent).reduce<readonly Remainder[]>(
    (left, { date, points }) => {
      let missing = points;
      return left.map((lot) => {
        const isAlive = lot.last === undefined || lot.last >= date;
        const taken = isAlive ? Math.min(lot.points, missing) : 0;
        missing -= taken;
        return taken === 0 ? lot : { ...lot, points: lot.points - taken };
      });
    },
    inOrder(lots).map(({ date, points }) => {
      const { expiry } = book.on(date);
      return { last: expiry === undefined ? undefined : lastDateOf(date, expiry), points };
    }),
  );

const inOrder = (lots: readonly Lot[]): readonly Lot[] =>
  lots.toSorted((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1));
