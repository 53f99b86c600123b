/** Desk claim: entering an activity, keying in paper stamps, moving paper points, and taking back what was entered by mistake. */
import { z } from 'zod';
import {
  accountIdSchema,
  activityIdSchema,
  amountSchema,
  changeFields,
  countSchema,
  evidenceKindSchema,
  groupIdSchema,
  reasonSchema,
  referenceSchema,
  refusalSchema,
  refusedSchema,
  saidSchema,
} from './desk-terms.ts';
import { participantIdSchema, plainDateSchema } from './ids.ts';

/** What a QR code says, or the short code typed from under it. */
export const codeTextSchema = z.string().trim().min(1).max(400);

const claimFields = {
  participant: participantIdSchema,
  /** Without it, the account the rules give for this person on that date. */
  account: accountIdSchema.optional(),
  activity: activityIdSchema,
  /** The date it was done. */
  date: plainDateSchema,
  from: plainDateSchema.optional(),
  group: groupIdSchema.optional(),
  place: z.string().trim().min(1).max(80).optional(),
  /** `venue-code` and `once-code` go with a `code` of that kind, and only they do. */
  evidence: evidenceKindSchema,
  goalSteps: countSchema.optional(),
  code: codeTextSchema.optional(),
};

/** POST /api/desk/claims/preview changes nothing. */
export const claimAskSchema = z.strictObject(claimFields);
export type ClaimAsk = Readonly<z.infer<typeof claimAskSchema>>;

/** POST /api/desk/claims */
export const claimBodySchema = z.strictObject({
  ...claimFields,
  reference: referenceSchema.optional(),
  ...changeFields,
});
export type ClaimBody = Readonly<z.infer<typeof claimBodySchema>>;

const given = { account: accountIdSchema, points: countSchema, sentence: saidSchema };

export const claimPreviewSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('possible'), ...given }),
  refusedSchema,
]);
export type ClaimPreview = Readonly<z.infer<typeof claimPreviewSchema>>;

export const claimAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('recorded'), claim: z.string(), ...given, balance: z.int() }),
  refusedSchema,
]);
export type ClaimAnswer = Readonly<z.infer<typeof claimAnswerSchema>>;

/** POST /api/desk/claims/void */
export const claimVoidSchema = z.strictObject({
  claim: z.string().min(1).max(100),
  reason: reasonSchema,
  reference: referenceSchema.optional(),
  ...changeFields,
});
export type ClaimVoid = Readonly<z.infer<typeof claimVoidSchema>>;

export const claimVoidAnswerSchema = z.discriminatedUnion('kind', [
  /** `points` are what the void took back, so negative or 0. */
  z.strictObject({ kind: z.literal('voided'), points: z.array(amountSchema), sentence: saidSchema }),
  refusedSchema,
]);
export type ClaimVoidAnswer = Readonly<z.infer<typeof claimVoidAnswerSchema>>;

/** POST /api/desk/claims/code-preview */
export const codeAskSchema = z.strictObject({ code: codeTextSchema });
export type CodeAsk = Readonly<z.infer<typeof codeAskSchema>>;

export const codePreviewSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('valid'),
    codeKind: z.enum(['venue', 'once']),
    activity: activityIdSchema,
    place: z.string().nullable(),
    from: plainDateSchema,
    to: plainDateSchema,
    sentence: saidSchema,
  }),
  refusedSchema,
]);
export type CodePreview = Readonly<z.infer<typeof codePreviewSchema>>;

export const stampRowsMax = 60;
export const stampRowSchema = z.strictObject({
  date: plainDateSchema,
  activity: activityIdSchema,
  group: groupIdSchema.optional(),
});
export type StampRow = Readonly<z.infer<typeof stampRowSchema>>;

const stampFields = { participant: participantIdSchema, rows: z.array(stampRowSchema).min(1).max(stampRowsMax) };

/** POST /api/desk/stamps/preview changes nothing. */
export const stampsAskSchema = z.strictObject(stampFields);
export type StampsAsk = Readonly<z.infer<typeof stampsAskSchema>>;

/** POST /api/desk/stamps: all rows or none. */
export const stampsBodySchema = z.strictObject({
  ...stampFields,
  reference: referenceSchema.optional(),
  ...changeFields,
});
export type StampsBody = Readonly<z.infer<typeof stampsBodySchema>>;

export const stampLineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('possible'), points: countSchema, sentence: saidSchema }),
  z.strictObject({ kind: z.literal('refused'), refusals: z.array(refusalSchema).min(1) }),
]);

/** `lines` stand in the order of the rows. `refused` when one of them is, and then nothing is recorded. */
export const stampsAnswerSchema = z.strictObject({
  kind: z.enum(['possible', 'recorded', 'refused']),
  account: accountIdSchema,
  lines: z.array(stampLineSchema),
  points: countSchema,
  /** Of the paper account, after recording. */
  balance: z.int(),
  /** Of the rows, in their order; empty unless recorded. */
  claims: z.array(z.string()),
});
export type StampsAnswer = Readonly<z.infer<typeof stampsAnswerSchema>>;

const transferFields = {
  participant: participantIdSchema,
  /** Paper points. */
  points: z.union([z.int().min(1), z.literal('all')]),
};

/** POST /api/desk/transfers/preview changes nothing. */
export const transferAskSchema = z.strictObject(transferFields);
export type TransferAsk = Readonly<z.infer<typeof transferAskSchema>>;

/** POST /api/desk/transfers; `reference` is the application form. */
export const transferBodySchema = z.strictObject({ ...transferFields, reference: referenceSchema, ...changeFields });
export type TransferBody = Readonly<z.infer<typeof transferBodySchema>>;

/** Balances before and after of the two accounts, and what closes by it. */
const moved = {
  before: z.array(amountSchema),
  after: z.array(amountSchema),
  sentence: saidSchema,
  /** What will be different from now on, such as that no stamps can be keyed in any more. */
  consequences: z.array(saidSchema),
};

export const transferAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('possible'), ...moved }),
  z.strictObject({ kind: z.literal('recorded'), ...moved }),
  refusedSchema,
]);
export type TransferAnswer = Readonly<z.infer<typeof transferAnswerSchema>>;
