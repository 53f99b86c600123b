/** Other rules: what rules that look at a month or a declared goal, or not at this date, make of its steps. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import { ageOn, isOfAge, targetFor } from '../engine/age.ts';
import type { Award } from '../engine/award.ts';
import type { CountedDay } from '../engine/counted-day.ts';
import { isDayRule } from '../engine/day-awards.ts';
import type { ParticipantFacts } from '../engine/facts.ts';
import { isMonthRule, type MonthRule } from '../engine/month-awards.ts';
import { daysAfter, daysBetween, monthRange } from '../rule/calendar.ts';
import { isOfKind } from '../rule/day-kind.ts';
import type { EarningOf, EarningRule } from '../rule/earning-rule.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import type { MonthOutcome, MonthReason, OtherRuleReason } from './reason.ts';

/** A date of which steps count, and all that is known of the participant. */
export interface WalkedDay {
  readonly date: PlainDateText;
  readonly steps: number;
  readonly facts: ParticipantFacts;
  /** Of all dates, by date. */
  readonly counted: readonly CountedDay[];
  /** Of all dates, limits applied. */
  readonly awards: readonly Award[];
  readonly asOf: PlainDateText;
}

/** Whether a rule that makes points of steps is for this date and age. */
export const appliesOn = (rule: EarningRule, date: PlainDateText, age: number | undefined): boolean =>
  isOfAge(rule.ages, age) && (!('days' in rule) || isOfKind(date, rule.days));

/** What months and goals make of the day, whatever its own steps earn. */
export const otherRuleReasons = (day: WalkedDay, book: RuleBook): readonly OtherRuleReason[] => {
  const { date, facts } = day;
  const rules = book.on(date);
  const age = ageOn(date, facts.birth, rules.participants.ageOn);
  const { to: last } = monthRange(date.slice(0, 7));
  const monthRules = book.on(last);
  const ageThen = ageOn(last, facts.birth, monthRules.participants.ageOn);
  return [
    ...rules.earning.flatMap((rule) =>
      rule.kind === 'months-kept' && isOfAge(rule.ages, age) ? goalReason(rule, day, book) : [],
    ),
    ...monthRules.earning
      .filter(isMonthRule)
      .filter((rule) => isOfAge(rule.ages, ageThen))
      .map((rule) => monthReason(rule, day, monthRules)),
  ];
};

/** Why nothing is said of the day otherwise: each rule there is is for other days or other people. */
export const outsideReasons = (
  { date, steps }: Pick<WalkedDay, 'date' | 'steps'>,
  age: number | undefined,
  rules: RuleVersion,
): readonly OtherRuleReason[] => {
  const reasons = rules.earning.flatMap((rule): readonly OtherRuleReason[] => {
    if (rule.kind === 'visit' || rule.kind === 'first-visit') return [];
    if (age !== undefined && rule.ages !== undefined && !isOfAge(rule.ages, age))
      return [{ kind: 'not-for-age', age, ageMin: rule.ages.min, ageMax: rule.ages.max }];
    if (!isDayRule(rule) || isOfKind(date, rule.days)) return [];
    const sentence = rule.kind === 'tiers' ? rule.tiers[0]?.sentence : rule.sentence;
    return sentence === undefined ? [] : [{ kind: 'not-for-day', days: rule.days, sentence }];
  });
  return reasons.length > 0 ? reasons : [{ kind: 'no-step-rule', steps }];
};

const goalReason = (
  rule: EarningOf<'months-kept'>,
  { date, steps, facts }: WalkedDay,
  book: RuleBook,
): OtherRuleReason => {
  const { sentence, goalActivity } = rule;
  const goalSteps = goalOn(date, rule, facts, book);
  if (goalSteps !== undefined) return { kind: 'goal', steps, goalSteps, sentence };
  const activity = book.on(date).activities.find(({ id }) => id === goalActivity)?.name;
  return { kind: 'no-goal', activity: activity ?? { ja: goalActivity, en: goalActivity }, sentence };
};

/** The goal of the newest claim on or before `date`; of two of one date the one recorded later. */
const goalOn = (
  date: PlainDateText,
  { id, goalActivity }: EarningOf<'months-kept'>,
  { claims }: ParticipantFacts,
  book: RuleBook,
): number | undefined => {
  const goals = claims.flatMap((claim) => {
    if (claim.isVoid || claim.goalSteps === null || claim.date > date) return [];
    const rules = book.on(claim.date);
    const isAsked = rules.earning.some(
      (rule) => rule.kind === 'months-kept' && rule.id === id && rule.goalActivity === claim.activity,
    );
    const least = rules.activities.find((activity) => activity.id === claim.activity)?.goalStepsMin;
    const isGoal = isAsked && claim.activity === goalActivity && claim.goalSteps >= (least ?? Infinity);
    return isGoal ? [{ date: claim.date, steps: claim.goalSteps }] : [];
  });
  return goals.sort((a, b) => (a.date < b.date ? -1 : a.date === b.date ? 0 : 1)).at(-1)?.steps;
};

const monthReason = (rule: MonthRule, day: WalkedDay, rules: RuleVersion): MonthReason => {
  const month = day.date.slice(0, 7);
  const { to: last } = monthRange(month);
  const days = day.counted.filter(({ date, hasCounted }) => hasCounted && date.startsWith(month));
  const settledOn = daysAfter(last, rule.settleDays);
  const granted =
    day.asOf > settledOn ? (day.awards.find(({ key }) => key === `month:${rule.id}:${month}`)?.points ?? 0) : null;
  const outcome: MonthOutcome = { month, sentence: rule.sentence, settledOn, granted };
  const ageOf = (date: PlainDateText) => ageOn(date, day.facts.birth, rules.participants.ageOn);
  switch (rule.kind) {
    case 'month-days': {
      const targetSteps = targetFor(rule.targets, ageOf(day.date));
      const reached = days.filter(
        ({ date, steps }) => isOfKind(date, rule.days) && steps >= targetFor(rule.targets, ageOf(date)),
      );
      return { kind: 'month-days', ...outcome, reachedDays: reached.length, targetSteps };
    }
    case 'month-average': {
      const isOfArrived = rule.over === 'days-with-steps';
      const to = granted === null ? (days.at(-1)?.date ?? day.date) : last;
      const average = averageOf(days, isOfArrived ? days.length : daysBetween(monthRange(month).from, to) + 1);
      return { kind: 'month-average', ...outcome, average, to, isOfArrived };
    }
    case 'baseline': {
      const { baselineDays } = rule;
      return { kind: 'baseline', ...outcome, average: averageOf(days, days.length), baselineDays, own: own(rule, day) };
    }
  }
};

const own = (rule: EarningOf<'baseline'>, { date, counted }: WalkedDay): number | 'not-over' | 'too-few-days' => {
  const there = counted.filter(({ hasCounted }) => hasCounted);
  const end = daysAfter(there[0]?.date ?? date, rule.baselineDays - 1);
  if (monthRange(date.slice(0, 7)).from <= end) return 'not-over';
  const base = there.filter((each) => each.date <= end);
  return base.length < rule.daysMin ? 'too-few-days' : averageOf(base, base.length);
};

const averageOf = (days: readonly CountedDay[], over: number): number =>
  over === 0 ? 0 : Math.floor(days.reduce((sum, { steps }) => sum + steps, 0) / over);
