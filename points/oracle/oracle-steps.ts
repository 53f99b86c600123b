/** Oracle steps: what days and months of steps earn, worked out the slow way from the rules' words; shares nothing with the engine. */
import type { ParticipantFacts } from '../engine/facts.ts';
import type { EarningOf } from '../rule/earning-rule.ts';
import type { Programme } from '../rule/programme-file.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import { daysFrom, isOfDayKind, monthEnd, monthOf, monthStart } from './oracle-calendar.ts';
import type { OracleDay } from './oracle-day.ts';
import { ageThen, mayTakePart, targetSteps, versionOn } from './oracle-person.ts';

/** What one rule gives on one day; caps come later. */
export interface OracleEarning {
  readonly rule: string;
  readonly day: number;
  readonly points: number;
}

type DayRule = EarningOf<'tiers'> | EarningOf<'slope'> | EarningOf<'target'>;
type MonthRule = EarningOf<'month-days'> | EarningOf<'month-average'> | EarningOf<'baseline'>;

export const earnedByDay = (
  each: OracleDay,
  facts: ParticipantFacts,
  programme: Programme,
): readonly OracleEarning[] => {
  const rules = versionOn(each.day, programme);
  if (rules.credit === 'final' && !each.isFinal) return [];
  return rules.earning.flatMap((rule) => {
    if (rule.kind !== 'tiers' && rule.kind !== 'slope' && rule.kind !== 'target') return [];
    if (!mayTakePart(each.day, facts, rules, rule.ages) || !isOfDayKind(each.day, rule.days)) return [];
    let points = dayPoints(rule, each.steps, ageThen(each.day, facts, rules));
    for (const { days, times } of rule.factors) {
      if (isOfDayKind(each.day, days)) points = multiplied(points, times);
    }
    return [{ rule: rule.id, day: each.day, points }];
  });
};

/** By the digits of the factor as they are written, without a fraction ever being reckoned. */
const multiplied = (points: number, times: number): number => {
  const [whole = '0', decimals = ''] = String(times).split('.');
  return Number((BigInt(points) * BigInt(whole + decimals)) / 10n ** BigInt(decimals.length));
};

const dayPoints = (rule: DayRule, steps: number, age: number | undefined): number => {
  switch (rule.kind) {
    case 'tiers':
      return rule.tiers.find(({ from, to }) => from <= steps && steps <= (to ?? Infinity))?.points ?? 0;
    case 'slope': {
      if (steps < rule.from) return 0;
      let points = rule.points;
      for (let next = rule.from + rule.everySteps; next <= steps && points < rule.pointsMax; next += rule.everySteps)
        points += rule.pointsEach;
      return Math.min(points, rule.pointsMax);
    }
    case 'target':
      return steps >= targetSteps(rule.targets, age) ? rule.points : 0;
  }
};

/** All months in which something has arrived, under the rules of their last day. */
export const earnedByMonths = (
  days: readonly OracleDay[],
  facts: ParticipantFacts,
  programme: Programme,
  today: number,
): readonly OracleEarning[] => {
  const arrived = days.filter(({ hasArrived }) => hasArrived);
  const ends = [...new Set(arrived.map(({ day }) => monthEnd(day)))].sort((a, b) => a - b);
  return ends.flatMap((end) => {
    const rules = versionOn(end, programme);
    return rules.earning.flatMap((rule) => {
      if (rule.kind !== 'month-days' && rule.kind !== 'month-average' && rule.kind !== 'baseline') return [];
      if (today - end <= rule.settleDays || !mayTakePart(end, facts, rules, rule.ages)) return [];
      return [{ rule: rule.id, day: end, points: monthPoints(rule, { end, arrived, facts, rules }) }];
    });
  });
};

interface MonthQuestion {
  readonly end: number;
  readonly arrived: readonly OracleDay[];
  readonly facts: ParticipantFacts;
  readonly rules: RuleVersion;
}

const monthPoints = (rule: MonthRule, question: MonthQuestion): number => {
  const { end, arrived, facts, rules } = question;
  const inMonth = arrived.filter(({ day }) => monthOf(day) === monthOf(end));
  switch (rule.kind) {
    case 'month-days': {
      const reached = inMonth.filter(
        ({ day, steps }) =>
          isOfDayKind(day, rule.days) && steps >= targetSteps(rule.targets, ageThen(day, facts, rules)),
      );
      return Math.max(0, ...rule.tiers.filter((tier) => tier.days <= reached.length).map(({ points }) => points));
    }
    case 'month-average': {
      const dayCount = rule.over === 'calendar-days' ? daysFrom(monthStart(end), end).length : inMonth.length;
      const age = ageThen(end, facts, rules) ?? 0;
      const group = rule.groups.findLast(({ ageMin }) => ageMin === 0 || ageMin <= age);
      const reached = (group?.tiers ?? []).filter(({ from }) => total(inMonth) >= from * dayCount);
      return Math.max(0, ...reached.map(({ points }) => points));
    }
    case 'baseline':
      return increasePoints(rule, inMonth, question);
  }
};

const increasePoints = (
  rule: EarningOf<'baseline'>,
  inMonth: readonly OracleDay[],
  { end, arrived }: MonthQuestion,
): number => {
  const first = Math.min(...arrived.map(({ day }) => day));
  const last = first + rule.baselineDays - 1;
  const base = arrived.filter(({ day }) => day <= last);
  if (monthStart(end) <= last || inMonth.length < rule.daysMin || base.length < rule.daysMin) return 0;
  // Averages are compared without dividing: a/m − b/n ≥ from.
  const increase = total(inMonth) * base.length - total(base) * inMonth.length;
  const reached = rule.tiers.filter(({ from }) => increase >= from * base.length * inMonth.length);
  return Math.max(0, ...reached.map(({ points }) => points));
};

const total = (days: readonly OracleDay[]): number => days.reduce((sum, { steps }) => sum + steps, 0);
