/** Analysis of how data comes: how long it takes to arrive, what is about to be lost, and how good it is. */
import { z } from 'zod';
import { asOfSchema, cellSchema, figureSchema, grainsSchema } from './analysis-terms.ts';
import { countSchema } from './desk-terms.ts';
import { centreIdSchema, plainDateSchema } from './ids.ts';

/** Days until the oldest unsent day of a pedometer on loan is overwritten: `lost` has begun to be. */
export const riskBands = ['lost', 'within-3', 'within-7', 'within-14', 'later'] as const;
export type RiskBand = (typeof riskBands)[number];

export const arrivalSchema = z.strictObject({
  asOf: asOfSchema,
  grains: grainsSchema,
  /**
   * Days of people by how many days lay between walking and the visit that brought them first; bins joined as in the
   * distribution, `fromDays` and `toDays` both included.
   */
  bins: z.array(z.strictObject({ fromDays: countSchema, toDays: countSchema.nullable(), days: countSchema })),
  medianDays: figureSchema,
  /** Days that came too late to earn, by the window in force today; null without a window. */
  tooLate: z.strictObject({ days: cellSchema, share: figureSchema }).nullable(),
  /** Now, whatever the period. */
  risk: z.array(z.strictObject({ band: z.enum(riskBands), people: cellSchema })),
  riskByCentre: z.array(
    z.strictObject({ centre: centreIdSchema, name: z.string(), within7: cellSchema, people: cellSchema }),
  ),
});
export type Arrival = Readonly<z.infer<typeof arrivalSchema>>;

/** By week (named by its last day), days of people unless said otherwise. */
export const qualitySchema = z.strictObject({
  asOf: asOfSchema,
  grains: grainsSchema,
  weeks: z.array(
    z.strictObject({
      until: plainDateSchema,
      days: cellSchema,
      open: cellSchema,
      final: cellSchema,
      corrected: cellSchema,
      held: cellSchema,
      unsigned: cellSchema,
      /** Days of pedometers with an hour that was not recorded or was lost. */
      gaps: cellSchema,
      /** Times a pedometer lost power. */
      batterySwaps: cellSchema,
    }),
  ),
  /** How far pedometers' clocks run off, in parts per million, now: people (holders) by bin, joined as in the distribution. */
  drift: z.array(z.strictObject({ fromPpm: z.number(), toPpm: z.number().nullable(), people: countSchema })),
  unsignedShare: figureSchema,
});
export type Quality = Readonly<z.infer<typeof qualitySchema>>;
