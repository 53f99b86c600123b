/** Centre visit: that a participant's pedometer was read at a centre on a date, as the point service is told. Idempotent by (participant, date, centre). */
import { z } from 'zod';
import { centreIdSchema, participantIdSchema, plainDateSchema } from './ids.ts';

export const centreVisitSchema = z.strictObject({
  participant: participantIdSchema,
  /** Local date of the visit in the programme's zone. */
  date: plainDateSchema,
  centre: centreIdSchema,
});
export type CentreVisit = Readonly<z.infer<typeof centreVisitSchema>>;
