/** Enrolment: what the point service knows of a participant beside steps: how old they are, and since when they carry a pedometer. */
import { z } from 'zod';
import { participantIdSchema, plainDateSchema } from './ids.ts';

export const enrolmentSchema = z
  .strictObject({
    participant: participantIdSchema,
    birthYear: z.int().min(1850).max(2200),
    /** Where the desk knows it; else a year of life counts from its last possible day, 31 December. */
    birthDate: plainDateSchema.nullable(),
    /** Local date of the first loan; null for whoever has a paper card only. */
    pedometerFrom: plainDateSchema.nullable(),
  })
  .refine(({ birthYear, birthDate }) => birthDate === null || Number(birthDate.slice(0, 4)) === birthYear, {
    path: ['birthDate'],
    message: 'is not of birthYear',
  });
export type Enrolment = Readonly<z.infer<typeof enrolmentSchema>>;
