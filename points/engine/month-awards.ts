/** Month awards: what a month's days earn together, once it is over. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import { daysAfter, daysBetween, monthRange } from '../rule/calendar.ts';
import { isOfKind } from '../rule/day-kind.ts';
import type { EarningOf, EarningRule } from '../rule/earning-rule.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import { ageOn, isOfAge, targetFor } from './age.ts';
import type { Award } from './award.ts';
import type { CountedDay } from './counted-day.ts';
import { takesPart } from './day-awards.ts';
import type { Birth } from './facts.ts';

export type MonthRule = EarningOf<'month-days' | 'month-average' | 'baseline'>;

export const isMonthRule = (rule: EarningRule): rule is MonthRule =>
  rule.kind === 'month-days' || rule.kind === 'month-average' || rule.kind === 'baseline';

interface Month {
  readonly month: string;
  readonly last: PlainDateText;
  /** Days of which a delivery counted. */
  readonly days: readonly CountedDay[];
  readonly rules: RuleVersion;
  /** On the last date. */
  readonly age: number | undefined;
  readonly birth: Birth | undefined;
}

/** `days` by date. */
export const monthAwards = (
  days: readonly CountedDay[],
  birth: Birth | undefined,
  book: RuleBook,
  asOf: PlainDateText,
): Award[] => {
  if (!book.inForce.some(({ rules }) => rules.earning.some(isMonthRule))) return [];
  const there = days.filter(({ hasCounted }) => hasCounted);
  const months = Map.groupBy(there, ({ date }) => date.slice(0, 7));
  return [...months].flatMap(([month, its]) => {
    const last = monthRange(month).to;
    const rules = book.on(last);
    const age = ageOn(last, birth, rules.participants.ageOn);
    if (!takesPart(age, rules)) return [];
    return awardsOfMonth({ month, last, days: its, rules, age, birth }, there, asOf);
  });
};

const awardsOfMonth = (month: Month, all: readonly CountedDay[], asOf: PlainDateText): Award[] =>
  month.rules.earning.filter(isMonthRule).flatMap((rule): Award[] => {
    const isOver = daysBetween(month.last, asOf) > rule.settleDays;
    if (!isOver || !isOfAge(rule.ages, month.age)) return [];
    const points = pointsOf(rule, month, all);
    if (points === 0) return [];
    const key = `month:${rule.id}:${month.month}`;
    const { version } = month.rules;
    return [{ key, account: 'pedometer', date: month.last, points, rule: rule.id, version }];
  });

const pointsOf = (rule: MonthRule, month: Month, all: readonly CountedDay[]): number => {
  switch (rule.kind) {
    case 'month-days': {
      const reached = daysReached(rule, month);
      return rule.tiers.findLast((tier) => reached >= tier.days)?.points ?? 0;
    }
    case 'month-average': {
      const { tiers } = rule.groups.findLast(({ ageMin }) => ageMin <= (month.age ?? 0)) ?? { tiers: [] };
      const over = rule.over === 'calendar-days' ? Number(month.last.slice(8)) : month.days.length;
      // An average at or above `from`, without a fraction in between.
      return tiers.findLast(({ from }) => stepsOf(month.days) >= from * over)?.points ?? 0;
    }
    case 'baseline':
      return baselinePoints(rule, month, all);
  }
};

const daysReached = (rule: EarningOf<'month-days'>, { days, rules, birth }: Month): number =>
  days.filter(({ date, steps }) => {
    const age = ageOn(date, birth, rules.participants.ageOn);
    return isOfKind(date, rule.days) && steps >= targetFor(rule.targets, age);
  }).length;

const baselinePoints = (rule: EarningOf<'baseline'>, { month, days }: Month, all: readonly CountedDay[]): number => {
  const first = all[0]?.date;
  if (first === undefined) return 0;
  const end = daysAfter(first, rule.baselineDays - 1);
  const base = all.filter(({ date }) => date <= end);
  const beginsAfter = `${month}-01` > end;
  if (!beginsAfter || base.length < rule.daysMin || days.length < rule.daysMin) return 0;
  // The difference of two averages, times both counts of days.
  const more = stepsOf(days) * base.length - stepsOf(base) * days.length;
  return rule.tiers.findLast(({ from }) => more >= from * days.length * base.length)?.points ?? 0;
};

const stepsOf = (days: readonly CountedDay[]): number => days.reduce((sum, { steps }) => sum + steps, 0);
