/** Named schemas: under which names the description of the API keeps the shapes of the contract, so that each stands there once. */
import { z } from 'zod';
import * as analysisCare from '../../../contract/analysis-care.ts';
import * as analysisPoints from '../../../contract/analysis-points.ts';
import * as analysisSteps from '../../../contract/analysis-steps.ts';
import * as analysisTerms from '../../../contract/analysis-terms.ts';
import * as centreVisit from '../../../contract/centre-visit.ts';
import * as dayTotal from '../../../contract/day-total.ts';
import * as deskClaim from '../../../contract/desk-claim.ts';
import * as deskCode from '../../../contract/desk-code.ts';
import * as deskDay from '../../../contract/desk-day.ts';
import * as deskEntry from '../../../contract/desk-entry.ts';
import * as deskGroup from '../../../contract/desk-group.ts';
import * as deskParticipant from '../../../contract/desk-participant.ts';
import * as deskProgramme from '../../../contract/desk-programme.ts';
import * as deskReview from '../../../contract/desk-review.ts';
import * as deskStatement from '../../../contract/desk-statement.ts';
import * as deskTerms from '../../../contract/desk-terms.ts';
import * as enrolment from '../../../contract/enrolment.ts';
import * as feedMessage from '../../../contract/feed-message.ts';
import * as importsTerms from '../../../contract/imports-terms.ts';
import * as jobs from '../../../contract/jobs.ts';
import * as recordsExport from '../../../contract/records-export.ts';
import * as recordsTerms from '../../../contract/records-terms.ts';
import * as registerCentre from '../../../contract/register-centre.ts';
import * as registerImport from '../../../contract/register-import.ts';
import * as registerLoan from '../../../contract/register-loan.ts';
import * as registerParticipant from '../../../contract/register-participant.ts';
import * as registerPedometer from '../../../contract/register-pedometer.ts';
import * as registerTerms from '../../../contract/register-terms.ts';

/** By the part that speaks of them. */
const modules: Readonly<Record<string, readonly object[]>> = {
  '': [dayTotal, centreVisit, enrolment, feedMessage, deskTerms],
  Analysis: [analysisTerms, analysisSteps, analysisCare, analysisPoints],
  Desk: [deskClaim, deskCode, deskDay, deskEntry, deskGroup, deskParticipant, deskProgramme, deskReview, deskStatement],
  Import: [importsTerms],
  Job: [jobs],
  Record: [recordsTerms, recordsExport],
  Register: [registerTerms, registerCentre, registerImport, registerLoan, registerParticipant, registerPedometer],
};

/** Of a query every field is told by itself, and a word or a number is shorter than a name for it. */
const isWorthNaming = (name: string, schema: unknown): schema is z.ZodType =>
  name.endsWith('Schema') &&
  !name.endsWith('QuerySchema') &&
  name !== 'analysisFilterSchema' &&
  (schema instanceof z.ZodObject || schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion);

/** `pedometerRowSchema` of the register is `RegisterPedometerRow`. */
const nameOf = (part: string, name: string): string => {
  const own = `${name.charAt(0).toUpperCase()}${name.slice(1, -'Schema'.length)}`;
  return own.startsWith(part) ? own : `${part}${own}`;
};

/** Once, before the API is described. */
export const nameSchemas = (): void => {
  for (const [part, ofPart] of Object.entries(modules)) {
    for (const [name, schema] of ofPart.flatMap((module) => Object.entries(module) as [string, unknown][])) {
      if (isWorthNaming(name, schema) && z.globalRegistry.get(schema)?.id === undefined)
        z.globalRegistry.add(schema, { ...z.globalRegistry.get(schema), id: nameOf(part, name) });
    }
  }
};
