/** Desk entry: one line of the ledger as the desk shows it, with the words for why it is there. */
import { z } from 'zod';
import { deskEntryKinds } from './desk-kinds.ts';
import {
  accountIdSchema,
  actorSchema,
  countSchema,
  instantSchema,
  reasonSchema,
  referenceSchema,
  saidSchema,
} from './desk-terms.ts';
import { plainDateSchema } from './ids.ts';

export const deskEntrySchema = z.strictObject({
  id: z.int().min(1),
  /** When it was written. */
  at: instantSchema,
  /** The date it is for: walked, done, or moved. */
  date: plainDateSchema,
  account: accountIdSchema,
  /** Never 0. */
  points: z.int(),
  kind: z.enum(deskEntryKinds),
  /** What the points are for, in the rule's words. */
  sentence: saidSchema,
  ruleVersion: countSchema.nullable(),
  reason: reasonSchema.nullable(),
  actor: actorSchema.nullable(),
  reference: referenceSchema.nullable(),
  /** The entry this one takes back or puts right. */
  reverses: z.int().min(1).nullable(),
  /** The claim behind it, for whoever wants to void it; null where there is none or it is void already. */
  claim: z.string().nullable(),
});
export type DeskEntry = Readonly<z.infer<typeof deskEntrySchema>>;
