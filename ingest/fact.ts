/** Facts other than batches, as they stand in the journal. */
import { z } from 'zod';
import { deviceSerialSchema, participantIdSchema, plainDateSchema } from '../contract/ids.ts';

/** A loan as it was and as it is; null where it did not exist. Times in ms since the Unix epoch. */
const loanSchema = z.strictObject({
  id: z.int(),
  device: deviceSerialSchema,
  participant: participantIdSchema,
  fromMs: z.int(),
  toMs: z.int().nullable(),
});
export type LoanRow = z.infer<typeof loanSchema>;

/** A pedometer became known, or something of it was corrected: with its key, so that a replay knows what was known when. */
export const deviceFactSchema = z.strictObject({
  device: deviceSerialSchema,
  /** 32 bytes in hex. */
  key: z.hex().length(64),
  label: z.string(),
  bucketSeconds: z.int(),
  capacityBuckets: z.int(),
});
const loanChangeSchema = z.strictObject({ before: loanSchema.nullable(), after: loanSchema.nullable() });
export type LoanChange = z.infer<typeof loanChangeSchema>;
/** Loans that change together are one fact, so that nobody's day goes up and down in between. */
export const loanFactSchema = z.union([
  loanChangeSchema,
  z.strictObject({ changes: z.array(loanChangeSchema).min(1) }),
]);
export const closeFactSchema = z.strictObject({ today: plainDateSchema });
export const decisionFactSchema = z.strictObject({
  item: z.int(),
  by: z.string().max(64),
  reason: z.string().max(200),
});

/** Settled items that nobody needs any more. It stands among what was discarded. */
export const forgetFactSchema = z.strictObject({ forget: z.array(z.int()).min(1) });
export const discardFactSchema = z.union([decisionFactSchema, forgetFactSchema]);

export type DeviceFact = z.infer<typeof deviceFactSchema>;
export type LoanFact = z.infer<typeof loanFactSchema>;
export type DecisionFact = z.infer<typeof decisionFactSchema>;
export type ForgetFact = z.infer<typeof forgetFactSchema>;

export const loanChangesOf = (fact: LoanFact): readonly LoanChange[] => ('changes' in fact ? fact.changes : [fact]);

/** What the desk says of a hand-over that was held: when it happened, or that it does not count. */
export const settleFactSchema = z.strictObject({
  handOver: z.int(),
  atMs: z.int().nullable(),
  by: z.string().max(64),
});
