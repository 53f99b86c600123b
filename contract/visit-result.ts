/** Visit result: what the cloud tells a gateway's kiosk about a visit it has just stored (docs/wire.md §2, topic `results`). */
import { z } from 'zod';
import { deviceSerialSchema, plainDateSchema } from './ids.ts';

export const visitResultSchema = z.strictObject({
  v: z.literal(1),
  visit: z.string().min(1).max(64),
  device: deviceSerialSchema,
  label: z.string().max(16),
  /** Days whose total this visit made or changed. */
  days: z.int().min(0),
  yesterday: z.strictObject({ date: plainDateSchema, steps: z.int().min(0) }).nullable(),
  /** Points of the calendar month so far; null where the point service has not answered yet. */
  monthPoints: z.int().nullable(),
});
export type VisitResult = z.infer<typeof visitResultSchema>;
