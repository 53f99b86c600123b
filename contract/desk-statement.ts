/** Desk statement: a participant's accounts over a stretch of time, with what stood before, every line, and what stands after. */
import { z } from 'zod';
import { deskEntrySchema } from './desk-entry.ts';
import { expirySchema, personHeadSchema } from './desk-participant.ts';
import { accountIdSchema, monthSchema } from './desk-terms.ts';
import { plainDateSchema } from './ids.ts';

/** GET /api/desk/participants/:id/statement, with exactly one of `month`, `fiscalYear` (April to March) or `from` and `to`. */
export const statementQuerySchema = z
  .strictObject({
    month: monthSchema.optional(),
    fiscalYear: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
    from: plainDateSchema.optional(),
    to: plainDateSchema.optional(),
  })
  .refine(
    ({ month, fiscalYear, from, to }) =>
      [month, fiscalYear, from].filter((each) => each !== undefined).length === 1 &&
      (from === undefined) === (to === undefined) &&
      (from ?? '') <= (to ?? ''),
    'is one of month, fiscalYear, or from and to',
  );

export const statementAccountSchema = z.strictObject({
  account: accountIdSchema,
  opening: z.int(),
  /** By when they were written; `balance` is the account after the line. */
  lines: z.array(z.strictObject({ ...deskEntrySchema.shape, balance: z.int() })),
  closing: z.int(),
  expiring: z.array(expirySchema),
});
export type StatementAccount = Readonly<z.infer<typeof statementAccountSchema>>;

export const statementSchema = z.strictObject({
  head: personHeadSchema,
  kind: z.enum(['month', 'fiscal-year', 'range']),
  /** Local dates on which the lines were written, both included. */
  from: plainDateSchema,
  to: plainDateSchema,
  writtenOn: plainDateSchema,
  accounts: z.array(statementAccountSchema),
});
export type Statement = Readonly<z.infer<typeof statementSchema>>;
