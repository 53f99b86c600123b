/** Register terms: what every question and answer of the register API is made of: pages of a list, notes, refusals, history. */
import { z } from 'zod';
import { actorSchema, codeWordSchema, countSchema, instantSchema, reasonSchema, saidSchema } from './desk-terms.ts';
import { centreIdSchema, plainDateSchema } from './ids.ts';

/** Rows of one answer: more than a clerk looks at, few enough to be there at once. */
export const registerRowsMax = 50;

/** A line of text as a table can hold it: no line break, tab or other control character. */
export const lineSchema = (charactersMax: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(charactersMax)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u);

/** Of a list: the words looked for, and how many rows were seen already. */
export const listQuery = {
  query: z.string().trim().max(64).default(''),
  /** An empty one is every centre. */
  centre: z.union([z.literal(''), centreIdSchema]).default(''),
  from: z
    .string()
    .regex(/^\d{1,7}$/)
    .default('0')
    .transform(Number),
} as const;

/** How many fit in all, and how many of the register there are at all, so that an empty list can say why it is empty. */
export const listCounts = { total: countSchema, registered: countSchema } as const;

export const centreNameSchema = z.strictObject({ id: centreIdSchema, name: z.string() });
export type CentreName = Readonly<z.infer<typeof centreNameSchema>>;

/** Something to look at that hinders nothing. */
export const registerNotes = [
  /** Another pedometer of the same centre has this number. */
  'label-twice',
  /** The key is another than before: nothing it signed with the old one can be checked any more. */
  'key-changed',
  'under-age',
  /** Somebody of the same name and birth is registered already. */
  'person-twice',
  /** The pedometer and the person belong to different centres. */
  'other-centre',
  /** Somebody's loan that was still running ends. */
  'ends-other-loan',
  /** Days that are final change, and points may with them. */
  'changes-final-days',
  /** The nickname would tell the new name, and is taken away. */
  'nickname-dropped',
  /** The last hours have not arrived: it cannot be lent on yet. */
  'waits-for-last-hours',
] as const;
export const noteSchema = z.strictObject({ code: z.enum(registerNotes), sentence: saidSchema });
export type RegisterNote = Readonly<z.infer<typeof noteSchema>>;

/** Why a change of the register is not made: an ordinary answer (status 200), after which nothing has changed. */
export const registerRefusals = [
  'id-taken',
  'unknown-centre',
  'unknown-device',
  'unknown-participant',
  'birth-in-future',
  'birth-year-differs',
  /** A nickname is shown to everybody, and may not tell a name. */
  'nickname-tells-name',
  'bad-nickname',
  /** Nothing is different from what is registered. */
  'nothing-to-change',
  /** Lost, in repair or retired. */
  'not-lendable',
  /** Given back, and its last hours have not arrived. */
  'not-free',
  /** Somebody has it; `endOthers` ends that loan. */
  'device-lent',
  /** The person has another one; `endOthers` ends that loan. */
  'participant-has-another',
  'in-future',
  'not-on-loan',
  'unknown-loan',
  'ends-before-it-begins',
  'overlaps',
  'unknown-hand-over',
  'already-undone',
  'not-held',
] as const;
export const registerRefusalSchema = z.strictObject({
  code: z.enum(registerRefusals),
  sentence: saidSchema,
  hint: saidSchema.optional(),
});
export type RegisterRefusal = Readonly<z.infer<typeof registerRefusalSchema>>;
export const registerRefusedSchema = z.strictObject({
  kind: z.literal('refused'),
  refusals: z.array(registerRefusalSchema).min(1),
});

/** A key is told as whether there is another one, never as itself. */
export const fieldChangeSchema = z.strictObject({
  field: codeWordSchema,
  name: saidSchema,
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type FieldChange = Readonly<z.infer<typeof fieldChangeSchema>>;

/** To anything added or edited; `possible` is the answer of a preview. */
export const savedSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['possible', 'saved']),
    /** The participant, serial, centre or gateway. */
    id: z.string(),
    changes: z.array(fieldChangeSchema),
    notes: z.array(noteSchema),
  }),
  registerRefusedSchema,
]);
export type Saved = Readonly<z.infer<typeof savedSchema>>;

export const historyKinds = [
  'added',
  'edited',
  'imported',
  'status',
  'lent',
  'taken-back',
  'lost',
  'found',
  'exchanged',
  'swapped',
  'undone',
  'corrected',
  'discarded',
  'settled',
  'secret',
] as const;

/** Who said so. */
export const saidBySchema = z.discriminatedUnion('kind', [
  /** Null where nobody's name was asked for. */
  z.strictObject({ kind: z.literal('desk'), actor: actorSchema.nullable() }),
  /** The centre's name. */
  z.strictObject({ kind: z.literal('centre'), name: z.string() }),
  /** A table; null where it was read by a command and not at the desk. */
  z.strictObject({ kind: z.literal('import'), actor: actorSchema.nullable() }),
]);
export type SaidBy = Readonly<z.infer<typeof saidBySchema>>;

export const historyEntrySchema = z.strictObject({
  kind: z.enum(historyKinds),
  /** When it happened. */
  at: instantSchema,
  /** When the cloud heard of it; the same where that is the same. */
  heardAt: instantSchema,
  by: saidBySchema,
  /** Whom or what it is about: a participant, serial, centre, gateway, or table. */
  subject: z.string(),
  sentence: saidSchema,
  changes: z.array(fieldChangeSchema),
  reason: reasonSchema.nullable(),
  /** The hand-over it tells of; null for what is none. */
  handOver: z.string().nullable(),
  /** It was taken back later. */
  isUndone: z.boolean(),
});
export type HistoryEntry = Readonly<z.infer<typeof historyEntrySchema>>;

/** Readings at a centre, newest month first. */
export const visitMonthSchema = z.strictObject({
  month: z.string().regex(/^\d{4}-\d{2}$/),
  visits: countSchema,
  lastOn: plainDateSchema,
});
export type VisitMonth = Readonly<z.infer<typeof visitMonthSchema>>;
