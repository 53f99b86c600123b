/** Feed messages: what is sent to the point service over HTTP, and what it answers (docs/wire.md §3). */
import { z } from 'zod';
import { centreVisitSchema } from './centre-visit.ts';
import { dayTotalSchema } from './day-total.ts';
import { enrolmentSchema } from './enrolment.ts';
import { participantIdSchema, plainDateSchema } from './ids.ts';

/** What one message may hold. Its size as sent is limited too. */
export const feedItemsMax = 500;
export const feedBytesMax = 1024 * 1024;

export const totalsMessageSchema = z.strictObject({ totals: z.array(dayTotalSchema).min(1).max(feedItemsMax) });
export const visitsMessageSchema = z.strictObject({ visits: z.array(centreVisitSchema).min(1).max(feedItemsMax) });
export const enrolmentsMessageSchema = z.strictObject({
  enrolments: z.array(enrolmentSchema).min(1).max(feedItemsMax),
});

const countSchema = z.int().min(0);

/** Every total sent is in exactly one of the three. */
export const totalsAnswerSchema = z.strictObject({
  /** Revisions not seen before. */
  fresh: countSchema,
  /** Revisions seen before, the same as then. */
  repeated: countSchema,
  /** Revisions seen before with another content: the first one stays, these were ignored. */
  ignored: z.array(
    z.strictObject({ participant: participantIdSchema, date: plainDateSchema, revision: z.int().min(1) }),
  ),
});
export type TotalsAnswer = z.infer<typeof totalsAnswerSchema>;

/** To visits and enrolments, which are known for good once this is answered. */
export const takenAnswerSchema = z.strictObject({ taken: countSchema });
export type TakenAnswer = z.infer<typeof takenAnswerSchema>;

/** Why a message was not taken; then nothing of it was. */
export const feedFaults = [
  /** The three headers of a signed message are not all there, once each and well formed. */
  'not-signed',
  'signature-wrong',
  'timestamp-too-old',
  'timestamp-too-new',
  /** This webhook-id came before, with another body. */
  'id-used-otherwise',
  'not-json',
  'not-as-described',
  'body-too-large',
  'content-type',
  'too-many-requests',
  'no-host',
  'unknown-host',
  'too-many-headers',
  'bad-url',
  'unknown-path',
  'busy',
  'internal',
] as const;
export type FeedFault = (typeof feedFaults)[number];

/** Whoever sends a body with a thousand mistakes is told of the first few. */
export const feedProblemsMax = 20;

export const feedErrorSchema = z.strictObject({
  error: z.enum(feedFaults),
  /** What to do about it. */
  hint: z.string(),
  /** Where in the body, such as `totals.3.steps`, and what about it. */
  problems: z.array(z.strictObject({ path: z.string(), message: z.string() })).max(feedProblemsMax),
});
export type FeedError = Readonly<z.infer<typeof feedErrorSchema>>;

/** Every address of the feed's receiving end, with what it takes and what it answers. */
export const feedRoutes = {
  totals: { method: 'POST', path: '/v1/day-totals', body: totalsMessageSchema, answer: totalsAnswerSchema },
  visits: { method: 'POST', path: '/v1/visits', body: visitsMessageSchema, answer: takenAnswerSchema },
  enrolments: { method: 'POST', path: '/v1/enrolments', body: enrolmentsMessageSchema, answer: takenAnswerSchema },
} as const;

/** Of a message: Standard Webhooks, so that every language has a library that signs. */
export const webhookHeaders = {
  id: 'webhook-id',
  timestamp: 'webhook-timestamp',
  signature: 'webhook-signature',
} as const;
/** How far a sender's clock may be off. */
export const webhookToleranceSeconds = 300;
