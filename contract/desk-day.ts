/** Desk day: everything behind one participant's date, from the pages of the pedometer to the entries of the ledger. */
import { z } from 'zod';
import { deskEntrySchema } from './desk-entry.ts';
import { deskDayStates } from './desk-kinds.ts';
import { personHeadSchema } from './desk-participant.ts';
import { evidenceAnswerSchema, findingSchema, madeDecisionSchema } from './desk-review.ts';
import { accountIdSchema, amountSchema, countSchema, instantSchema, saidSchema } from './desk-terms.ts';
import { dayStates, trusts } from './day-total.ts';
import { deviceSerialSchema, idPattern, plainDateSchema } from './ids.ts';

export const explainedBucketSchema = z.strictObject({
  /** Minutes since local midnight; a little below 0 where the bucket reaches over midnight. */
  fromMinute: z.number(),
  minutes: z.number().positive(),
  steps: countSchema,
  isCounted: z.boolean(),
  /** Why it is not counted. */
  note: saidSchema.nullable(),
});
export type ExplainedBucket = Readonly<z.infer<typeof explainedBucketSchema>>;

export const explainedPageSchema = z.strictObject({
  device: deviceSerialSchema,
  /** Sticker of the pedometer. */
  label: z.string().nullable(),
  /** First sequence of the page in the pedometer's memory; null when only its buckets are known here. */
  firstSequence: countSchema.nullable(),
  receivedAt: instantSchema.nullable(),
  /** The centre where it was read. */
  centre: z.string().nullable(),
  trust: z.enum(trusts),
  /** Only those of this date, by time. */
  buckets: z.array(explainedBucketSchema),
});
export type ExplainedPage = Readonly<z.infer<typeof explainedPageSchema>>;

export const explainedDayRevisionSchema = z.strictObject({
  revision: z.int().min(1),
  steps: countSchema,
  state: z.enum(dayStates),
  syncedOn: plainDateSchema,
  arrivedAt: instantSchema.nullable(),
  isCounted: z.boolean(),
  /** What became of it. */
  sentence: saidSchema,
});

export const explainedAwardSchema = z.strictObject({
  account: accountIdSchema,
  points: z.int(),
  rule: z.string().regex(idPattern),
  ruleVersion: z.int().min(1),
  sentence: saidSchema,
});

/** GET /api/desk/participants/:id/days/:date */
export const explainedDaySchema = z.strictObject({
  head: personHeadSchema,
  date: plainDateSchema,
  isHoliday: z.boolean(),
  state: z.enum(deskDayStates),
  steps: countSchema.nullable(),
  countedSteps: countSchema,
  points: z.array(amountSchema),
  /** The answer in words a senior understands, the most important first: never empty, also for a day without steps. */
  sentences: z.array(saidSchema).min(1),
  /** Why the steps are not those of the person's own phone. */
  differs: z.array(saidSchema),
  /** By time received. */
  pages: z.array(explainedPageSchema),
  revisions: z.array(explainedDayRevisionSchema),
  /** The version in force on this date, with the sentence that decided. */
  rule: z.strictObject({ version: z.int().min(1), effectiveFrom: plainDateSchema, sentence: saidSchema }).nullable(),
  awards: z.array(explainedAwardSchema),
  /** In the order written; `sum` is the account's points for this date after the entry. */
  entries: z.array(z.strictObject({ ...deskEntrySchema.shape, sum: z.int() })),
  decisions: z.array(madeDecisionSchema),
  findings: z.array(findingSchema),
  /** Where the day is or was in doubt. */
  evidence: evidenceAnswerSchema.nullable(),
});
export type ExplainedDay = Readonly<z.infer<typeof explainedDaySchema>>;
