/** Analysis of steps: who takes part, how much is walked, when, where, and against one's own beginning. */
import { z } from 'zod';
import { asOfSchema, cellSchema, figureSchema, grainsSchema } from './analysis-terms.ts';
import { countSchema } from './desk-terms.ts';
import { centreIdSchema, plainDateSchema } from './ids.ts';

/** From enrolment to walking; each stage is part of the one before. */
export const participationStages = ['enrolled', 'lent', 'came', 'walking'] as const;
export type ParticipationStage = (typeof participationStages)[number];

/** Who walked so much on a day of the week counts as walking in it. */
export const walkingStepsMin = 1_000;

/**
 * The week that ends with `to`: enrolled people, those who had a pedometer on loan in it, those of them whose pedometer was
 * read in it, and those of them with at least `walkingStepsMin` steps on a day of it. Beside it the same four weeks earlier.
 */
export const participationSchema = z.strictObject({
  asOf: asOfSchema,
  stages: z.array(z.strictObject({ stage: z.enum(participationStages), people: cellSchema, fourWeeksAgo: cellSchema })),
  /** The last weeks of the period, oldest first, at most 53; a week is named by its last day. */
  weeks: z.array(z.strictObject({ until: plainDateSchema, lent: cellSchema, came: cellSchema, walking: cellSchema })),
});
export type Participation = Readonly<z.infer<typeof participationSchema>>;

/** Days of people by their steps. Bins too small to be shown are joined with their neighbour, so none is null. */
export const stepDistributionSchema = z.strictObject({
  asOf: asOfSchema,
  grains: grainsSchema,
  /** `from` inclusive, `to` exclusive; the last has no end. */
  bins: z.array(
    z.strictObject({ from: countSchema, to: countSchema.nullable(), days: countSchema, people: countSchema }),
  ),
  days: countSchema,
  /** Steps of a day. */
  mean: figureSchema,
  quartiles: z.tuple([figureSchema, figureSchema, figureSchema]),
  /** Days that reach each tier in force today, and no higher one; below the first tier first. */
  tiers: z.array(z.strictObject({ from: countSchema, points: countSchema, days: cellSchema, share: figureSchema })),
});
export type StepDistribution = Readonly<z.infer<typeof stepDistributionSchema>>;

/** Mean steps by hour of the day and day of the week (1 Monday … 7 Sunday), of people who walked at all that day. */
export const hourMapSchema = z.strictObject({
  asOf: asOfSchema,
  cells: z.array(z.strictObject({ weekday: z.int().min(1).max(7), hour: z.int().min(0).max(23), steps: figureSchema })),
  /** The fullest hour; null where all is hidden. */
  busiest: z.strictObject({ weekday: z.int().min(1).max(7), hour: z.int().min(0).max(23) }).nullable(),
});
export type HourMap = Readonly<z.infer<typeof hourMapSchema>>;

/** Days after a person's first day that make up their own baseline, and how many of them need data. */
export const baselineDays = { of: 28, min: 14 } as const;

/** Every week: how each person's daily mean compares with their own baseline, as a ratio (1 = as at the beginning). */
export const baselineTrendSchema = z.strictObject({
  asOf: asOfSchema,
  weeks: z.array(
    z.strictObject({
      until: plainDateSchema,
      people: cellSchema,
      /** Of the people's ratios. */
      quartiles: z.tuple([figureSchema, figureSchema, figureSchema]),
      /** Share of people above their baseline by 5 % and more, and below by as much. */
      above: figureSchema,
      below: figureSchema,
    }),
  ),
});
export type BaselineTrend = Readonly<z.infer<typeof baselineTrendSchema>>;

/** Centres side by side, on the same weeks. */
export const centreComparisonSchema = z.strictObject({
  asOf: asOfSchema,
  weeks: z.array(plainDateSchema),
  centres: z.array(
    z.strictObject({
      centre: centreIdSchema,
      name: z.string(),
      people: cellSchema,
      /** By week, as `weeks`. */
      came: z.array(cellSchema),
      steps: z.array(figureSchema),
      /** Of the whole period. */
      meanSteps: figureSchema,
    }),
  ),
});
export type CentreComparison = Readonly<z.infer<typeof centreComparisonSchema>>;
