/** Desk world: all that the answers of the desk are made from. */
import type { DayCurve } from '../../../contract/day-curve.ts';
import type { ParticipantId, PlainDateText } from '../../../contract/ids.ts';
import type { Books } from '../../books.ts';
import { DeskFault } from '../../../contract/desk-fault.ts';
import type { PointsDesk } from '../../desk/points-desk.ts';
import type { PointsExplanation } from '../../explain/explanation.ts';
import type { LedgerReader } from '../../ledger/ledger-reader.ts';
import type { DeskEvidence } from '../desk-evidence.ts';
import type { DeskPeople, KnownPerson } from '../desk-people.ts';
import type { DeskRecords } from './desk-records.ts';

export interface DeskWorld {
  readonly books: Books;
  readonly reader: LedgerReader;
  readonly desk: PointsDesk;
  readonly records: DeskRecords;
  readonly people: DeskPeople;
  readonly evidence: DeskEvidence;
  readonly explain: (participant: ParticipantId, date: PlainDateText) => PointsExplanation;
  /** Curves of believed days before the date, by which a day is told usual or not. */
  readonly ownDays: (participant: ParticipantId, date: PlainDateText) => readonly DayCurve[];
}

/** Throws DeskFault `unknown-participant`. */
export const personOf = ({ people, books }: DeskWorld, id: ParticipantId): KnownPerson => {
  const known = people.person(id);
  if (known !== undefined) return known;
  if (books.knows(id)) return { id, name: null, centre: null, label: null };
  throw new DeskFault(
    404,
    'unknown-participant',
    { ja: `${id} の参加者はいません。`, en: `There is no participant ${id}.` },
    { ja: '番号を確かめてください。', en: 'Check the number.' },
  );
};
