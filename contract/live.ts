/** Live view: what the cloud streams to the live page. No names: participants by number, pedometers by sticker. */
import { z } from 'zod';
import { centreIdSchema, deviceSerialSchema, gatewayIdSchema, participantIdSchema, plainDateSchema } from './ids.ts';
import { dayStates } from './day-total.ts';
import { gatewayHealthSchema } from './gateway-health.ts';

const count = z.int().min(0);

export const liveGatewaySchema = z.strictObject({
  id: gatewayIdSchema,
  state: z.enum(['online', 'offline', 'unknown']),
  /** When the cloud saw this state begin. */
  since: z.iso.datetime().nullable(),
  health: gatewayHealthSchema.nullable(),
  lastVisitAt: z.iso.datetime().nullable(),
});
export type LiveGateway = z.infer<typeof liveGatewaySchema>;

export const liveCentreSchema = z.strictObject({
  id: centreIdSchema,
  name: z.string(),
  gateways: z.array(liveGatewaySchema),
});
export type LiveCentre = z.infer<typeof liveCentreSchema>;

export const liveVisitSchema = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  gateway: gatewayIdSchema,
  device: deviceSerialSchema,
  label: z.string(),
  participant: participantIdSchema.nullable(),
  pages: count,
  buckets: count,
  /** Days whose total this visit made or changed, and the steps it added. */
  days: count,
  newSteps: z.int(),
  battery: z.int().nullable(),
  quarantined: count,
});
export type LiveVisit = z.infer<typeof liveVisitSchema>;

export const liveDaySchema = z.strictObject({ date: plainDateSchema, steps: count, state: z.enum(dayStates) });
export type LiveDay = z.infer<typeof liveDaySchema>;

export const liveParticipantSchema = z.strictObject({
  id: participantIdSchema,
  centre: centreIdSchema.nullable(),
  /** Sticker of the pedometer on loan; null when none is. */
  label: z.string().nullable(),
  lastVisitAt: z.iso.datetime().nullable(),
  daysSinceVisit: count.nullable(),
  /** Days until the oldest unsent hour is overwritten in the pedometer; 0 when it has begun, null without a visit. */
  daysUntilLoss: count.nullable(),
  battery: z.int().nullable(),
  /** The last four weeks, oldest first, only days that have arrived. */
  days: z.array(liveDaySchema),
  points: z.int(),
});
export type LiveParticipant = z.infer<typeof liveParticipantSchema>;

/** All participants of one date together: `steps` and `people` count every day that has arrived, whatever its state. */
export const liveDateSchema = z.strictObject({
  date: plainDateSchema,
  steps: count,
  people: count,
  /** People whose day is open or held, and the part of `steps` that is theirs: nobody averages an unfinished day. */
  open: count,
  openSteps: count,
  held: count,
  heldSteps: count,
});
export type LiveDate = z.infer<typeof liveDateSchema>;

export const liveSnapshotSchema = z.strictObject({
  v: z.literal(1),
  /** The cloud's own clock, which may run faster than life. */
  now: z.iso.datetime(),
  zone: z.string(),
  /** How many times faster than life; 1 in a real town. */
  speed: z.number().positive(),
  centres: z.array(liveCentreSchema),
  participants: z.array(liveParticipantSchema),
  /** Newest first. */
  visits: z.array(liveVisitSchema),
  /** The last eight weeks, oldest first. */
  dates: z.array(liveDateSchema),
  points: z.strictObject({ issued: z.int(), today: z.int() }),
  /** Steps a day needs for the rule file's tiers, smallest first: the lines drawn into a person's days. */
  tiers: z.array(count),
  quarantine: count,
});
export type LiveSnapshot = z.infer<typeof liveSnapshotSchema>;

/** A sign of life while nothing happens, and the cloud's clock with it. */
export const liveHeartbeatSchema = z.strictObject({ now: z.iso.datetime() });
export type LiveHeartbeat = z.infer<typeof liveHeartbeatSchema>;

/** The last word of a stream that is ended in order, when the cloud is: whoever hears it may come back after `retry`. */
export const livePartingSchema = z.strictObject({ now: z.iso.datetime() });

/**
 * Server-sent events: `snapshot` carries a LiveSnapshot, `visit` a LiveVisit as it is stored, `heartbeat` a LiveHeartbeat;
 * `parting` comes before an end in order.
 */
export const liveEvents = ['snapshot', 'visit', 'heartbeat', 'parting'] as const;
export type LiveEventName = (typeof liveEvents)[number];
