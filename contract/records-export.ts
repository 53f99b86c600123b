/** Records export: handing records on under pseudonyms: what, in which form, for whom and why, and who did so before. */
import { z } from 'zod';
import { dayStates } from './day-total.ts';
import {
  actorSchema,
  changeFields,
  codeWordSchema,
  countSchema,
  instantSchema,
  reasonSchema,
  saidSchema,
} from './desk-terms.ts';
import { centreIdSchema, participantIdSchema } from './ids.ts';
import { periodFields, recordFormats, recordKinds } from './records-terms.ts';
import { lineSchema } from './register-terms.ts';

/** A recipient is known by this name: another spelling is another recipient, with other pseudonyms. */
export const recipientSchema = lineSchema(60)
  .transform((text) => text.normalize('NFKC').replaceAll(/\s+/g, ' '))
  .meta({ examples: ['北大 予防医学'] });

const exportFields = {
  what: z.enum(recordKinds),
  format: z.enum(recordFormats),
  ...periodFields,
};

/** POST /api/records/exports/preview changes nothing. */
export const exportAskSchema = z.strictObject(exportFields);
export type ExportAsk = Readonly<z.infer<typeof exportAskSchema>>;

/** POST /api/records/exports: written down before the first row leaves. */
export const exportBodySchema = z.strictObject({
  ...exportFields,
  /** A byte order mark, by which older spreadsheets know UTF-8; of CSV only. */
  bom: z.boolean().default(false),
  recipient: recipientSchema,
  reason: reasonSchema,
  ...changeFields,
});
export type ExportBody = Readonly<z.infer<typeof exportBodySchema>>;

export const exportRefusals = [
  'format-not-for-points',
  'ends-before-it-begins',
  'no-points',
  'unknown-centre',
] as const;
const exportRefusedSchema = z.strictObject({
  kind: z.literal('refused'),
  code: z.enum(exportRefusals),
  sentence: saidSchema,
});
export type ExportRefused = Readonly<z.infer<typeof exportRefusedSchema>>;

export const exportPreviewSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('possible'),
    rows: countSchema,
    /** Rows of the period that the format has no place for, such as days that are still open. */
    leftOut: countSchema,
    /** Counting stopped before the end: there are more. */
    isMore: z.boolean(),
    states: z.array(z.enum(dayStates)),
  }),
  exportRefusedSchema,
]);
export type ExportPreview = Readonly<z.infer<typeof exportPreviewSchema>>;

export const exportOrderSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ordered'), id: z.string().regex(/^\d{1,15}$/), name: z.string() }),
  exportRefusedSchema,
]);
export type ExportOrder = Readonly<z.infer<typeof exportOrderSchema>>;

/** `complete`: every row was sent. `broken-off`: whoever fetched it went away, or it could not be read on. */
export const deliveryOutcomes = ['complete', 'broken-off'] as const;

export const loggedExportSchema = z.strictObject({
  id: z.string(),
  at: instantSchema,
  actor: actorSchema,
  reason: z.string(),
  recipient: z.string(),
  what: z.enum(recordKinds),
  format: z.enum(recordFormats),
  from: periodFields.from,
  to: periodFields.to,
  centre: centreIdSchema.nullable(),
  bom: z.boolean(),
  /** At the desk, or by the command. */
  via: z.enum(['desk', 'command']),
  /** Each time the file was fetched, oldest first. */
  deliveries: z.array(z.strictObject({ at: instantSchema, rows: countSchema, outcome: z.enum(deliveryOutcomes) })),
});
export type LoggedExport = Readonly<z.infer<typeof loggedExportSchema>>;

/** GET /api/records/exports?from=: 50 at a time, newest first. */
export const exportsQuerySchema = z.strictObject({
  from: z
    .string()
    .regex(/^\d{1,7}$/)
    .default('0')
    .transform(Number),
});
export const exportsSchema = z.strictObject({
  exports: z.array(loggedExportSchema),
  total: countSchema,
  /** Everybody something was handed to, newest first. */
  recipients: z.array(z.string()),
});
export type Exports = Readonly<z.infer<typeof exportsSchema>>;

export const pseudonymSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[pd]x[0-9a-f]{24}$/)
  .meta({ examples: ['px0c3f9a12b7e45d108fe6a9c2'] });

/** POST /api/records/pseudonyms/look-up: whose it is. That somebody has looked is written down. */
export const lookUpBodySchema = z.strictObject({
  recipient: recipientSchema,
  pseudonym: pseudonymSchema,
  reason: reasonSchema,
  ...changeFields,
});
export type LookUpBody = Readonly<z.infer<typeof lookUpBodySchema>>;

export const lookUpAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('participant'), participant: participantIdSchema }),
  z.strictObject({ kind: z.literal('pedometer'), device: z.string() }),
  z.strictObject({ kind: z.literal('refused'), code: codeWordSchema, sentence: saidSchema }),
]);
export type LookUpAnswer = Readonly<z.infer<typeof lookUpAnswerSchema>>;
