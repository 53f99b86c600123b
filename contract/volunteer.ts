/** Volunteer: what a gateway tells and takes from a centre's volunteer pages, behind their PIN; it works with the line cut. */
import { z } from 'zod';
import { actionIdSchema, actionKinds, exchangeReasons } from './centre-action.ts';
import { actionOutcomeSchema, centreWeekSchema, nicknameSchema } from './centre-news.ts';
import { centreIdSchema, deviceSerialSchema, participantIdSchema, plainDateSchema } from './ids.ts';
import { kioskResultSchema } from './kiosk.ts';
import { deviceStatuses } from './roster.ts';
import { volunteerPaths } from './volunteer-paths.ts';

const count = z.int().min(0);
const instant = z.iso.datetime();

/** How far a visit has got that a volunteer asked for, or that came of itself. */
export const visitProgressSchema = z.discriminatedUnion('kind', [
  /** Asked for; the pedometer is not heard. */
  z.strictObject({ kind: z.literal('listening'), since: instant }),
  z.strictObject({ kind: z.literal('waiting'), since: instant }),
  z.strictObject({ kind: z.literal('reading'), done: count, asked: count }),
  /** `visit` null where nothing had to be brought. `epoch`, `nextSequence` and `uptimeSeconds` as its status said. */
  z.strictObject({
    kind: z.literal('done'),
    at: instant,
    visit: z.string().nullable(),
    days: count,
    epoch: count,
    nextSequence: count,
    uptimeSeconds: count,
  }),
  z.strictObject({ kind: z.literal('failed'), at: instant, because: z.string().max(40) }),
]);
export type VisitProgress = Readonly<z.infer<typeof visitProgressSchema>>;

/** Why a pedometer that is here may not be lent. */
export const blockReasons = [
  /** Steps of the last borrower are not safe in the cloud yet. */
  'not-confirmed',
  /** Its last visit could not be made, so only the desk can free it. */
  'desk',
  'on-loan',
  'lost',
  'repair',
  'retired',
] as const;

export const volunteerDeviceSchema = z.strictObject({
  serial: deviceSerialSchema,
  label: z.string().max(16),
  model: z.string().max(64),
  /** With what was done here and the cloud has not heard of yet. */
  status: z.enum(deviceStatuses),
  /** Null: it may be lent. */
  blocked: z.enum(blockReasons).nullable(),
  /** `not-confirmed`: when the hour closes that was open at its last visit; one more visit after that frees it. Null where nobody knows. */
  freeAt: instant.nullable(),
  participant: participantIdSchema.nullable(),
  nickname: nicknameSchema.nullable(),
  since: instant.nullable(),
  /** Of this loan, here or elsewhere. */
  lastVisitAt: instant.nullable(),
  /** Days until the oldest hour that has not arrived is overwritten; 0 when it has begun, null where nobody has it. */
  daysUntilLoss: count.nullable(),
  battery: z.int().min(0).max(100).nullable(),
  swappedOn: plainDateSchema.nullable(),
  /** The radio hears it now, and how well; dBm. */
  isHere: z.boolean(),
  lastHeardAt: instant.nullable(),
  rssi: z.int().min(-128).max(127).nullable(),
  progress: visitProgressSchema.nullable(),
  /** Visits that went wrong, newest last. */
  failures: z.array(z.strictObject({ at: instant, because: z.string().max(40) })).max(5),
  /** The visit made before a battery is changed, while the one after it has not been. */
  swapping: z.strictObject({ at: instant, epoch: count, nextSequence: count }).nullable(),
});
export type VolunteerDevice = Readonly<z.infer<typeof volunteerDeviceSchema>>;

/** One line for each pedometer read today, newest last. */
export const cameSchema = z.strictObject({
  serial: deviceSerialSchema,
  label: z.string().max(16).nullable(),
  nickname: nicknameSchema.nullable(),
  at: instant,
  visits: z.int().min(1),
  result: kioskResultSchema.nullable(),
});
export type Came = Readonly<z.infer<typeof cameSchema>>;

export const doneActionSchema = z.strictObject({
  id: actionIdSchema,
  kind: z.enum(actionKinds),
  at: instant,
  device: deviceSerialSchema.nullable(),
  label: z.string().max(16).nullable(),
  replacement: z.string().max(16).nullable(),
  participant: participantIdSchema.nullable(),
  /** For `swap`: the time nobody knows the steps of. */
  uncertain: z.strictObject({ from: instant, to: instant }).nullable(),
  /** `waiting`: in the outbox. `sent`: the cloud has it. */
  state: z.enum(['waiting', 'sent']),
  outcome: actionOutcomeSchema.nullable(),
  isUndone: z.boolean(),
  canUndo: z.boolean(),
});
export type DoneAction = Readonly<z.infer<typeof doneActionSchema>>;

export const volunteerStateSchema = z.strictObject({
  v: z.literal(1),
  now: instant,
  today: plainDateSchema,
  zone: z.string(),
  speed: z.number().positive(),
  /** Null before the cloud has ever been heard. */
  centre: z.strictObject({ id: centreIdSchema, name: z.string() }).nullable(),
  /** As of when the cloud spoke last of this centre. */
  newsAt: instant.nullable(),
  isUp: z.boolean(),
  isClockTrusted: z.boolean(),
  radio: z.enum(['listening', 'deaf']),
  /** Visits and actions that wait for the line, and since when. */
  waiting: z.strictObject({ count, since: instant.nullable() }),
  devices: z.array(volunteerDeviceSchema),
  participants: z.array(z.strictObject({ id: participantIdSchema, nickname: nicknameSchema.nullable() })),
  came: z.array(cameSchema),
  /** Of the last days, newest last. */
  actions: z.array(doneActionSchema),
  /** Pedometers heard that this centre does not know. */
  strangers: z.array(z.strictObject({ serial: deviceSerialSchema, at: instant })),
  week: centreWeekSchema.nullable(),
});
export type VolunteerState = Readonly<z.infer<typeof volunteerStateSchema>>;

/** A PIN is six to twelve digits. */
export const pinSchema = z.string().regex(/^\d{6,12}$/);
export const signInSchema = z.strictObject({ pin: z.string().min(1).max(40) });
export const sessionSchema = z.strictObject({
  /** `no-pin`: nobody has set one, so the pages are closed. */
  session: z.enum(['signed-in', 'signed-out', 'no-pin']),
  centre: z.string().nullable(),
});
export type VolunteerSession = Readonly<z.infer<typeof sessionSchema>>;

/** A visit now, whatever is known of the pedometer. */
export const askSchema = z.strictObject({ device: deviceSerialSchema });

/** What a volunteer does; the gateway adds the time, and what its last visit said. The same `id` again is the same action. */
export const volunteerActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    id: actionIdSchema,
    kind: z.literal('lend'),
    device: deviceSerialSchema,
    participant: participantIdSchema,
  }),
  /** `withoutVisit`: it cannot be read any more. */
  z.strictObject({
    id: actionIdSchema,
    kind: z.literal('return'),
    device: deviceSerialSchema,
    withoutVisit: z.boolean(),
  }),
  z.strictObject({ id: actionIdSchema, kind: z.literal('lost'), device: deviceSerialSchema }),
  z.strictObject({ id: actionIdSchema, kind: z.literal('found'), device: deviceSerialSchema }),
  z.strictObject({
    id: actionIdSchema,
    kind: z.literal('exchange'),
    device: deviceSerialSchema,
    replacement: deviceSerialSchema,
    reason: z.enum(exchangeReasons),
    withoutVisit: z.boolean(),
  }),
  /** After a visit: from here on the battery may be out. Kept here until `swap-end`, and not an action of its own. */
  z.strictObject({ id: actionIdSchema, kind: z.literal('swap-begin'), device: deviceSerialSchema }),
  z.strictObject({ id: actionIdSchema, kind: z.literal('swap-end'), device: deviceSerialSchema }),
  z.strictObject({ id: actionIdSchema, kind: z.literal('swap-cancel'), device: deviceSerialSchema }),
  z.strictObject({ id: actionIdSchema, kind: z.literal('undo'), action: actionIdSchema }),
]);
export type VolunteerAction = Readonly<z.infer<typeof volunteerActionSchema>>;

/** Why an action is not taken: an ordinary answer (status 200), after which nothing has changed. */
export const actionRefusals = [
  'unknown-device',
  'unknown-action',
  'blocked',
  'has-another',
  'not-on-loan',
  /** A visit within the last minutes must come first. */
  'visit-first',
  'not-lost',
  'same-device',
  'not-swapping',
  /** The pedometer has not lost power since: the battery was not out. */
  'same-epoch',
  'too-late-to-undo',
  'already-undone',
  'full',
] as const;
export type ActionRefusal = (typeof actionRefusals)[number];

export const actionAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('taken'), action: doneActionSchema.nullable() }),
  z.strictObject({ kind: z.literal('refused'), because: z.enum(actionRefusals) }),
]);
export type ActionAnswer = Readonly<z.infer<typeof actionAnswerSchema>>;

/** Faults are `deskErrorSchema`; `wrong-pin` 403, `too-many-tries` 429 with `retry-after`, `signed-out` 401. */
export const volunteerRoutes = {
  session: { method: 'GET', path: volunteerPaths.session, answer: sessionSchema },
  signIn: { method: 'POST', path: volunteerPaths.signIn, body: signInSchema, answer: sessionSchema },
  signOut: { method: 'POST', path: volunteerPaths.signOut, answer: sessionSchema },
  state: { method: 'GET', path: volunteerPaths.state, answer: volunteerStateSchema },
  ask: { method: 'POST', path: volunteerPaths.ask, body: askSchema, answer: z.strictObject({}) },
  act: { method: 'POST', path: volunteerPaths.act, body: volunteerActionSchema, answer: actionAnswerSchema },
} as const;
