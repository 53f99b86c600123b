/** Fact store: reads all that is known of a participant, in the form in which the engine takes it. */
import type { DatabaseSync } from 'node:sqlite';
import type { DayState, Trust } from '../../contract/day-total.ts';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { allDates, type DateRange } from '../engine/award.ts';
import type {
  Birth,
  ClaimFact,
  DayFacts,
  DecisionFact,
  ParticipantFacts,
  RevisionFact,
  VisitFact,
} from '../engine/facts.ts';
import type { AccountId } from '../rule/activity.ts';

export interface EnrolmentRow {
  readonly birthYear: number;
  readonly birthDate: PlainDateText | null;
  readonly pedometerFrom: PlainDateText | null;
}

const revisionsOf = `SELECT date, revision, steps, state, synced_on, findings IS NOT NULL, trust FROM day_revision
  WHERE participant = ? AND date BETWEEN ? AND ? ORDER BY date, revision`;
const enrolmentOf = `SELECT birth_year AS birthYear, birth_date AS birthDate, pedometer_from AS pedometerFrom
  FROM enrolment WHERE participant = ? ORDER BY id DESC LIMIT 1`;
const decisionsOf = `SELECT date, kind, revision, steps FROM decision
  WHERE participant = ? AND date BETWEEN ? AND ? ORDER BY id`;
const claimsOf = `SELECT c.id, c.account, c.activity, c.date, c.from_date AS "from", c.group_id AS "group", c.place,
    c.goal_steps AS goalSteps, v.id IS NOT NULL AS isVoid
  FROM claim c LEFT JOIN claim_void v ON v.claim = c.id WHERE c.participant = ? ORDER BY c.id`;
const visitsOf = `SELECT date, centre FROM centre_visit v WHERE participant = ? AND withdrawn = 0
    AND NOT EXISTS (SELECT 1 FROM centre_visit later WHERE later.participant = v.participant AND later.date = v.date
      AND later.centre = v.centre AND later.id > v.id)
  GROUP BY date, centre ORDER BY date, centre`;
const firstDay = 'SELECT min(date) AS date FROM day_revision WHERE participant = ?';

export class FactStore {
  readonly #prepared: Prepared;

  constructor(database: DatabaseSync) {
    this.#prepared = new Prepared(database);
  }

  /** With the days of `range` only; everything else whole. */
  load(participant: ParticipantId, range: DateRange = allDates): ParticipantFacts {
    const enrolment = this.enrolment(participant);
    return {
      birth: birthOf(enrolment),
      pedometerFrom: this.pedometerFrom(participant, enrolment),
      days: this.days(participant, range),
      visits: this.visits(participant),
      claims: this.claims(participant),
    };
  }

  /** By date. */
  days(participant: ParticipantId, { from, to }: DateRange): readonly DayFacts[] {
    const statement = this.#prepared.of(revisionsOf);
    statement.setReturnArrays(true);
    const rows = statement.all(participant, from, to) as unknown as readonly RevisionCells[];
    if (rows.length === 0) return [];
    const decisions = this.#decisions(participant, { from, to });
    const days: { date: PlainDateText; revisions: RevisionFact[]; decision: DecisionFact | undefined }[] = [];
    for (const [date, revision, steps, state, syncedOn, doubted, trust] of rows) {
      let day = days.at(-1);
      if (day?.date !== date) days.push((day = { date, revisions: [], decision: decisions.get(date) }));
      day.revisions.push({ revision, steps, state, syncedOn, doubted: doubted === 1, unsigned: trust === 'unsigned' });
    }
    return days;
  }

  enrolment(participant: ParticipantId): EnrolmentRow | undefined {
    return this.#prepared.of(enrolmentOf).get(participant) as unknown as EnrolmentRow | undefined;
  }

  /** In order of their ids. */
  claims(participant: ParticipantId): readonly ClaimFact[] {
    const rows = this.#prepared.of(claimsOf).all(participant) as unknown as readonly ClaimRow[];
    return rows.length === 0 ? [] : rows.map((row) => ({ ...row, isVoid: row.isVoid === 1 }));
  }

  /** By date, then centre, each once. */
  visits(participant: ParticipantId): readonly VisitFact[] {
    return this.#prepared.of(visitsOf).all(participant) as unknown as readonly VisitFact[];
  }

  /** Since when they carry a pedometer, as the registry says, or else as their first day with steps shows. */
  pedometerFrom(participant: ParticipantId, enrolment = this.enrolment(participant)): PlainDateText | null {
    if (enrolment !== undefined) return enrolment.pedometerFrom;
    return (this.#prepared.of(firstDay).get(participant)?.['date'] ?? null) as PlainDateText | null;
  }

  #decisions(participant: ParticipantId, { from, to }: DateRange): ReadonlyMap<string, DecisionFact> {
    const rows = this.#prepared.of(decisionsOf).all(participant, from, to);
    // The newest of a date comes last.
    return new Map((rows as unknown as readonly DecisionRow[]).map(({ date, ...decision }) => [date, decision]));
  }
}

export const birthOf = (enrolment: EnrolmentRow | undefined): Birth | undefined =>
  enrolment === undefined ? undefined : { year: enrolment.birthYear, date: enrolment.birthDate };

type RevisionCells = readonly [PlainDateText, number, number, DayState, PlainDateText, number, Trust];
type ClaimRow = Omit<ClaimFact, 'isVoid' | 'account'> & { readonly account: AccountId; readonly isVoid: number };
type DecisionRow = DecisionFact & { readonly date: PlainDateText };
