/** State: a gateway's birth and death, retained, the death being the broker's to send as its will (docs/wire.md §2). */
import { z } from 'zod';

export const gatewayStateSchema = z.strictObject({
  v: z.literal(1),
  state: z.enum(['online', 'offline']),
  /** One per start of the gateway; a will that speaks of an older boot is stale. */
  boot: z.string().min(1).max(64),
  /** When this boot connected. A will is written at that time too: its hour is not the hour of death. */
  since: z.iso.datetime(),
  version: z.string().max(32),
});
export type GatewayState = z.infer<typeof gatewayStateSchema>;
