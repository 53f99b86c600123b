/** Register import: a table as an office saves it, shown before it is taken, and taken exactly as it was shown; and tables out. */
import { z } from 'zod';
import { changeFields, countSchema, saidSchema } from './desk-terms.ts';
import { fieldChangeSchema } from './register-terms.ts';

export const registerTables = ['centres', 'participants', 'pedometers', 'loans'] as const;
export type RegisterTable = (typeof registerTables)[number];

/** A file of 32 MiB in base64: 200,000 rows of a name, a key and some ids. */
export const importCharactersMax = Math.ceil((32 * 1024 * 1024) / 3) * 4;

/** POST /api/register/import/preview */
export const importAskSchema = z.strictObject({
  table: z.enum(registerTables),
  /** The file's bytes as they are, in UTF-8 or Shift_JIS, in base64. */
  file: z.base64().max(importCharactersMax),
});
export type ImportAsk = Readonly<z.infer<typeof importAskSchema>>;

/** Rows of a preview that are shown; problems are told all. */
export const importRowsShownMax = 500;

export const importLineSchema = z.strictObject({
  /** From 1, the header's; null where it is about the whole file. */
  line: z.int().min(1).nullable(),
  /** By its name in the header. */
  column: z.string().nullable(),
  code: z.string(),
  sentence: saidSchema,
});
export type ImportLine = Readonly<z.infer<typeof importLineSchema>>;

export const importRowSchema = z.strictObject({
  kind: z.enum(['added', 'changed']),
  line: z.int().min(1),
  /** The centre, participant, serial, or for a loan `serial participant`. */
  id: z.string(),
  changes: z.array(fieldChangeSchema),
});
export type ImportRow = Readonly<z.infer<typeof importRowSchema>>;

const counts = { added: countSchema, changed: countSchema, unchanged: countSchema };

/** The answer to both. */
export const importAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('possible'),
    ...counts,
    /** In the order of lines, at most `importRowsShownMax`. */
    rows: z.array(importRowSchema).max(importRowsShownMax),
    warnings: z.array(importLineSchema),
    /** Stands for this file and what it would change; to be sent with the import. */
    token: z.string(),
  }),
  z.strictObject({ kind: z.literal('imported'), ...counts, warnings: z.array(importLineSchema), sentence: saidSchema }),
  /** Nothing is taken until all of these are mended; all are told. */
  z.strictObject({
    kind: z.literal('faulty'),
    problems: z.array(importLineSchema).min(1),
    warnings: z.array(importLineSchema),
  }),
  /** The register has changed since the preview, so that the file would do something else now. To be previewed again. */
  z.strictObject({ kind: z.literal('stale'), sentence: saidSchema }),
]);
export type ImportAnswer = Readonly<z.infer<typeof importAnswerSchema>>;

/** POST /api/register/import */
export const importBodySchema = z.strictObject({
  ...importAskSchema.shape,
  token: z.string().regex(/^[0-9a-f]{64}$/),
  ...changeFields,
});
export type ImportBody = Readonly<z.infer<typeof importBodySchema>>;
