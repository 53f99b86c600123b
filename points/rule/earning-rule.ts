/** Earning rule: one way in which steps or visits become points, as the rule file says it. */
import { z } from 'zod';
import { centreIdSchema } from '../../contract/ids.ts';
import { dayKinds } from './day-kind.ts';
import { unsaidFactors, unsaidNumbers, wordsSchema } from './rule-words.ts';
import { tiersSchema } from './tier.ts';

/** More in one go is a slip of the keyboard. */
const points = z.int().min(1).max(1_000_000);
const steps = z.int().min(1).max(1_000_000);
const age = z.int().min(0).max(150);

export const ruleIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be small letters, digits and -');

const common = {
  id: ruleIdSchema,
  /** Whose rule it is, by age on the date; everybody's when absent. */
  ages: z.strictObject({ min: age.default(0), max: age.default(150) }).optional(),
};

/** Whole hundredths: 100 points times 1.15 are 115, which no fraction of two would give. */
const times = z
  .number()
  .positive()
  .max(100)
  .refine((each) => /^\d+(\.\d{1,2})?$/.test(String(each)), 'must have two decimals at most, such as 1.25');

/** Points of such days are multiplied and rounded down; several factors of one day one after another. */
const factors = z
  .array(z.strictObject({ days: z.enum(dayKinds), times }))
  .max(8)
  .default([]);

/** Steps to reach by age: the last entry whose `ageMin` the age reaches. The first must be for everybody. */
export const targetsSchema = z
  .array(z.strictObject({ ageMin: age, steps }))
  .min(1)
  .refine((targets) => targets[0]?.ageMin === 0, 'the first must have ageMin 0: it is everybody’s')
  .refine((targets) => isRising(targets.map(({ ageMin }) => ageMin)), 'ageMin must rise from entry to entry');
export type Targets = z.infer<typeof targetsSchema>;

/** The ages above 0 and the steps of all targets: what a sentence has to say of them. */
const targetNumbers = (targets: Targets): readonly number[] =>
  targets.flatMap((target) => [...agesSaid(target), target.steps]);

const agesSaid = ({ ageMin }: { readonly ageMin: number }): readonly number[] => (ageMin === 0 ? [] : [ageMin]);

const dayRule = { ...common, days: z.enum(dayKinds).default('all'), factors };
const sentence = wordsSchema;

/** Points of the tier that the day's steps reach. */
const tiersRule = z
  .strictObject({ kind: z.literal('tiers'), ...dayRule, tiers: tiersSchema })
  .superRefine((rule, context) => {
    for (const [i, tier] of rule.tiers.entries())
      for (const { path, message } of unsaidFactors(tier.sentence, rule.factors, tier.points))
        context.addIssue({ code: 'custom', path: ['tiers', i, ...path], message });
  });

/** From `from` steps on `points`, and `pointsEach` more for every further `everySteps`, up to `pointsMax` a day before factors. */
const slopeRule = z
  .strictObject({
    kind: z.literal('slope'),
    ...dayRule,
    from: steps,
    points,
    everySteps: steps,
    pointsEach: points,
    pointsMax: points,
    sentence,
  })
  .superRefine((rule, context) => {
    const { from, everySteps, pointsEach, pointsMax } = rule;
    if (pointsMax < rule.points)
      context.addIssue({ code: 'custom', path: ['pointsMax'], message: 'is below `points`' });
    const numbers = [from, rule.points, everySteps, pointsEach, pointsMax];
    for (const problem of [...unsaidNumbers(rule.sentence, numbers), ...unsaidFactors(rule.sentence, rule.factors)])
      context.addIssue({ code: 'custom', ...problem });
  });

/** `points` when the day's steps reach the target of one's age. */
const targetRule = z
  .strictObject({ kind: z.literal('target'), ...dayRule, targets: targetsSchema, points, sentence })
  .superRefine((rule, context) => {
    const problems = [
      ...unsaidNumbers(rule.sentence, [...targetNumbers(rule.targets), rule.points]),
      ...unsaidFactors(rule.sentence, rule.factors, rule.points),
    ];
    for (const problem of problems) context.addIssue({ code: 'custom', ...problem });
  });

/**
 * Month rules are granted once the month is over, so many days later: from the date on that lies more than `settleDays`
 * after the month's last. What arrives after that is corrected. The version in force on the month's last date decides,
 * and the age then; only a target by age looks at the age on each date.
 */
const settleDays = z.int().min(0).max(60).default(0);

/** Points by the number of days of the month on which the target was reached: those of the highest tier reached. */
const monthDaysRule = z
  .strictObject({
    kind: z.literal('month-days'),
    ...common,
    days: z.enum(dayKinds).default('all'),
    targets: targetsSchema,
    tiers: z
      .array(z.strictObject({ days: z.int().min(1).max(31), points }))
      .min(1)
      .refine((tiers) => isRising(tiers.map((tier) => tier.days)), '`days` must rise from tier to tier')
      .refine((tiers) => isRising(tiers.map((tier) => tier.points)), '`points` must rise from tier to tier'),
    settleDays,
    sentence,
  })
  .superRefine((rule, context) => {
    const numbers = [...targetNumbers(rule.targets), ...rule.tiers.flatMap((tier) => [tier.days, tier.points])];
    for (const problem of unsaidNumbers(rule.sentence, numbers)) context.addIssue({ code: 'custom', ...problem });
  });

const averageTiers = z
  .array(z.strictObject({ from: steps, points }))
  .min(1)
  .refine((tiers) => isRising(tiers.map(({ from }) => from)), '`from` must rise from tier to tier')
  .refine((tiers) => isRising(tiers.map((tier) => tier.points)), '`points` must rise from tier to tier');

/** Points by the month's average steps a day; each age group has its own tiers. A month with no day that has arrived earns nothing. */
const monthAverageRule = z
  .strictObject({
    kind: z.literal('month-average'),
    ...common,
    /** `calendar-days`: days that have not arrived count as 0. `days-with-steps`: only days of which a delivery counted. */
    over: z.enum(['calendar-days', 'days-with-steps']).default('calendar-days'),
    groups: z
      .array(z.strictObject({ ageMin: age, tiers: averageTiers }))
      .min(1)
      .refine((groups) => groups[0]?.ageMin === 0, 'the first must have ageMin 0: it is everybody’s')
      .refine((groups) => isRising(groups.map(({ ageMin }) => ageMin)), 'ageMin must rise from group to group'),
    settleDays,
    sentence,
  })
  .superRefine((rule, context) => {
    const numbers = rule.groups.flatMap((group) => [
      ...agesSaid(group),
      ...group.tiers.flatMap((tier) => [tier.from, tier.points]),
    ]);
    for (const problem of unsaidNumbers(rule.sentence, numbers)) context.addIssue({ code: 'custom', ...problem });
  });

/** Points by how far the month's average lies above one's own of the first `baselineDays` days. */
const baselineRule = z
  .strictObject({
    kind: z.literal('baseline'),
    ...common,
    /** Counted from the first day that has arrived; months that begin after them are compared. */
    baselineDays: z.int().min(7).max(366),
    /** A month, and the baseline, with fewer days that have arrived earns nothing. */
    daysMin: z.int().min(1).max(28),
    tiers: averageTiers,
    settleDays,
    sentence,
  })
  .superRefine((rule, context) => {
    for (const problem of unsaidNumbers(
      rule.sentence,
      rule.tiers.flatMap((tier) => [tier.from, tier.points]),
    ))
      context.addIssue({ code: 'custom', ...problem });
  });

/**
 * Points for keeping a daily goal for months in a row: the one declared by the newest claim of `goalActivity` on or before
 * each date. A month is kept from its first date to the day before the same date of the next month, or to the last day of that
 * month where it has no such date (31 January to 28 February), with at most `missedDaysMax` days below the goal; with the day
 * that is one too many the run ends, and a new one begins the day after.
 * The first run begins on the date of the first goal; where there are periods, each period has runs of its own, the first
 * from its first date or that of the first goal, and a month that ends after the period does not count. The n-th month
 * of a run ends n months, counted so, after the run's first date, and the next begins the day after. A milestone is granted on the last date of its month, under the
 * version in force then, once a period, or once ever where that version has no periods.
 * Versions share what they say of one id: a goal is one where the version of its date asks for it and it is high enough, a run
 * has the periods of the version on its first date, a month the missed days of the version on its last (none where that has no
 * such rule).
 */
const monthsKeptRule = z
  .strictObject({
    kind: z.literal('months-kept'),
    ...common,
    goalActivity: ruleIdSchema,
    missedDaysMax: z.int().min(0).max(15).default(0),
    milestones: z
      .array(z.strictObject({ months: z.int().min(1).max(24), points }))
      .min(1)
      .refine((list) => isRising(list.map(({ months }) => months)), '`months` must rise'),
    sentence,
  })
  .superRefine((rule, context) => {
    for (const problem of unsaidNumbers(
      rule.sentence,
      rule.milestones.flatMap((each) => [each.months, each.points]),
    ))
      context.addIssue({ code: 'custom', ...problem });
  });

/** Points for coming to a centre, once a day. */
const visitRule = z
  .strictObject({
    kind: z.literal('visit'),
    ...common,
    days: z.enum(dayKinds).default('all'),
    points,
    sentence,
  })
  .superRefine((rule, context) => {
    for (const problem of unsaidNumbers(rule.sentence, [rule.points])) context.addIssue({ code: 'custom', ...problem });
  });

/** Points for the first visit at each place, those listed or all, on a date on which the rule is in force. */
const firstVisitRule = z
  .strictObject({
    kind: z.literal('first-visit'),
    ...common,
    places: z.array(centreIdSchema).min(1).optional(),
    points,
    sentence,
  })
  .superRefine((rule, context) => {
    for (const problem of unsaidNumbers(rule.sentence, [rule.points])) context.addIssue({ code: 'custom', ...problem });
  });

export const earningRuleSchema = z.discriminatedUnion('kind', [
  tiersRule,
  slopeRule,
  targetRule,
  monthDaysRule,
  monthAverageRule,
  baselineRule,
  monthsKeptRule,
  visitRule,
  firstVisitRule,
]);
export type EarningRule = Readonly<z.infer<typeof earningRuleSchema>>;
export type EarningKind = EarningRule['kind'];
export type EarningOf<Kind extends EarningKind> = Extract<EarningRule, { kind: Kind }>;

function isRising(numbers: readonly number[]): boolean {
  return numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? 0));
}
