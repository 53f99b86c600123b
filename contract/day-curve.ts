/** Day curve: how a participant's steps of one date lie over the day, as far as buckets tell. The evidence by which a day is doubted or believed. */
import { z } from 'zod';
import { deviceSerialSchema, participantIdSchema, plainDateSchema } from './ids.ts';

export const curveBucketSchema = z.strictObject({
  device: deviceSerialSchema,
  /** Minutes since local midnight at which the bucket begins; may be a little below 0 where it reaches over midnight. */
  fromMinute: z.number(),
  /** 60 for the usual hour. */
  minutes: z.number().positive(),
  steps: z.int().min(0),
});
export type CurveBucket = Readonly<z.infer<typeof curveBucketSchema>>;

export const dayCurveSchema = z.strictObject({
  participant: participantIdSchema,
  date: plainDateSchema,
  /** By time. Buckets that were not recorded are left out. */
  buckets: z.array(curveBucketSchema),
});
export type DayCurve = Readonly<z.infer<typeof dayCurveSchema>>;
