/** Rule version: all rules that are in force together, from a date on, checked against one another. */
import { z } from 'zod';
import { plainDateSchema } from '../../contract/ids.ts';
import { doubtLimitsSchema } from '../doubt/doubt-limits.ts';
import { accountIdSchema, activitySchema } from './activity.ts';
import { earningRuleSchema, ruleIdSchema } from './earning-rule.ts';
import { periodsSchema } from './period.ts';
import { unsaidMonths, unsaidNumbers, wordsSchema } from './rule-words.ts';

const age = z.int().min(0).max(150);

/**
 * At most so many points of some rules together. Awards are let through by date; those of one date in the order day rules,
 * month rules, months kept, visits (by centre; each in the order of the file), claims as recorded. The last one is cut to what
 * is left. The version of an award's date says under which caps it falls; only what fell under a cap of the same id and span uses it up.
 * What lies between two periods is one span for a cap per period.
 */
const capSchema = z
  .strictObject({
    id: ruleIdSchema,
    account: accountIdSchema.default('pedometer'),
    /** Ids of earning rules and activities; all of the account's, when absent. */
    of: z.array(ruleIdSchema).min(1).optional(),
    per: z.enum(['day', 'month', 'period', 'ever']),
    pointsMax: z.int().min(0).max(10_000_000),
    sentence: wordsSchema,
  })
  .superRefine((cap, context) => {
    for (const problem of unsaidNumbers(cap.sentence, [cap.pointsMax]))
      context.addIssue({ code: 'custom', ...problem });
  });
export type Cap = Readonly<z.infer<typeof capSchema>>;

/** Who takes part in a draw: one ticket at `points` of a period, or one for every `points`. */
const drawSchema = z
  .strictObject({
    id: ruleIdSchema,
    name: wordsSchema,
    account: accountIdSchema.default('pedometer'),
    points: z.int().min(1).max(100_000_000),
    tickets: z.enum(['one', 'for-every']),
    sentence: wordsSchema,
  })
  .superRefine((draw, context) => {
    for (const problem of unsaidNumbers(draw.sentence, [draw.points])) context.addIssue({ code: 'custom', ...problem });
  });
export type Draw = Readonly<z.infer<typeof drawSchema>>;

const expirySchema = z.strictObject({
  /** Points live this long after the date they are for … */
  months: z.int().min(1).max(120),
  /** … and then to the end of that month or fiscal year (31 March), where it says so. */
  until: z.enum(['day', 'month-end', 'fiscal-year-end']).default('day'),
});
export type Expiry = Readonly<z.infer<typeof expirySchema>>;

/** The benefit card (特典カード) handed out for enough points; what is done with it is told by the card register. */
const cardSchema = z
  .strictObject({
    /** Points of one account of a period, or ever where there are no periods, at which it is due. */
    points: z.int().min(1).max(100_000_000),
    account: accountIdSchema.default('pedometer'),
    /** Valid to the day before the same date so many months after it was issued; a year at most. */
    validMonths: z.int().min(1).max(12),
    /** A card issued again for one lost or damaged expires when the first did. */
    reissueKeepsExpiry: z.boolean().default(true),
    sentence: wordsSchema,
  })
  .superRefine((card, context) => {
    const { points, validMonths, sentence } = card;
    for (const problem of [...unsaidNumbers(sentence, [points]), ...unsaidMonths(sentence, validMonths)])
      context.addIssue({ code: 'custom', ...problem });
  });
export type CardRule = Readonly<z.infer<typeof cardSchema>>;

export const ruleVersionSchema = z
  .strictObject({
    /** Grows with every change that changes points; each ledger entry names it. */
    version: z.int().min(1),
    effectiveFrom: plainDateSchema,
    participants: z
      .strictObject({
        ageMin: age.default(0),
        ageMax: age.default(150),
        /**
         * Whether ages are those of the date, or those reached by the end of the fiscal year (31 March) it lies in: with it
         * those born on 1 April have become a year older.
         */
        ageOn: z.enum(['date', 'fiscal-year-end']).default('date'),
      })
      .refine(({ ageMin, ageMax }) => ageMin <= ageMax, 'ageMin is above ageMax'),
    backfill: z.strictObject({
      /** Days a visit reaches back, the day of the visit being day 1. Ten years stand for "as far back as there is". */
      windowDays: z.int().min(1).max(3660),
    }),
    /** Steps of a day above this are not believed: they count as so many. */
    believedStepsMax: z.int().min(1_000).max(1_000_000).optional(),
    /** Whether days count that no pedometer has signed, such as those imported from another system; when absent they do not. */
    unsignedDays: z.enum(['nothing', 'count']).optional(),
    /** From where on a day is held for a person to look at; what is left out is as tuned (doubt/doubt-limits.ts). */
    doubt: doubtLimitsSchema.optional(),
    /** Whether a day earns as its steps come in, or once it is final. */
    credit: z.enum(['as-they-come', 'final']).default('as-they-come'),
    periods: periodsSchema.optional(),
    expiry: expirySchema.optional(),
    card: cardSchema.optional(),
    earning: z.array(earningRuleSchema).max(100).default([]),
    activities: z.array(activitySchema).max(500).default([]),
    caps: z.array(capSchema).max(100).default([]),
    draws: z.array(drawSchema).max(20).default([]),
  })
  .superRefine((version, context) => {
    for (const problem of versionProblems(version)) context.addIssue({ code: 'custom', ...problem });
  });
export type RuleVersion = Readonly<z.infer<typeof ruleVersionSchema>>;

interface Problem {
  readonly path: (string | number)[];
  readonly message: string;
}

type Unchecked = Pick<RuleVersion, 'earning' | 'activities' | 'caps' | 'draws' | 'periods'>;

const versionProblems = (version: Unchecked): readonly Problem[] => [
  ...repeatedIds(version),
  ...unknownIds(version),
  ...withoutPeriods(version),
];

const repeatedIds = ({ earning, activities, caps, draws }: Unchecked): readonly Problem[] => {
  const seen = new Set<string>();
  return Object.entries({ earning, activities, caps, draws }).flatMap(([list, rules]) =>
    rules.flatMap(({ id }, i) => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [{ path: [list, i, 'id'], message: `${id} is used twice` }];
    }),
  );
};

const unknownIds = ({ earning, activities, caps }: Unchecked): readonly Problem[] => {
  const goals = new Set(activities.filter(({ goalStepsMin }) => goalStepsMin !== undefined).map(({ id }) => id));
  const known = new Set([...earning, ...activities].map(({ id }) => id));
  return [
    ...earning.flatMap((rule, i) =>
      rule.kind !== 'months-kept' || goals.has(rule.goalActivity)
        ? []
        : [
            {
              path: ['earning', i, 'goalActivity'],
              message: `there is no activity ${rule.goalActivity} with goalStepsMin`,
            },
          ],
    ),
    ...caps.flatMap((cap, i) =>
      (cap.of ?? []).flatMap((id, j) =>
        known.has(id) ? [] : [{ path: ['caps', i, 'of', j], message: `there is no rule or activity ${id}` }],
      ),
    ),
  ];
};

/** What is counted by the period needs periods. */
const withoutPeriods = ({ activities, caps, periods }: Unchecked): readonly Problem[] => {
  if (periods !== undefined) return [];
  const message = 'counts by the period, but there is no `periods`';
  return [
    ...activities.flatMap(({ once }, i) => (once === 'period' ? [{ path: ['activities', i, 'once'], message }] : [])),
    ...caps.flatMap(({ per }, i) => (per === 'period' ? [{ path: ['caps', i, 'per'], message }] : [])),
  ];
};
