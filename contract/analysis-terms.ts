/**
 * Analysis terms: what every question and answer of an analyst is made of. No answer speaks of fewer than `peopleMin` people:
 * what would is null, and so is a neighbour from which it could be worked out. What is told is rounded (analysis-coarse.ts):
 * people to the ten, means of steps to ten steps, shares and ratios to the hundredth, sums in steps of what nine people make.
 */
import { z } from 'zod';
import { countSchema, saidSchema, unitSchema } from './desk-terms.ts';
import { centreIdSchema, idPattern, plainDateSchema } from './ids.ts';

/** Fewer could be recognised (docs/architecture.md, glossary). */
export const peopleMin = 10;

/** Age of today, whatever the period: else its last day, moved by one, would tell who had a birthday. */
export const ageBands = ['under-65', '65-69', '70-74', '75-79', '80-84', '85-and-over'] as const;
export type AgeBand = (typeof ageBands)[number];

/** The longest period that is looked at in one go: two years and the leap day. */
export const periodDaysMax = 731;

/** Written with commas between. */
const listedSchema = z
  .string()
  .max(4_000)
  .transform((text) => text.split(',').filter((part) => part !== ''));

/**
 * In every address: the period, both days included, and whom it is about. A list left out, or empty, means
 * everybody. A centre's age band of fewer than ten goes with its neighbours: it is in the answer where they are all asked for.
 */
export const analysisFilterFields = {
  from: plainDateSchema,
  to: plainDateSchema,
  centres: listedSchema.pipe(z.array(centreIdSchema).max(200)).optional(),
  ages: listedSchema.pipe(z.array(z.enum(ageBands)).max(ageBands.length)).optional(),
} as const;
export const analysisFilterSchema = z
  .strictObject(analysisFilterFields)
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'is before `from`' })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < periodDaysMax * 86_400_000, {
    path: ['from'],
    error: `more than ${periodDaysMax} days`,
  });
export type AnalysisFilter = Readonly<z.infer<typeof analysisFilterSchema>>;

/** People, or whatever else is counted; null where fewer than `peopleMin` people stand behind it. */
export const cellSchema = countSchema.nullable();
/** A mean, ratio or share; null where fewer than `peopleMin` people stand behind it, or nobody. */
export const figureSchema = z.number().nullable();

/** How far the figures go, at the head of every answer. */
export const asOfSchema = z.strictObject({
  /** People whom the filter lets through, to the ten: what is a part of them cannot be taken from all (analysis-hiding.ts). */
  people: cellSchema,
  /** Cells that are null because too few people stand behind them. */
  hidden: countSchema,
  /** Everything committed until then is in the figures. */
  countedUntil: z.iso.datetime().nullable(),
});
export type AsOf = Readonly<z.infer<typeof asOfSchema>>;

/**
 * In which steps the sums of an answer are told, by what they are: `days`, `bin 3`, `tier 0`, `issued 2026-11`, `other at kita`.
 * Of what is hidden, or nothing at all, there is none.
 */
export const grainsSchema = z.record(z.string(), z.int().min(1));
export type ToldGrains = Readonly<z.infer<typeof grainsSchema>>;

export const voucherSchema = z.strictObject({ points: z.int().min(1), yen: z.int().min(1) });
export type Voucher = Readonly<z.infer<typeof voucherSchema>>;

export const tierSchema = z.strictObject({ from: z.int().min(1).max(100_000), points: z.int().min(0).max(1_000) });
export type AnalysisTier = Readonly<z.infer<typeof tierSchema>>;

/** GET /api/analysis/terms: what can be chosen, and how far the counting has come. */
export const analysisTermsSchema = z.strictObject({
  /** `counting`: since the start; answers are complete for what is counted, and say so. */
  state: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('ready') }),
    z.strictObject({ kind: z.literal('counting'), done: countSchema, total: countSchema }),
  ]),
  peopleMin: z.literal(peopleMin),
  zone: z.string(),
  today: plainDateSchema,
  /** The first and the last day of which anything is known; null before anybody came. */
  days: z.strictObject({ first: plainDateSchema, last: plainDateSchema }).nullable(),
  centres: z.array(z.strictObject({ id: centreIdSchema, name: z.string() })),
  ages: z.array(z.enum(ageBands)),
  programme: z.strictObject({
    id: z.string().regex(idPattern),
    name: saidSchema,
    unit: unitSchema,
    /** Of the steps of a day, in force today, smallest first; empty where steps earn in another way. */
    tiers: z.array(tierSchema),
    /** Days, counting the day of the visit, for which steps still earn; null without a window. */
    backfillDays: z.int().min(1).nullable(),
    /** What so many points are exchanged for; null where they are not exchanged. */
    voucher: voucherSchema.nullable(),
    /** First month of the programme's year. */
    yearBegins: z.int().min(1).max(12),
  }),
});
export type AnalysisTerms = Readonly<z.infer<typeof analysisTermsSchema>>;
