/** Reach: how far around a date the points can change when that date's steps do. Pure. */
import { monthRange } from '../rule/calendar.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import { allDates, type DateRange } from './award.ts';

export const reaches = ['day', 'month', 'all'] as const;
export type Reach = (typeof reaches)[number];

/** `hasClaims`: without any, no goal was set and no month of it kept. The widest of all versions: a version that ends does not cut off what reaches over its end. */
export const reachOf = (book: RuleBook, hasClaims: boolean): Reach => {
  const found = book.inForce.map(({ rules }) => reachOfVersion(rules, hasClaims));
  return reaches.findLast((reach) => found.includes(reach)) ?? 'all';
};

/** The dates whose awards have to be worked out again when days of `range` have changed. */
export const widened = (range: DateRange, reach: Reach): DateRange => {
  switch (reach) {
    case 'day':
      return range;
    case 'month':
      return { from: monthRange(range.from.slice(0, 7)).from, to: monthRange(range.to.slice(0, 7)).to };
    case 'all':
      return allDates;
  }
};

const reachOfVersion = (rules: RuleVersion, hasClaims: boolean): Reach => {
  const kinds = new Set(rules.earning.map(({ kind }) => kind));
  if (kinds.has('baseline') || (hasClaims && kinds.has('months-kept'))) return 'all';
  const spans = new Set(rules.caps.map(({ per }) => per));
  if (spans.has('period') || spans.has('ever')) return 'all';
  return spans.has('month') || kinds.has('month-days') || kinds.has('month-average') ? 'month' : 'day';
};
