/** Desk: every address of the point service's desk API, with what it takes and what it answers. Changes carry actor and requestId. */
import type { z } from 'zod';
import type { ApiRoutes } from './api-route.ts';
import {
  claimAnswerSchema,
  claimAskSchema,
  claimBodySchema,
  claimPreviewSchema,
  claimVoidAnswerSchema,
  claimVoidSchema,
  codeAskSchema,
  codePreviewSchema,
  stampsAnswerSchema,
  stampsAskSchema,
  stampsBodySchema,
  transferAnswerSchema,
  transferAskSchema,
  transferBodySchema,
} from './desk-claim.ts';
import { codeBodySchema, codeRevokeSchema, codeSheetSchema, codesSchema } from './desk-code.ts';
import { explainedDaySchema } from './desk-day.ts';
import {
  attendanceAnswerSchema,
  attendanceAskSchema,
  attendanceBodySchema,
  deskGroupSchema,
  groupBodySchema,
  groupCloseSchema,
  groupsSchema,
} from './desk-group.ts';
import { deskPaths } from './desk-paths.ts';
import { participantsQuerySchema, participantsSchema, personQuerySchema, personSchema } from './desk-participant.ts';
import { deskProgrammeSchema } from './desk-programme.ts';
import {
  decisionAnswerSchema,
  decisionAskSchema,
  decisionBodySchema,
  decisionUndoSchema,
  evidenceAnswerSchema,
  heldSchema,
} from './desk-review.ts';
import { statementQuerySchema, statementSchema } from './desk-statement.ts';

/** Parameters of a path are written `:id` for a participant, group or code, `:participant` and `:date`. */
export const deskRoutes = {
  programme: { method: 'GET', path: deskPaths.programme, answer: deskProgrammeSchema },
  participants: {
    method: 'GET',
    path: deskPaths.participants,
    query: participantsQuerySchema,
    answer: participantsSchema,
  },
  person: { method: 'GET', path: deskPaths.person, query: personQuerySchema, answer: personSchema },
  day: { method: 'GET', path: deskPaths.day, answer: explainedDaySchema },
  statement: {
    method: 'GET',
    path: deskPaths.statement,
    query: statementQuerySchema,
    answer: statementSchema,
  },
  held: { method: 'GET', path: deskPaths.held, answer: heldSchema },
  evidence: { method: 'GET', path: deskPaths.evidence, answer: evidenceAnswerSchema },
  groups: { method: 'GET', path: deskPaths.groups, answer: groupsSchema },
  codes: { method: 'GET', path: deskPaths.codes, answer: codesSchema },
  code: { method: 'GET', path: deskPaths.code, answer: codeSheetSchema },

  // These change nothing.
  previewDecision: {
    method: 'POST',
    path: deskPaths.previewDecision,
    body: decisionAskSchema,
    answer: decisionAnswerSchema,
  },
  previewClaim: { method: 'POST', path: deskPaths.previewClaim, body: claimAskSchema, answer: claimPreviewSchema },
  previewCode: {
    method: 'POST',
    path: deskPaths.previewCode,
    body: codeAskSchema,
    answer: codePreviewSchema,
  },
  previewStamps: {
    method: 'POST',
    path: deskPaths.previewStamps,
    body: stampsAskSchema,
    answer: stampsAnswerSchema,
  },
  previewTransfer: {
    method: 'POST',
    path: deskPaths.previewTransfer,
    body: transferAskSchema,
    answer: transferAnswerSchema,
  },
  previewAttendance: {
    method: 'POST',
    path: deskPaths.previewAttendance,
    body: attendanceAskSchema,
    answer: attendanceAnswerSchema,
  },

  // These change something: the same requestId again gives the first answer again.
  decide: { method: 'POST', path: deskPaths.decide, body: decisionBodySchema, answer: decisionAnswerSchema },
  undoDecision: {
    method: 'POST',
    path: deskPaths.undoDecision,
    body: decisionUndoSchema,
    answer: decisionAnswerSchema,
  },
  claim: { method: 'POST', path: deskPaths.claim, body: claimBodySchema, answer: claimAnswerSchema },
  voidClaim: { method: 'POST', path: deskPaths.voidClaim, body: claimVoidSchema, answer: claimVoidAnswerSchema },
  stamps: { method: 'POST', path: deskPaths.stamps, body: stampsBodySchema, answer: stampsAnswerSchema },
  transfer: { method: 'POST', path: deskPaths.transfer, body: transferBodySchema, answer: transferAnswerSchema },
  openGroup: { method: 'POST', path: deskPaths.openGroup, body: groupBodySchema, answer: deskGroupSchema },
  closeGroup: { method: 'POST', path: deskPaths.closeGroup, body: groupCloseSchema, answer: deskGroupSchema },
  attendance: {
    method: 'POST',
    path: deskPaths.attendance,
    body: attendanceBodySchema,
    answer: attendanceAnswerSchema,
  },
  makeCodes: { method: 'POST', path: deskPaths.makeCodes, body: codeBodySchema, answer: codeSheetSchema },
  revokeCode: { method: 'POST', path: deskPaths.revokeCode, body: codeRevokeSchema, answer: codeSheetSchema },
} as const satisfies ApiRoutes;

export type DeskRouteName = keyof typeof deskRoutes;
export type DeskAnswer<Name extends DeskRouteName> = Readonly<z.infer<(typeof deskRoutes)[Name]['answer']>>;
/** What is sent; nothing for a GET. */
export type DeskBody<Name extends DeskRouteName> = (typeof deskRoutes)[Name] extends { readonly body: infer Body }
  ? Readonly<z.input<Body>>
  : never;
