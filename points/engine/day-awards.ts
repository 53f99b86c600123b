/** Day awards: what a day's counted steps earn by themselves. Pure. */
import { isOfKind } from '../rule/day-kind.ts';
import type { EarningOf, EarningRule } from '../rule/earning-rule.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import { tierOf } from '../rule/tier.ts';
import { ageOn, isOfAge, targetFor } from './age.ts';
import type { Award } from './award.ts';
import type { CountedDay } from './counted-day.ts';
import type { Birth } from './facts.ts';

export type DayRule = EarningOf<'tiers' | 'slope' | 'target'>;

export const isDayRule = (rule: EarningRule): rule is DayRule =>
  rule.kind === 'tiers' || rule.kind === 'slope' || rule.kind === 'target';

export const dayAwards = (days: readonly CountedDay[], birth: Birth | undefined, book: RuleBook): Award[] => {
  const awards: Award[] = [];
  for (const day of days) {
    const rules = book.on(day.date);
    if (day.steps === 0 || (rules.credit === 'final' && !day.isFinal)) continue;
    addDay(awards, day, birth, rules);
  }
  return awards;
};

/** Whether someone of this age takes part; whoever's age is not known does. */
export const takesPart = (age: number | undefined, { participants }: RuleVersion): boolean =>
  age === undefined || (participants.ageMin <= age && age <= participants.ageMax);

const addDay = (awards: Award[], day: CountedDay, birth: Birth | undefined, rules: RuleVersion): void => {
  const age = ageOn(day.date, birth, rules.participants.ageOn);
  if (!takesPart(age, rules)) return;
  for (const rule of rules.earning) {
    if (!isDayRule(rule)) continue;
    const points = dayPoints(rule, day, age);
    if (points === 0) continue;
    const { date } = day;
    const key = `steps:${rule.id}:${date}`;
    awards.push({ key, account: 'pedometer', date, points, rule: rule.id, version: rules.version });
  }
};

/** What a day's steps earn by one rule, before caps. */
export const dayPoints = (rule: DayRule, day: Pick<CountedDay, 'date' | 'steps'>, age: number | undefined): number =>
  isOfAge(rule.ages, age) && isOfKind(day.date, rule.days) ? withFactors(pointsOf(rule, day.steps, age), rule, day) : 0;

/** Before factors. */
export const pointsOf = (rule: DayRule, steps: number, age: number | undefined): number => {
  switch (rule.kind) {
    case 'tiers':
      return tierOf(steps, rule.tiers)?.points ?? 0;
    case 'slope': {
      if (steps < rule.from) return 0;
      const more = Math.floor((steps - rule.from) / rule.everySteps) * rule.pointsEach;
      return Math.min(rule.points + more, rule.pointsMax);
    }
    case 'target':
      return steps >= targetFor(rule.targets, age) ? rule.points : 0;
  }
};

/** In whole hundredths, which is what factors are: as fractions 100 × 1.15 would be 114. */
const withFactors = (points: number, rule: DayRule, { date }: Pick<CountedDay, 'date'>): number =>
  rule.factors.reduce(
    (sum, { days, times }) => (isOfKind(date, days) ? Math.floor((sum * Math.round(times * 100)) / 100) : sum),
    points,
  );
