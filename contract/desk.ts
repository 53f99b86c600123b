/** Desk: every address of the point service's desk API, with what it takes and what it answers. Changes carry actor and requestId. */
import type { z } from 'zod';
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
  programme: { method: 'GET', path: '/api/desk/programme', answer: deskProgrammeSchema },
  participants: {
    method: 'GET',
    path: '/api/desk/participants',
    query: participantsQuerySchema,
    answer: participantsSchema,
  },
  person: { method: 'GET', path: '/api/desk/participants/:id', query: personQuerySchema, answer: personSchema },
  day: { method: 'GET', path: '/api/desk/participants/:id/days/:date', answer: explainedDaySchema },
  statement: {
    method: 'GET',
    path: '/api/desk/participants/:id/statement',
    query: statementQuerySchema,
    answer: statementSchema,
  },
  held: { method: 'GET', path: '/api/desk/held', answer: heldSchema },
  evidence: { method: 'GET', path: '/api/desk/held/:participant/:date', answer: evidenceAnswerSchema },
  groups: { method: 'GET', path: '/api/desk/groups', answer: groupsSchema },
  codes: { method: 'GET', path: '/api/desk/codes', answer: codesSchema },
  code: { method: 'GET', path: '/api/desk/codes/:id', answer: codeSheetSchema },

  // These change nothing.
  previewDecision: {
    method: 'POST',
    path: '/api/desk/decisions/preview',
    body: decisionAskSchema,
    answer: decisionAnswerSchema,
  },
  previewClaim: { method: 'POST', path: '/api/desk/claims/preview', body: claimAskSchema, answer: claimPreviewSchema },
  previewCode: {
    method: 'POST',
    path: '/api/desk/claims/code-preview',
    body: codeAskSchema,
    answer: codePreviewSchema,
  },
  previewStamps: {
    method: 'POST',
    path: '/api/desk/stamps/preview',
    body: stampsAskSchema,
    answer: stampsAnswerSchema,
  },
  previewTransfer: {
    method: 'POST',
    path: '/api/desk/transfers/preview',
    body: transferAskSchema,
    answer: transferAnswerSchema,
  },
  previewAttendance: {
    method: 'POST',
    path: '/api/desk/attendance/preview',
    body: attendanceAskSchema,
    answer: attendanceAnswerSchema,
  },

  // These change something: the same requestId again gives the first answer again.
  decide: { method: 'POST', path: '/api/desk/decisions', body: decisionBodySchema, answer: decisionAnswerSchema },
  undoDecision: {
    method: 'POST',
    path: '/api/desk/decisions/undo',
    body: decisionUndoSchema,
    answer: decisionAnswerSchema,
  },
  claim: { method: 'POST', path: '/api/desk/claims', body: claimBodySchema, answer: claimAnswerSchema },
  voidClaim: { method: 'POST', path: '/api/desk/claims/void', body: claimVoidSchema, answer: claimVoidAnswerSchema },
  stamps: { method: 'POST', path: '/api/desk/stamps', body: stampsBodySchema, answer: stampsAnswerSchema },
  transfer: { method: 'POST', path: '/api/desk/transfers', body: transferBodySchema, answer: transferAnswerSchema },
  openGroup: { method: 'POST', path: '/api/desk/groups', body: groupBodySchema, answer: deskGroupSchema },
  closeGroup: { method: 'POST', path: '/api/desk/groups/:id/close', body: groupCloseSchema, answer: deskGroupSchema },
  attendance: {
    method: 'POST',
    path: '/api/desk/attendance',
    body: attendanceBodySchema,
    answer: attendanceAnswerSchema,
  },
  makeCodes: { method: 'POST', path: '/api/desk/codes', body: codeBodySchema, answer: codeSheetSchema },
  revokeCode: { method: 'POST', path: '/api/desk/codes/:id/revoke', body: codeRevokeSchema, answer: codeSheetSchema },
} as const satisfies Record<string, DeskRoute>;

interface DeskRoute {
  readonly method: 'GET' | 'POST';
  readonly path: `/api/desk/${string}`;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
}

export type DeskRouteName = keyof typeof deskRoutes;
export type DeskAnswer<Name extends DeskRouteName> = Readonly<z.infer<(typeof deskRoutes)[Name]['answer']>>;
/** What is sent; nothing for a GET. */
export type DeskBody<Name extends DeskRouteName> = (typeof deskRoutes)[Name] extends { readonly body: infer Body }
  ? Readonly<z.input<Body>>
  : never;
