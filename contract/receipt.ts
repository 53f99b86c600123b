/** Receipt: the cloud's word, given after its commit, that one batch is safe (docs/wire.md §2.2). */
import { z } from 'zod';
import { deviceSerialSchema } from './ids.ts';

export const receiptStatuses = ['stored', 'duplicate', 'quarantined', 'retry'] as const;

export const receiptSchema = z.strictObject({
  v: z.literal(1),
  seq: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  status: z.enum(receiptStatuses),
  reason: z.string().max(200).optional(),
  retryAfterMs: z.int().min(0).max(86_400_000).optional(),
  /** For each device of the batch: every bucket below this sequence is in the cloud's journal, or reported lost. */
  confirmed: z.record(deviceSerialSchema, z.int().min(0).max(0xffffffff)).optional(),
});
export type Receipt = z.infer<typeof receiptSchema>;
