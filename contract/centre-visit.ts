/** Centre visit: that a participant's pedometer was read at a centre on a date, as the point service is told. Idempotent by (participant, date, centre): the last word counts. */
import { z } from 'zod';
import { centreIdSchema, participantIdSchema, plainDateSchema } from './ids.ts';

export const centreVisitSchema = z.strictObject({
  participant: participantIdSchema,
  /** Local date of the visit in the programme's zone. */
  date: plainDateSchema,
  centre: centreIdSchema,
  /** It turned out not to be this participant's: a loan was corrected, or the gateway's clock is no longer believed. */
  withdrawn: z.boolean(),
});
export type CentreVisit = Readonly<z.infer<typeof centreVisitSchema>>;
