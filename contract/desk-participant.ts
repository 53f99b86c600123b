/** Desk participant: finding a participant by number, and their page: accounts, the days of a month, the month's entries. */
import { z } from 'zod';
import { deskEntrySchema } from './desk-entry.ts';
import { deskDayStates } from './desk-kinds.ts';
import { accountIdSchema, amountSchema, countSchema, monthSchema, saidSchema } from './desk-terms.ts';
import { participantIdSchema, plainDateSchema } from './ids.ts';

/** GET /api/desk/participants?query= */
export const participantsQuerySchema = z.strictObject({ query: z.string().trim().max(64).default('') });
export const foundMax = 50;

export const heldAccountSchema = z.strictObject({
  account: accountIdSchema,
  balance: z.int(),
  /** False once nothing more can be earned in it, such as paper after its points have moved. */
  isOpen: z.boolean(),
});

export const foundParticipantSchema = z.strictObject({
  id: participantIdSchema,
  /** Sticker of the pedometer on loan. */
  label: z.string().nullable(),
  name: z.string().nullable(),
  /** The centre's name. */
  centre: z.string().nullable(),
  age: countSchema.nullable(),
  accounts: z.array(heldAccountSchema),
});
export type FoundParticipant = Readonly<z.infer<typeof foundParticipantSchema>>;

export const participantsSchema = z.strictObject({
  /** An exact match of number or sticker first, then by number. Nobody for an empty query. */
  participants: z.array(foundParticipantSchema).max(foundMax),
  /** More than these match. */
  hasMore: z.boolean(),
  /** Everybody enrolled, so that an empty answer can say whether there is anybody at all. */
  enrolled: countSchema,
});
export type Participants = Readonly<z.infer<typeof participantsSchema>>;

/** GET /api/desk/participants/:id?month=YYYY-MM; without a month, this one. */
export const personQuerySchema = z.strictObject({ month: monthSchema.optional() });

export const personHeadSchema = z.strictObject({
  id: participantIdSchema,
  name: z.string().nullable(),
  birthYear: countSchema.nullable(),
  age: countSchema.nullable(),
  centre: z.string().nullable(),
  label: z.string().nullable(),
  /** Since when they carry a pedometer, or take part at all. */
  since: plainDateSchema.nullable(),
});
export type PersonHead = Readonly<z.infer<typeof personHeadSchema>>;

export const expirySchema = z.strictObject({ points: z.int().min(1), on: plainDateSchema });

export const personAccountSchema = z.strictObject({
  account: accountIdSchema,
  balance: z.int(),
  /** Of the month shown, by the date they are for. */
  monthPoints: z.int(),
  isOpen: z.boolean(),
  /** Why and since when nothing more can be earned in it. */
  closed: saidSchema.nullable(),
  /** The next points to expire. */
  expiring: z.array(expirySchema),
});
export type PersonAccount = Readonly<z.infer<typeof personAccountSchema>>;

export const deskDaySchema = z.strictObject({
  date: plainDateSchema,
  steps: countSchema.nullable(),
  /** What the rules counted: less than `steps` after a cap, or when part came too late. */
  countedSteps: countSchema,
  state: z.enum(deskDayStates),
  /** Everything credited for this date, steps and activities together; without accounts that have none. */
  points: z.array(amountSchema),
  isHoliday: z.boolean(),
});
export type DeskDay = Readonly<z.infer<typeof deskDaySchema>>;

export const personSchema = z.strictObject({
  head: personHeadSchema,
  accounts: z.array(personAccountSchema),
  month: monthSchema,
  today: plainDateSchema,
  /** Every date of the month, in order. */
  days: z.array(deskDaySchema).min(28).max(31),
  /** Of the month, by the date they are for, newest written last. */
  entries: z.array(deskEntrySchema),
  /** Days of this person that wait for review, of any month, oldest first. */
  heldDates: z.array(plainDateSchema),
});
export type Person = Readonly<z.infer<typeof personSchema>>;
