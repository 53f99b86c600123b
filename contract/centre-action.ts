/** Centre action: what a volunteer did at a centre, as an event with the time it happened; sent and receipted like visits (docs/wire.md §2.8). */
import { z } from 'zod';
import { batchEnvelope } from './batch.ts';
import { deviceSerialSchema, participantIdSchema } from './ids.ts';

const uint16 = z.int().min(0).max(0xffff);
const uint32 = z.int().min(0).max(0xffffffff);
/** Milliseconds since the Unix epoch, up to the year 9999. */
const wallMs = z.int().min(0).max(Date.parse('9999-12-31T23:59:59.999Z'));

export const actionIdSchema = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);
const visitIdSchema = z.string().min(1).max(64);

const said = {
  /** Chosen by whoever presses the button, so that the same press told twice is one action. */
  id: actionIdSchema,
  /** By the gateway's clock, when it happened. */
  at: wallMs,
  /** False while that clock was not synchronised: the cloud then asks the desk for the time. */
  trusted: z.boolean(),
} as const;

export const exchangeReasons = ['broken', 'lost', 'battery', 'other'] as const;
export type ExchangeReason = (typeof exchangeReasons)[number];

/**
 * The bucket that was open at the last visit, `nextSequence` of its status: once the cloud has confirmed more than that,
 * nothing the borrower walked is in the pedometer alone. Null where it could not be visited any more.
 */
const lastSequence = uint32.nullable();

export const centreActionSchema = z.discriminatedUnion('kind', [
  /** `visit`: the visit by which the pedometer proved that it works. */
  z.strictObject({
    ...said,
    kind: z.literal('lend'),
    device: deviceSerialSchema,
    participant: participantIdSchema,
    visit: visitIdSchema.nullable(),
  }),
  z.strictObject({ ...said, kind: z.literal('return'), device: deviceSerialSchema, sequence: lastSequence }),
  /** `participant`: who had it, as the centre knew; whoever has it in their hand since keeps it. Older gateways do not say. */
  z.strictObject({
    ...said,
    kind: z.literal('lost'),
    device: deviceSerialSchema,
    participant: participantIdSchema.optional(),
  }),
  /** It is at the centre again. Whoever it was lent to may have another one by now. */
  z.strictObject({ ...said, kind: z.literal('found'), device: deviceSerialSchema }),
  /** `device` is given back or lost, and at the same moment its borrower is lent `replacement`. */
  z.strictObject({
    ...said,
    kind: z.literal('exchange'),
    device: deviceSerialSchema,
    replacement: deviceSerialSchema,
    participant: participantIdSchema,
    reason: z.enum(exchangeReasons),
    sequence: lastSequence,
    visit: visitIdSchema.nullable(),
  }),
  /** A battery was changed between two visits. `uncertain`: the time of which nobody knows the steps, null where there is none. */
  z.strictObject({
    ...said,
    kind: z.literal('swap'),
    device: deviceSerialSchema,
    before: z.strictObject({ at: wallMs, epoch: uint16, nextSequence: uint32 }),
    after: z.strictObject({ at: wallMs, epoch: uint16, nextSequence: uint32, uptimeSeconds: uint32 }),
    uncertain: z.strictObject({ from: wallMs, to: wallMs }).nullable(),
  }),
  /** `action`, said by the same gateway, is taken back as if it had never been said. */
  z.strictObject({ ...said, kind: z.literal('undo'), action: actionIdSchema }),
]);
export type CentreAction = Readonly<z.infer<typeof centreActionSchema>>;
export const actionKinds = ['lend', 'return', 'lost', 'found', 'exchange', 'swap', 'undo'] as const;
export type ActionKind = CentreAction['kind'];

export const actionsPerBatchMax = 200;

/** On topic `actions`; its `seq` is counted together with those of visits, so that one receipt answers one of either. */
export const actionBatchSchema = z.strictObject({
  ...batchEnvelope,
  actions: z.array(centreActionSchema).min(1).max(actionsPerBatchMax),
});
export type ActionBatch = Readonly<z.infer<typeof actionBatchSchema>>;
