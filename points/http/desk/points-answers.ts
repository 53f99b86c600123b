/** Points answers: the desk API answered by the point service, each question by the part that knows. */
import type { Points } from '../../points.ts';
import type { DeskAnswers } from '../desk-answers.ts';
import { noEvidence, type DeskEvidence } from '../desk-evidence.ts';
import type { DeskPeople } from '../desk-people.ts';
import { NumbersOnly } from '../numbers-only.ts';
import { attendee } from './attendee.ts';
import { explainedAnswer } from './day-answer.ts';
import { DeskRecords } from './desk-records.ts';
import type { DeskWorld } from './desk-world.ts';
import { participantsAnswer, personAnswer } from './person-answer.ts';
import { programmeAnswer } from './programme-answer.ts';
import {
  closeGroup,
  codesAnswer,
  groupsAnswer,
  makeCodes,
  openGroup,
  revokeCode,
  sheetAnswer,
} from './register-answer.ts';
import { evidenceAnswer, heldAnswer } from './review-answer.ts';
import { statementAnswer } from './statement-answer.ts';

/** Numbers only, and totals only, where the cloud does not run in the same process. `points` has started. */
export const pointsAnswers = (
  points: Points,
  people: DeskPeople = new NumbersOnly(points.books),
  evidence: DeskEvidence = noEvidence,
): DeskAnswers => {
  const { books, reader, desk } = points;
  const records = new DeskRecords(books.prepared);
  const explain: DeskWorld['explain'] = (participant, date) => points.explain(participant, date);
  const ownDays: DeskWorld['ownDays'] = (participant, date) => points.ownDays(participant, date);
  const world: DeskWorld = { books, reader, desk, records, people, evidence, explain, ownDays };
  const resolve = (typed: string) => attendee(typed, world);
  const { claims, decisions, transfers } = desk;
  return {
    programme: () => programmeAnswer(world),
    participants: ({ query }) => participantsAnswer(query.query, world),
    person: ({ path, query }) => personAnswer(path.participant, query.month, world),
    day: ({ path }) => explainedAnswer(path.participant, path.date, world),
    statement: ({ path, query }) => statementAnswer(path.participant, query, world),
    held: () => heldAnswer(world),
    evidence: ({ path }) => evidenceAnswer(path.participant, path.date, world),
    groups: () => groupsAnswer(world),
    codes: () => codesAnswer(world),
    code: ({ path }) => sheetAnswer(path.id, world),
    previewDecision: ({ body }) => decisions.preview(body),
    previewClaim: ({ body }) => claims.preview(body),
    previewCode: ({ body }) => claims.readCode(body.code),
    previewStamps: ({ body }) => claims.previewStamps(body),
    previewTransfer: ({ body }) => transfers.preview(body),
    previewAttendance: ({ body }) => claims.previewAttendance(body, resolve),
    decide: ({ body }) => decisions.decide(body),
    undoDecision: ({ body }) => decisions.undo(body),
    claim: ({ body }) => claims.record(body),
    voidClaim: ({ body }) => claims.void(body),
    stamps: ({ body }) => claims.recordStamps(body),
    transfer: ({ body }) => transfers.record(body),
    openGroup: ({ body }) => openGroup(body, world),
    closeGroup: ({ path, body }) => closeGroup(path.id, body, world),
    attendance: ({ body }) => claims.recordAttendance(body, resolve),
    makeCodes: ({ body }) => makeCodes(body, world),
    revokeCode: ({ path, body }) => revokeCode(path.id, body, world),
  };
};
