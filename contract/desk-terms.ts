/** Desk terms: what every question and answer of the desk API is made of: sentences in both languages, amounts, who did it and why. */
import { z } from 'zod';
import { idPattern } from './ids.ts';

/** The same sentence for a Japanese and for an English reader. */
export const saidSchema = z.strictObject({ ja: z.string().min(1), en: z.string().min(1) });
export type Said = Readonly<z.infer<typeof saidSchema>>;

export const unitSchema = z.strictObject({
  ja: z.string().min(1),
  en: z.strictObject({ one: z.string().min(1), other: z.string().min(1) }),
});
export type DeskUnit = Readonly<z.infer<typeof unitSchema>>;

/** A word for machines, such as `reason-missing`. */
export const codeWordSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/**
 * Every answer with a status of 4xx or 5xx. `ja` and `en` say what happened and that nothing was changed; `hint` says what to
 * do next. A field that is missing or of the wrong form is 400 with the word of the field: `reason-missing`, `actor-missing`,
 * `reference-missing`, else `not-understood`. Unknown people, days, groups, codes and claims are 404 `unknown-…`.
 */
export const deskErrorSchema = z
  .strictObject({
    error: codeWordSchema,
    ja: z.string().min(1),
    en: z.string().min(1),
    hint: saidSchema.optional(),
  })
  .meta({
    description: 'Refused; nothing was changed',
    examples: [
      {
        error: 'unknown-participant',
        ja: 'この番号の参加者は ありません。何も変えていません。',
        en: 'There is no participant of this number. Nothing was changed.',
      },
    ],
  });
export type DeskError = Readonly<z.infer<typeof deskErrorSchema>>;

/** An account of the rule file: `pedometer`, `paper`. */
export const accountIdSchema = z.string().regex(idPattern);
export const activityIdSchema = z.string().regex(idPattern);
export const groupIdSchema = z.string().regex(idPattern);
export const evidenceKindSchema = z.string().regex(idPattern);

export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const instantSchema = z.iso.datetime();
export const countSchema = z.int().min(0);

/** Points of one account; negative where they are taken back. */
export const amountSchema = z.strictObject({ account: accountIdSchema, points: z.int() });
export type Amount = Readonly<z.infer<typeof amountSchema>>;

/** Name or initials of the clerk (担当). */
export const actorSchema = z.string().trim().min(1).max(40);
export const reasonSchema = z.string().trim().min(1).max(200);
/** The number of an application form, a letter, a phone note. */
export const referenceSchema = z.string().trim().min(1).max(100);

/** On every POST that changes something. The same `requestId` again gives the first answer again and changes nothing. */
export const changeFields = { actor: actorSchema, requestId: z.uuid() } as const;

/** Why something asked for is not done: an ordinary answer (status 200), after which nothing has changed. */
export const refusalCodes = [
  'already-claimed',
  'once-only',
  'daily-limit',
  'monthly-limit',
  'period-limit',
  'too-young',
  'too-old',
  'paper-closed',
  'account-not-held',
  'account-not-open',
  'channel-closed',
  'code-forged',
  'code-expired',
  'code-not-yet',
  'code-used',
  'code-revoked',
  'code-other-activity',
  'code-missing',
  'unknown-code',
  'unknown-group',
  'unknown-participant',
  'unknown-claim',
  'group-closed',
  'group-not-open',
  'group-other-activity',
  'group-missing',
  'place-missing',
  'too-late',
  'in-future',
  'not-on-menu',
  'before-enrolment',
  'not-enrolled',
  'evidence-not-accepted',
  'goal-missing',
  'goal-too-low',
  'goal-too-high',
  'from-missing',
  'not-kept-long-enough',
  'already-void',
  'nothing-to-move',
  'too-many-points',
  'no-transfer',
] as const;

export const refusalSchema = z.strictObject({
  code: z.enum(refusalCodes),
  sentence: saidSchema,
  /** What to do next, where there is something. */
  hint: saidSchema.optional(),
});
export type Refusal = Readonly<z.infer<typeof refusalSchema>>;

export const refusedSchema = z.strictObject({ kind: z.literal('refused'), refusals: z.array(refusalSchema).min(1) });
export type Refused = Readonly<z.infer<typeof refusedSchema>>;
