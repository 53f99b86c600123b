/** Desk code: venue and one-time codes: made, listed, printed as a sheet, revoked. */
import { z } from 'zod';
import { codeKinds } from './desk-kinds.ts';
import { activityIdSchema, actorSchema, changeFields, countSchema, instantSchema, reasonSchema } from './desk-terms.ts';
import { idPattern, plainDateSchema } from './ids.ts';

export { codeKinds, type CodeKind } from './desk-kinds.ts';

export const slipsMax = 200;
export const codeIdSchema = z.string().regex(idPattern);

const codeFields = {
  kind: z.enum(codeKinds),
  activity: activityIdSchema,
  place: z.string().trim().min(1).max(80),
  /** First and last date on which it is taken. */
  from: plainDateSchema,
  to: plainDateSchema,
};

export const madeCodeSchema = z.strictObject({
  id: codeIdSchema,
  ...codeFields,
  /** Slips made; 1 for a venue. */
  count: z.int().min(1).max(slipsMax),
  /** Claims made with it. */
  used: countSchema,
  state: z.enum(['not-yet', 'valid', 'expired', 'revoked']),
  madeAt: instantSchema,
  madeBy: actorSchema,
  revoked: z.strictObject({ at: instantSchema, actor: actorSchema, reason: reasonSchema }).nullable(),
});
export type MadeCode = Readonly<z.infer<typeof madeCodeSchema>>;

/** GET /api/desk/codes */
export const codesSchema = z.strictObject({
  /** Newest first. */
  codes: z.array(madeCodeSchema),
});
export type Codes = Readonly<z.infer<typeof codesSchema>>;

export const slipSchema = z.strictObject({
  serial: z.string(),
  /** What the QR code says. */
  text: z.string().min(1).max(400),
  /** What to type where no scanner is at hand: groups of letters and figures that cannot be mistaken for one another. */
  short: z.string().min(4).max(40),
  isUsed: z.boolean(),
});
export type Slip = Readonly<z.infer<typeof slipSchema>>;

/** GET /api/desk/codes/:id, and the answer to making and revoking one. */
export const codeSheetSchema = z.strictObject({
  code: madeCodeSchema,
  slips: z.array(slipSchema).min(1).max(slipsMax),
});
export type CodeSheet = Readonly<z.infer<typeof codeSheetSchema>>;

/** POST /api/desk/codes */
export const codeBodySchema = z
  .strictObject({ ...codeFields, count: z.int().min(1).max(slipsMax).default(1), ...changeFields })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'is before the first date' })
  .refine(({ kind, count }) => kind === 'once' || count === 1, { path: ['count'], message: 'is 1 for a venue' });
export type CodeBody = Readonly<z.input<typeof codeBodySchema>>;

/** POST /api/desk/codes/:id/revoke */
export const codeRevokeSchema = z.strictObject({ reason: reasonSchema, ...changeFields });
export type CodeRevoke = Readonly<z.infer<typeof codeRevokeSchema>>;
