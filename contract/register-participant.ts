/** Register participant: finding, adding and editing the people of the register. */
import { z } from 'zod';
import { nicknameSchema } from './centre-news.ts';
import { changeFields, countSchema, instantSchema, reasonSchema } from './desk-terms.ts';
import { centreIdSchema, deviceSerialSchema, participantIdSchema, plainDateSchema } from './ids.ts';
import { loanSpanSchema } from './register-loan.ts';
import {
  centreNameSchema,
  historyEntrySchema,
  lineSchema,
  listCounts,
  listQuery,
  registerRowsMax,
  visitMonthSchema,
} from './register-terms.ts';

export const pedometerFilters = ['any', 'with', 'without'] as const;

/** GET /api/register/participants?query=&centre=&pedometer=&from= */
export const peopleQuerySchema = z.strictObject({
  ...listQuery,
  /** Whether somebody has a pedometer on loan now. */
  pedometer: z.enum(pedometerFilters).default('any'),
});

const personFields = {
  name: lineSchema(100),
  birthYear: z.int().min(1900).max(2100),
  /** Of that year; null where the day is not known. */
  birthDate: plainDateSchema.nullable(),
  centre: centreIdSchema,
  nickname: nicknameSchema.nullable(),
};

export const personRowSchema = z.strictObject({
  id: participantIdSchema,
  ...personFields,
  centre: centreNameSchema,
  age: z.int().nullable(),
  /** The pedometer on loan now. */
  pedometer: z.strictObject({ device: deviceSerialSchema, label: z.string(), since: instantSchema }).nullable(),
});
export type PersonRow = Readonly<z.infer<typeof personRowSchema>>;

export const peopleSchema = z.strictObject({
  /** An exact match of number or sticker first, then by number. */
  participants: z.array(personRowSchema).max(registerRowsMax),
  ...listCounts,
});
export type People = Readonly<z.infer<typeof peopleSchema>>;

/** GET /api/register/participants/:id */
export const registeredPersonSchema = z.strictObject({
  person: personRowSchema,
  /** Newest first. */
  loans: z.array(loanSpanSchema),
  visits: z.array(visitMonthSchema),
  /** Newest first. */
  history: z.array(historyEntrySchema),
});
export type RegisteredPerson = Readonly<z.infer<typeof registeredPersonSchema>>;

/** POST /api/register/participants/preview */
export const personAskSchema = z.strictObject({ id: participantIdSchema, ...personFields });
export type PersonAsk = Readonly<z.infer<typeof personAskSchema>>;

/** POST /api/register/participants. Refused: `id-taken`. */
export const personBodySchema = z.strictObject({ ...personAskSchema.shape, ...changeFields });
export type PersonBody = Readonly<z.infer<typeof personBodySchema>>;

/** POST /api/register/participants/:id/preview: only what is sent is changed. */
export const personEditAskSchema = z.strictObject(personFields).partial();
export type PersonEditAsk = Readonly<z.infer<typeof personEditAskSchema>>;

/** POST /api/register/participants/:id */
export const personEditSchema = z.strictObject({
  ...personEditAskSchema.shape,
  reason: reasonSchema.optional(),
  ...changeFields,
});
export type PersonEdit = Readonly<z.infer<typeof personEditSchema>>;

/** GET /api/register/proposal?centre= */
export const proposalQuerySchema = z.strictObject({ centre: listQuery.centre });
/** What a form for somebody or something new begins with: the next free numbers. Null where none can be told. */
export const proposalSchema = z.strictObject({
  participant: participantIdSchema.nullable(),
  device: deviceSerialSchema.nullable(),
  /** The next sticker of the centre; null without a centre. */
  label: z.string().nullable(),
  model: z.string().nullable(),
  capacityBuckets: countSchema.nullable(),
  bucketSeconds: countSchema.nullable(),
});
export type Proposal = Readonly<z.infer<typeof proposalSchema>>;

/** GET /api/register/centres/:id/cards: everybody of the centre, by number, for letters and cards to be printed. */
export const cardsSchema = z.strictObject({
  centre: centreNameSchema,
  participants: z.array(
    z.strictObject({
      id: participantIdSchema,
      name: z.string(),
      nickname: nicknameSchema.nullable(),
      label: z.string().nullable(),
    }),
  ),
});
export type Cards = Readonly<z.infer<typeof cardsSchema>>;
