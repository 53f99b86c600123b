/** Desk review: days in doubt, the evidence a clerk judges them by, and the judgement. */
import { z } from 'zod';
import { decisionKinds } from './desk-kinds.ts';
import {
  actorSchema,
  amountSchema,
  changeFields,
  codeWordSchema,
  countSchema,
  instantSchema,
  reasonSchema,
  referenceSchema,
  saidSchema,
} from './desk-terms.ts';
import { participantIdSchema, plainDateSchema } from './ids.ts';

export const findingSchema = z.strictObject({
  /** Such as `flat-profile`, `cadence`, `twin`, `at-night`, `above-belief`. */
  code: codeWordSchema,
  sentence: saidSchema,
  /** The hours of the day it is about, 0–23; empty when it is about the whole day. */
  hours: z.array(z.int().min(0).max(23)),
});
export type Finding = Readonly<z.infer<typeof findingSchema>>;

const personDay = { participant: participantIdSchema, date: plainDateSchema };

export const madeDecisionSchema = z.strictObject({
  ...personDay,
  kind: z.enum(decisionKinds),
  /** What a cap counts at most. */
  steps: countSchema.nullable(),
  at: instantSchema,
  reason: reasonSchema,
  actor: actorSchema,
  reference: referenceSchema.nullable(),
  /** When and by whom it was taken back. */
  undone: z.strictObject({ at: instantSchema, actor: actorSchema, reason: reasonSchema }).nullable(),
});
export type MadeDecision = Readonly<z.infer<typeof madeDecisionSchema>>;

/** GET /api/desk/held */
export const heldDaySchema = z.strictObject({
  ...personDay,
  name: z.string().nullable(),
  centre: z.string().nullable(),
  label: z.string().nullable(),
  steps: countSchema,
  findings: z.array(findingSchema),
  /** Since when it waits. */
  since: plainDateSchema,
});
export type HeldDay = Readonly<z.infer<typeof heldDaySchema>>;

export const heldSchema = z.strictObject({
  /** Whoever waits longest first. */
  held: z.array(heldDaySchema),
  /** The newest twenty, newest first, so that one can be taken back. */
  decided: z.array(madeDecisionSchema).max(20),
});
export type Held = Readonly<z.infer<typeof heldSchema>>;

export const evidenceHourSchema = z.strictObject({
  hour: z.int().min(0).max(23),
  steps: countSchema,
  /** This person's usual steps of this hour; null without days to compare with. */
  usual: countSchema.nullable(),
  isFlagged: z.boolean(),
});
export type EvidenceHour = Readonly<z.infer<typeof evidenceHourSchema>>;

/** GET /api/desk/held/:participant/:date; also for a day that has been decided or was never held. */
export const evidenceAnswerSchema = z.strictObject({
  ...personDay,
  name: z.string().nullable(),
  centre: z.string().nullable(),
  label: z.string().nullable(),
  steps: countSchema,
  isWaiting: z.boolean(),
  since: plainDateSchema.nullable(),
  findings: z.array(findingSchema),
  /** All 24; empty when the day's curve is not known here. */
  hours: z.array(evidenceHourSchema).max(24),
  /** On how many days the usual rests. */
  usualDays: countSchema,
  figures: z.array(z.strictObject({ name: saidSchema, value: saidSchema, usual: saidSchema.nullable() })),
  /** Somebody whose pedometer tells the same curve. */
  twin: z
    .strictObject({
      participant: participantIdSchema,
      label: z.string().nullable(),
      hours: z.array(countSchema).length(24),
    })
    .nullable(),
  /** Everything this date would have after each decision; `cap` at `capSteps`, a suggestion. */
  outcomes: z.strictObject({
    now: z.array(amountSchema),
    accept: z.array(amountSchema),
    cap: z.array(amountSchema),
    void: z.array(amountSchema),
  }),
  capSteps: countSchema,
  /** The decision in force, and those taken back, newest first. */
  decisions: z.array(madeDecisionSchema),
});
export type Evidence = Readonly<z.infer<typeof evidenceAnswerSchema>>;

const choices = [
  { kind: z.literal('accept') },
  { kind: z.literal('cap'), steps: countSchema },
  { kind: z.literal('void') },
] as const;

/** POST /api/desk/decisions/preview */
export const decisionAskSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...personDay, ...choices[0] }),
  z.strictObject({ ...personDay, ...choices[1] }),
  z.strictObject({ ...personDay, ...choices[2] }),
]);
export type DecisionAsk = Readonly<z.infer<typeof decisionAskSchema>>;

const why = { reason: reasonSchema, reference: referenceSchema.optional(), ...changeFields };

/** POST /api/desk/decisions */
export const decisionBodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...personDay, ...choices[0], ...why }),
  z.strictObject({ ...personDay, ...choices[1], ...why }),
  z.strictObject({ ...personDay, ...choices[2], ...why }),
]);
export type DecisionBody = Readonly<z.infer<typeof decisionBodySchema>>;

/** POST /api/desk/decisions/undo: the day waits again. 404 `unknown-decision` where none is in force. */
export const decisionUndoSchema = z.strictObject({ ...personDay, ...why });
export type DecisionUndo = Readonly<z.infer<typeof decisionUndoSchema>>;

/** The answer to all three. */
export const decisionAnswerSchema = z.strictObject({
  before: z.array(amountSchema),
  after: z.array(amountSchema),
  sentence: saidSchema,
});
export type DecisionAnswer = Readonly<z.infer<typeof decisionAnswerSchema>>;
