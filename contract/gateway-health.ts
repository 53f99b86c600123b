/** Health: what a gateway knows of itself, retained, sent every half minute and when something changes (docs/wire.md §2). */
import { z } from 'zod';

const count = z.int().min(0);

export const gatewayHealthSchema = z.strictObject({
  v: z.literal(1),
  at: z.iso.datetime(),
  version: z.string().max(32),
  outbox: z.strictObject({
    batches: count,
    bytes: count,
    bytesMax: count,
    /** When the oldest unsent batch was collected; null when there is none. */
    oldestAt: z.iso.datetime().nullable(),
    parked: count,
    /** True while the outbox is full and pedometers are therefore not receipted. */
    full: z.boolean(),
    /** Rows the disk gave back changed: kept, not sent. */
    rotten: count.optional(),
  }),
  diskFreeBytes: count.nullable(),
  radio: z.strictObject({
    /** How long no advertisement has been heard; null before the first. */
    silentMs: count.nullable(),
    devicesHeard: count,
    visitsDone: count,
    visitsFailed: count,
    /** How often silence made the gateway begin its scan anew, and its adapter, since it was started. */
    rescans: count.optional(),
    resets: count.optional(),
  }),
  clock: z.strictObject({ trusted: z.boolean() }),
});
export type GatewayHealth = z.infer<typeof gatewayHealthSchema>;
