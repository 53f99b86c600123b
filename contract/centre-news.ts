/** Centre news: what a centre's pages need to know to work with the line cut; retained, replaced as a whole, no names (docs/wire.md §2.9). */
import { z } from 'zod';
import { actionIdSchema, actionKinds } from './centre-action.ts';
import { centreIdSchema, deviceSerialSchema, participantIdSchema, plainDateSchema } from './ids.ts';

const count = z.int().min(0);
const instant = z.iso.datetime();
/** What a person agreed to see on the screen in place of their number; never a name of the registry. */
export const nicknameSchema = z.string().trim().min(1).max(16);

/** Beside what the roster says of the same pedometer. */
export const centreDeviceSchema = z.strictObject({
  capacityBuckets: z.int().min(1).max(0xffff),
  bucketSeconds: z.int().min(60).max(3600),
  /** Who has it on loan, and since when. */
  participant: participantIdSchema.nullable(),
  since: instant.nullable(),
  /** Of this loan, at any centre. */
  lastVisitAt: instant.nullable(),
  /** When the oldest hour began that has not arrived; null where nobody has it. */
  unsentSince: instant.nullable(),
  /** Per cent at the last visit. */
  battery: z.int().min(0).max(100).nullable(),
  /** The local date on which a battery swap was last recorded. */
  swappedOn: plainDateSchema.nullable(),
  /** A returned one may be lent again once more than this is confirmed; null where only the desk can free it. */
  freeAbove: z.int().min(0).max(0xffffffff).nullable(),
});
export type CentreDevice = Readonly<z.infer<typeof centreDeviceSchema>>;

export const centreParticipantSchema = z.strictObject({ nickname: nicknameSchema.nullable() });

export const outcomeKinds = ['done', 'changed', 'nothing-to-do', 'undone', 'held'] as const;
export const outcomeReasons = [
  /** The pedometer was handed to somebody else afterwards, so this loan ended then. */
  'lent-on',
  /** The participant was handed another pedometer afterwards, so this loan ended then. */
  'has-another',
  /** Somebody's loan was still running; it was ended here. */
  'ended-earlier-loan',
  /** No loan was running. */
  'not-on-loan',
  /** For the desk to decide: */
  'clock-in-doubt',
  'from-the-future',
  'unknown-device',
  'unknown-participant',
  'unknown-action',
  /** The pedometer is another centre's, and was never read at this one. */
  'not-this-centres',
] as const;

/** What became of an action once everything known about its pedometers was put in order of time (docs/decisions/0010). */
export const actionOutcomeSchema = z.strictObject({
  action: actionIdSchema,
  kind: z.enum(actionKinds),
  device: deviceSerialSchema.nullable(),
  at: instant,
  outcome: z.enum(outcomeKinds),
  because: z.enum(outcomeReasons).nullable(),
  /** The centre whose action made the difference, by its name; null for the desk. */
  by: z.string().max(100).nullable(),
  /** When that happened. */
  changedAt: instant.nullable(),
});
export type ActionOutcome = Readonly<z.infer<typeof actionOutcomeSchema>>;

/** Nobody is told how few they are. */
export const groupMin = 10;
const group = z.int().min(groupMin).nullable();

/** The centre's last whole week, Monday to Sunday; numbers of people are null below ten, and where the rest would be. */
export const centreWeekSchema = z.strictObject({
  from: plainDateSchema,
  to: plainDateSchema,
  /** Null where fewer than ten people walked. */
  steps: count.nullable(),
  stepsSinceStart: count.nullable(),
  /** First Monday of which `stepsSinceStart` speaks. */
  startedOn: plainDateSchema.nullable(),
  people: group,
  /** Walked on each of the seven days, on five or more, and came to the centre in the week. */
  everyDay: group,
  fiveDays: group,
  came: group,
  /** By weekday, Monday first: the centre's steps; null where fewer than ten people walked that day. */
  days: z.array(count.nullable()).length(7),
});
export type CentreWeek = Readonly<z.infer<typeof centreWeekSchema>>;

export const outcomesMax = 200;

export const centreNewsSchema = z.strictObject({
  v: z.literal(1),
  /** Grows with every change; older news than those held are ignored. */
  version: z.int().min(0),
  at: instant,
  centre: z.strictObject({ id: centreIdSchema, name: z.string().max(100) }),
  devices: z.record(deviceSerialSchema, centreDeviceSchema),
  /** The centre's own participants: a card of somebody else's is taken too, and looked at by the cloud. */
  participants: z.record(participantIdSchema, centreParticipantSchema),
  /** Of this gateway's actions, newest last. */
  outcomes: z.array(actionOutcomeSchema).max(outcomesMax),
  week: centreWeekSchema.nullable(),
});
export type CentreNews = Readonly<z.infer<typeof centreNewsSchema>>;
