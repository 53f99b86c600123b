/** Day total: one participant's steps on one local date, as the feed tells the point service (docs/wire.md §3). */
import { z } from 'zod';
import { deviceSerialSchema, participantIdSchema, plainDateSchema } from './ids.ts';

/**
 * `open`: more may come. `final`: every bucket of the day has arrived closed, or is reported lost. `corrected`: a final
 * day changed. `held`: in doubt, a person looks at it.
 */
export const dayStates = ['open', 'final', 'corrected', 'held'] as const;
export type DayState = (typeof dayStates)[number];

export const trusts = ['signed', 'unsigned'] as const;
export type Trust = (typeof trusts)[number];

export const dayTotalSchema = z.strictObject({
  participant: participantIdSchema,
  date: plainDateSchema,
  /** More than anybody ever cheated. */
  steps: z.int().min(0).max(10_000_000),
  state: z.enum(dayStates),
  /** Grows by one with every change of this participant's date. */
  revision: z.int().min(1),
  /** Local date of the visit that brought this revision: backfill windows count from it. */
  syncedOn: plainDateSchema,
  trust: z.enum(trusts),
  devices: z.array(deviceSerialSchema),
});
export type DayTotal = z.infer<typeof dayTotalSchema>;
