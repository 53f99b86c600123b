/** Desk group: the register of groups, and who came to a group's activity. */
import { z } from 'zod';
import {
  activityIdSchema,
  actorSchema,
  changeFields,
  countSchema,
  groupIdSchema,
  reasonSchema,
  refusalSchema,
  saidSchema,
} from './desk-terms.ts';
import { participantIdSchema, plainDateSchema } from './ids.ts';

const groupFields = {
  name: z.string().trim().min(1).max(80),
  /** What the group does, from the menu of activities. */
  activity: activityIdSchema,
  /** What it is in its own words: radio exercise, park golf. */
  pursuit: z.string().trim().min(1).max(80),
  /** The office that knows the group; no private phone numbers. */
  contact: z.string().trim().min(1).max(120).nullable(),
  openedOn: plainDateSchema,
};

export const deskGroupSchema = z.strictObject({
  id: groupIdSchema,
  ...groupFields,
  closedOn: plainDateSchema.nullable(),
  registeredBy: actorSchema,
});
export type DeskGroup = Readonly<z.infer<typeof deskGroupSchema>>;

/** GET /api/desk/groups */
export const groupsSchema = z.strictObject({
  /** Open ones first, then by name. */
  groups: z.array(deskGroupSchema),
});
export type Groups = Readonly<z.infer<typeof groupsSchema>>;

/** POST /api/desk/groups answers the group. 409 `group-exists` for a name that an open group has. */
export const groupBodySchema = z.strictObject({ ...groupFields, ...changeFields });
export type GroupBody = Readonly<z.infer<typeof groupBodySchema>>;

/** POST /api/desk/groups/:id/close answers the group. */
export const groupCloseSchema = z.strictObject({ closedOn: plainDateSchema, reason: reasonSchema, ...changeFields });
export type GroupClose = Readonly<z.infer<typeof groupCloseSchema>>;

export const attendanceMax = 200;
const attendanceFields = {
  group: groupIdSchema,
  activity: activityIdSchema,
  date: plainDateSchema,
  /** Numbers or stickers as typed; an unknown one gets a refusal on its line. */
  participants: z.array(z.string().trim().min(1).max(64)).min(1).max(attendanceMax),
};

/** POST /api/desk/attendance/preview changes nothing. */
export const attendanceAskSchema = z.strictObject(attendanceFields);
export type AttendanceAsk = Readonly<z.infer<typeof attendanceAskSchema>>;

/** POST /api/desk/attendance: every line that can be recorded is, the others say why not. */
export const attendanceBodySchema = z.strictObject({ ...attendanceFields, ...changeFields });
export type AttendanceBody = Readonly<z.infer<typeof attendanceBodySchema>>;

export const attendanceLineSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('possible'),
    asked: z.string(),
    participant: participantIdSchema,
    points: countSchema,
    sentence: saidSchema,
  }),
  z.strictObject({
    kind: z.literal('recorded'),
    asked: z.string(),
    participant: participantIdSchema,
    claim: z.string(),
    points: countSchema,
    sentence: saidSchema,
  }),
  z.strictObject({ kind: z.literal('refused'), asked: z.string(), refusals: z.array(refusalSchema).min(1) }),
]);
export type AttendanceLine = Readonly<z.infer<typeof attendanceLineSchema>>;

export const attendanceAnswerSchema = z.strictObject({
  /** In the order asked. */
  lines: z.array(attendanceLineSchema),
});
export type AttendanceAnswer = Readonly<z.infer<typeof attendanceAnswerSchema>>;
