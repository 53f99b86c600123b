/** Imports: every address of the API by which steps of other systems are taken in, shown first, and taken back. */
import { z } from 'zod';
import type { ApiAnswer, ApiAnswersLater, ApiRoutes } from './api-route.ts';
import { changeFields, countSchema, reasonSchema, saidSchema } from './desk-terms.ts';
import { importPieceBytesMax, importsPaths } from './imports-paths.ts';
import { importAskSchema, importPreviewSchema, stepImportSchema } from './imports-terms.ts';

export const importsShownMax = 200;

const importsSchema = z.strictObject({
  /** Newest first. */
  imports: z.array(stepImportSchema).max(importsShownMax),
  total: countSchema,
  /** A file may be so long. */
  fileBytesMax: countSchema,
});

const beginSchema = z.strictObject({
  /** As the file is called: for people only. */
  name: z.string().trim().min(1).max(200),
  bytes: z.int().min(1),
});
const begunSchema = z.strictObject({ id: z.string() });

const pieceSchema = z.strictObject({
  /** How many bytes have gone before: the same piece again does no harm. */
  at: countSchema,
  bytes: z.base64().max(Math.ceil(importPieceBytesMax / 3) * 4),
});
/** How many bytes have arrived. */
const pieceTakenSchema = z.strictObject({ bytes: countSchema });

const nothingSchema = z.strictObject({});

const applySchema = z.strictObject({
  token: z.string().regex(/^[0-9a-f]{64}$/),
  reason: reasonSchema,
  ...changeFields,
});
const appliedSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('accepted'), import: stepImportSchema, sentence: saidSchema }),
  /** These rows were imported before; nothing has changed. */
  z.strictObject({ kind: z.literal('known'), import: stepImportSchema, sentence: saidSchema }),
  /** Something else was imported since the preview, which is to be made again. */
  z.strictObject({ kind: z.literal('stale'), sentence: saidSchema }),
]);
const undoSchema = z.strictObject({ reason: reasonSchema, ...changeFields });
const undoneSchema = z.strictObject({ import: stepImportSchema, sentence: saidSchema });

const post = <const Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  path: Path,
  body: Body,
  answer: Answer,
) => ({ method: 'POST', path, body, answer }) as const;

/** A piece in base64, with room for what stands beside it. */
const bytesMax = Math.ceil(importPieceBytesMax / 3) * 4 + 1024;

export const importsRoutes = {
  imports: { method: 'GET', path: importsPaths.imports, answer: importsSchema },
  /** How far the reading of an uploaded file has come, and what was found. */
  upload: { method: 'GET', path: importsPaths.upload, answer: importPreviewSchema },

  // These write nothing but the uploaded file.
  begin: post(importsPaths.begin, beginSchema, begunSchema),
  piece: { ...post(importsPaths.piece, pieceSchema, pieceTakenSchema), bytesMax },
  preview: post(importsPaths.preview, importAskSchema, importPreviewSchema),
  drop: post(importsPaths.drop, nothingSchema, nothingSchema),

  // These change something: asked twice, they do it once.
  apply: post(importsPaths.apply, applySchema, appliedSchema),
  undo: post(importsPaths.undo, undoSchema, undoneSchema),
} as const satisfies ApiRoutes;

export type ImportsRouteName = keyof typeof importsRoutes;
export type ImportsAnswers = ApiAnswersLater<typeof importsRoutes>;
export type ImportsAnswer<Name extends ImportsRouteName> = ApiAnswer<(typeof importsRoutes)[Name]>;
export type ImportsBody<Name extends ImportsRouteName> = (typeof importsRoutes)[Name] extends {
  readonly body: infer Body extends z.ZodType;
}
  ? Readonly<z.input<Body>>
  : never;
export type AppliedImport = ImportsAnswer<'apply'>;
