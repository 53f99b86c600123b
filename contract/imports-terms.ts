/** Imports terms: what is said about a file of steps that another system counted: how it is to be read, what it would change, what has to be mended. */
import { z } from 'zod';
import { countSchema, instantSchema, saidSchema } from './desk-terms.ts';
import { idPattern, participantIdSchema, plainDateSchema } from './ids.ts';

/** What the rows of a file are. One import has one of them, so that a sum is never added to its own parts. */
export const importKinds = ['bucket', 'daily'] as const;
export type ImportKind = (typeof importKinds)[number];
export const importEncodings = ['utf-8', 'shift_jis'] as const;
export type ImportEncoding = (typeof importEncodings)[number];

/** Faults and notes of a file that are shown; of the rest only the number is. */
export const importLinesShownMax = 200;

/** What whoever hands in a file says of it. */
export const importAskFields = {
  kind: z.enum(importKinds),
  encoding: z.enum(importEncodings),
  /** Local dates the rows lie in, both included: finds days and months that changed places. */
  from: plainDateSchema,
  to: plainDateSchema,
  /** The other system, always by the same name. */
  source: z.string().regex(idPattern),
  /**
   * A time that the clocks of the zone skipped or showed twice: refused, or taken as an hour of the date it names, whatever
   * instant that was. Nothing to choose in a zone that never changes its clocks.
   */
  oddTimes: z.enum(['refuse', 'as-written']).default('refuse'),
} as const;
export const importAskSchema = z.strictObject(importAskFields);
export type ImportAsk = Readonly<z.infer<typeof importAskSchema>>;

export const importLineSchema = z.strictObject({
  /** From 1, the header's; null where it is about the whole file. */
  line: z.int().min(1).nullable(),
  code: z.string(),
  sentence: saidSchema,
});
export type ImportLine = Readonly<z.infer<typeof importLineSchema>>;

/** The first of them by line, and how many there are in all. */
export const importLinesSchema = z.strictObject({
  lines: z.array(importLineSchema).max(importLinesShownMax),
  total: countSchema,
});
export type ImportLines = Readonly<z.infer<typeof importLinesSchema>>;

/**
 * What becomes of a participant's date. `fresh`: nothing else speaks of it. `equal`: another import of this kind says the same.
 * `pedometer`: a pedometer was on loan, and its word stands. `other-kind`: buckets are known, and their sum stands.
 * `replaces`: only a daily total was known, and gives way. `conflict`: another import of this kind says otherwise: held.
 */
export const importDayClasses = ['fresh', 'equal', 'pedometer', 'other-kind', 'replaces', 'conflict'] as const;
export type ImportDayClass = (typeof importDayClasses)[number];

/** Where somebody else says something else of the date. `there` null: a pedometer was on loan and has brought nothing. */
export const importDifferenceSchema = z.strictObject({
  participant: participantIdSchema,
  date: plainDateSchema,
  here: countSchema,
  there: countSchema.nullable(),
  with: z.enum(['pedometer', 'other-kind', 'replaces', 'conflict']),
});
export type ImportDifference = Readonly<z.infer<typeof importDifferenceSchema>>;

/** By the rules in force, of the days that would stand as this file says. */
export const importEarningSchema = z.strictObject({
  /** Their version counts unsigned days, and they are not too long ago. */
  mayEarn: countSchema,
  /** The version in force on their date counts only what a pedometer has signed. */
  unsigned: countSchema,
  /** They count unsigned days, but these are longer ago than a visit reaches back. */
  tooLate: countSchema,
});
export type ImportEarning = Readonly<z.infer<typeof importEarningSchema>>;

const seenFields = {
  rows: countSchema,
  /** Rows that said again what another had said; each counts once. */
  repeated: countSchema,
  people: countSchema,
  days: countSchema,
};

/** How far a file has come. Nothing of it counts before it has been applied. */
export const importPreviewSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reading'), rows: countSchema, bytes: countSchema, bytesTotal: countSchema }),
  z.strictObject({
    kind: z.literal('possible'),
    ...seenFields,
    firstDate: plainDateSchema,
    lastDate: plainDateSchema,
    classes: z.record(z.enum(importDayClasses), countSchema),
    notes: importLinesSchema,
    differences: z.array(importDifferenceSchema).max(importLinesShownMax),
    differencesTotal: countSchema,
    /** Null where there is no point service to ask. */
    earning: importEarningSchema.nullable(),
    /** Stands for these bytes, read like this, and the imports known at the time. */
    token: z.string(),
    /** The very same rows of this source have been imported before: applying changes nothing. */
    isKnown: z.boolean(),
  }),
  /** Nothing is taken until all of these are mended. */
  z.strictObject({ kind: z.literal('faulty'), rows: countSchema, faults: importLinesSchema }),
]);
export type ImportPreview = Readonly<z.infer<typeof importPreviewSchema>>;

export const stepImportSchema = z.strictObject({
  id: z.string(),
  state: z.enum(['accepted', 'undone']),
  source: z.string(),
  kind: z.enum(importKinds),
  file: z.string(),
  rows: countSchema,
  people: countSchema,
  days: countSchema,
  firstDate: plainDateSchema,
  lastDate: plainDateSchema,
  acceptedAt: instantSchema,
  actor: z.string(),
  reason: z.string(),
  undone: z.strictObject({ at: instantSchema, actor: z.string(), reason: z.string() }).nullable(),
  /** From 0 to 1: the share whose days have been told. */
  done: z.number().min(0).max(1),
  /** Why the rest of its days cannot be told at present; null where they can. It is tried again. */
  trouble: z.string().nullable(),
});
export type ListedImport = Readonly<z.infer<typeof stepImportSchema>>;
