/** Analysis of points: issued and outstanding, what vouchers may cost, and what other rules would have given. */
import { z } from 'zod';
import {
  ageBands,
  asOfSchema,
  cellSchema,
  figureSchema,
  grainsSchema,
  periodDaysMax,
  tierSchema,
  voucherSchema,
} from './analysis-terms.ts';
import { monthSchema, saidSchema } from './desk-terms.ts';
import { centreIdSchema, idPattern, plainDateSchema } from './ids.ts';

/** Points, in steps of what nine people have at the most; null where fewer than ten people stand behind them. */
const sumSchema = z.int().nullable();

/** Of the account that steps are credited to, by the local month in which entries were written: those the period touches. */
export const pointFlowSchema = z.strictObject({
  asOf: asOfSchema,
  grains: grainsSchema,
  months: z.array(
    z.strictObject({
      month: monthSchema,
      issued: sumSchema,
      /** Taken back, expired, exchanged and moved away, as positive numbers. */
      takenBack: sumSchema,
      expired: sumSchema,
      exchanged: sumSchema,
      movedIn: sumSchema,
      /** At the end of the month. */
      outstanding: sumSchema,
    }),
  ),
  /** Of these months, the largest first. */
  byRule: z.array(
    z.strictObject({ rule: z.string().regex(idPattern), name: saidSchema, points: sumSchema, people: cellSchema }),
  ),
});
export type PointFlow = Readonly<z.infer<typeof pointFlowSchema>>;

/** A middle and the bounds between which eight of ten simulated courses lie. */
const rangeSchema = z.strictObject({ low: figureSchema, middle: figureSchema, high: figureSchema });

/** What vouchers may have to be paid for: now, and in each of the coming twelve months. */
export const liabilitySchema = z.strictObject({
  asOf: asOfSchema,
  grains: grainsSchema,
  /** Null where the programme exchanges no points. */
  voucher: voucherSchema.nullable(),
  /** Points outstanding; vouchers that people could have today; their cost. */
  now: z.strictObject({ points: sumSchema, vouchers: cellSchema, yen: cellSchema }),
  months: z.array(z.strictObject({ month: monthSchema, points: rangeSchema, vouchers: rangeSchema, yen: rangeSchema })),
  /** On how much the forecast stands. */
  basis: z.strictObject({ months: z.int().min(0), people: cellSchema, courses: z.int().min(0) }),
  /** Too little is known to forecast: then `months` is empty. */
  tooLittle: z.boolean(),
});
export type Liability = Readonly<z.infer<typeof liabilitySchema>>;

/** Other rules for the steps of a day. What is null is as it is in force today. */
export const trialRulesSchema = z.strictObject({
  tiers: z
    .array(tierSchema)
    .min(1)
    .max(20)
    .refine((tiers) => tiers.every((tier, i) => i === 0 || tier.from > (tiers[i - 1]?.from ?? 0)), 'must rise')
    .nullable(),
  /** At most so many points a month for steps; 0: no cap. */
  monthPointsMax: z.int().min(0).max(1_000_000).nullable(),
  backfillDays: z.int().min(1).max(366).nullable(),
  voucher: voucherSchema.nullable(),
});
export type TrialRules = Readonly<z.infer<typeof trialRulesSchema>>;

/** Tiers are tried in these steps: finer ones would close in on what single people walked. */
export const trialTierSteps = 500;
const triedRulesSchema = trialRulesSchema.refine(
  ({ tiers }) => tiers === null || tiers.every(({ from }) => from % trialTierSteps === 0),
  { path: ['tiers'], error: `\`from\` must be a multiple of ${trialTierSteps}` },
);

/** POST /api/analysis/what-if. Changes nothing. */
export const whatIfAskSchema = z
  .strictObject({
    from: plainDateSchema,
    to: plainDateSchema,
    centres: z.array(centreIdSchema).max(200).default([]),
    ages: z.array(z.enum(ageBands)).default([]),
    rules: triedRulesSchema,
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'is before `from`' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < periodDaysMax * 86_400_000, {
    path: ['from'],
    error: `more than ${periodDaysMax} days`,
  });

/** Both, each in its steps, and what the other has more, worked out before anything is rounded and told in steps of its own. */
const bothFields = { today: sumSchema, other: sumSchema, change: sumSchema } as const;

const outcomeSchema = z.strictObject({ points: sumSchema, peopleEarning: cellSchema, yen: cellSchema });

/**
 * The days as they are known, judged once by the rules in force today and once by the others. All of `other`, and what goes
 * with it, is null where the rules are told apart by a few people: a tier begins where fewer than ten have days on one side
 * and the same bin on the other, the cap holds back fewer, or fewer have days between the two windows.
 */
export const whatIfSchema = z.strictObject({
  asOf: asOfSchema,
  grains: grainsSchema,
  /** `today`: both are worked out anew from the same days, so that they differ by the rules alone. */
  today: outcomeSchema,
  /** Points are those of today and the change, so that they are no finer than these. */
  other: outcomeSchema,
  change: z.strictObject({ points: sumSchema, yen: z.int().nullable() }),
  /** What the ledger holds for steps of the same days, for comparison; null where it cannot be told for this filter. */
  credited: sumSchema,
  months: z.array(z.strictObject({ month: monthSchema, ...bothFields })),
  /**
   * People with days in the period by how many points they would have more, or fewer, over it: bins joined as in the
   * distribution. `from` inclusive, `to` exclusive.
   */
  changes: z.array(z.strictObject({ from: z.int().nullable(), to: z.int().nullable(), people: z.int().min(0) })),
  gaining: cellSchema,
  losing: cellSchema,
  centres: z.array(z.strictObject({ centre: centreIdSchema, name: z.string(), ...bothFields })),
  /** The rules as they were used, with nothing left open. */
  rules: z.strictObject({ today: trialRulesSchema, other: trialRulesSchema }),
  /** What these rules leave out of either side: other ways to earn, and caps that they share with steps. */
  notJudged: z.array(saidSchema),
  /** Per person and year, in whole yen, to no more digits than the points allow. */
  yenPerPerson: z.strictObject({ today: figureSchema, other: figureSchema }),
});
export type WhatIf = Readonly<z.infer<typeof whatIfSchema>>;
