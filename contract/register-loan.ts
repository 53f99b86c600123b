/** Register loan: lending and taking back at the desk, putting right what was said wrongly, and what it does to whose days. */
import { z } from 'zod';
import { actionKinds } from './centre-action.ts';
import { outcomeKinds, outcomeReasons } from './centre-news.ts';
import { changeFields, countSchema, instantSchema, reasonSchema, saidSchema } from './desk-terms.ts';
import { deviceSerialSchema, idPattern, participantIdSchema, plainDateSchema } from './ids.ts';
import { noteSchema, registerRefusedSchema, saidBySchema } from './register-terms.ts';

/** A loan is known by its pedometer, its participant and its beginning. */
const loanName = { device: deviceSerialSchema, participant: participantIdSchema, from: instantSchema };

export const loanSpanSchema = z.strictObject({
  ...loanName,
  label: z.string(),
  name: z.string(),
  /** Null while it runs. */
  to: instantSchema.nullable(),
  /** By the centre's name, by the desk or by a table; null where it is not known any more. */
  begunBy: saidBySchema.nullable(),
  endedBy: saidBySchema.nullable(),
});
export type LoanSpan = Readonly<z.infer<typeof loanSpanSchema>>;

/** One day of one person, before and after; null steps where there is no total. */
export const movedDaySchema = z.strictObject({
  participant: participantIdSchema,
  date: plainDateSchema,
  before: countSchema.nullable(),
  after: countSchema.nullable(),
});
export type MovedDay = Readonly<z.infer<typeof movedDaySchema>>;

export const movedDaysMax = 400;

/** To every change of loans; `possible` is the answer of a preview, which has changed nothing. */
export const loanChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['possible', 'recorded']),
    sentence: saidSchema,
    /** The loans that are no more as they were, and as they are instead. */
    before: z.array(loanSpanSchema),
    after: z.array(loanSpanSchema),
    /** By participant and date. */
    days: z.array(movedDaySchema).max(movedDaysMax),
    /** How many days change in all. */
    daysChanged: countSchema,
    notes: z.array(noteSchema),
    /** What can be undone again; null in a preview, and where nothing was said anew. */
    handOver: z.string().nullable(),
  }),
  registerRefusedSchema,
]);
export type LoanChange = Readonly<z.infer<typeof loanChangeSchema>>;

/** POST /api/register/loans/lend/preview */
export const lendAskSchema = z.strictObject({
  device: deviceSerialSchema,
  participant: participantIdSchema,
  /** Null: now, by the server's clock. */
  at: instantSchema.nullable(),
  /** Whether loans still running, of the pedometer or the person, are ended by this one. */
  endOthers: z.boolean().default(false),
});
export type LendAsk = Readonly<z.infer<typeof lendAskSchema>>;
/** POST /api/register/loans/lend */
export const lendBodySchema = z.strictObject({ ...lendAskSchema.shape, ...changeFields });
export type LendBody = Readonly<z.infer<typeof lendBodySchema>>;

/** POST /api/register/loans/take-back/preview. `lost`: it does not come back. */
export const takeBackAskSchema = z.strictObject({
  device: deviceSerialSchema,
  /** Null: now, by the server's clock. */
  at: instantSchema.nullable(),
  lost: z.boolean().default(false),
});
export type TakeBackAsk = Readonly<z.infer<typeof takeBackAskSchema>>;
/** POST /api/register/loans/take-back */
export const takeBackBodySchema = z.strictObject({ ...takeBackAskSchema.shape, ...changeFields });
export type TakeBackBody = Readonly<z.infer<typeof takeBackBodySchema>>;

/** POST /api/register/loans/correct/preview: the loan named gets another beginning, another end, or both. */
export const correctionAskSchema = z.strictObject({
  ...loanName,
  newFrom: instantSchema,
  /** Null: it runs, or runs again. */
  newTo: instantSchema.nullable(),
});
export type CorrectionAsk = Readonly<z.infer<typeof correctionAskSchema>>;
/** POST /api/register/loans/correct */
export const correctionBodySchema = z.strictObject({
  ...correctionAskSchema.shape,
  reason: reasonSchema,
  ...changeFields,
});
export type CorrectionBody = Readonly<z.infer<typeof correctionBodySchema>>;

export const handOverIdSchema = z.string().regex(idPattern);

/** What somebody said of a pedometer, and what became of it (docs/decisions/0010). */
export const handOverSchema = z.strictObject({
  id: handOverIdSchema,
  /** What centres say, and what only the desk does: where a loan ends in a table, and its word on a pedometer. */
  kind: z.enum([...actionKinds, 'end', 'status']),
  at: instantSchema,
  heardAt: instantSchema,
  device: deviceSerialSchema.nullable(),
  label: z.string().nullable(),
  participant: participantIdSchema.nullable(),
  name: z.string().nullable(),
  by: saidBySchema,
  outcome: z.enum(outcomeKinds),
  because: z.enum(outcomeReasons).nullable(),
  sentence: saidSchema,
});
export type HandOver = Readonly<z.infer<typeof handOverSchema>>;

/** GET /api/register/hand-overs/held: oldest first. */
export const heldHandOversSchema = z.strictObject({ handOvers: z.array(handOverSchema) });
export type HeldHandOvers = Readonly<z.infer<typeof heldHandOversSchema>>;

/** POST /api/register/hand-overs/:id/undo/preview */
export const undoAskSchema = z.strictObject({});
/** POST /api/register/hand-overs/:id/undo: as if it had never been said, whoever said it. */
export const undoBodySchema = z.strictObject({ reason: reasonSchema, ...changeFields });
export type UndoBody = Readonly<z.infer<typeof undoBodySchema>>;

/** POST /api/register/hand-overs/:id/settle/preview: when it truly happened. */
export const settleAskSchema = z.strictObject({ at: instantSchema });
export type SettleAsk = Readonly<z.infer<typeof settleAskSchema>>;
/** POST /api/register/hand-overs/:id/settle, for what is held. POST …/discard leaves it out for ever (`undoBodySchema`). */
export const settleBodySchema = z.strictObject({ ...settleAskSchema.shape, reason: reasonSchema, ...changeFields });
export type SettleBody = Readonly<z.infer<typeof settleBodySchema>>;
