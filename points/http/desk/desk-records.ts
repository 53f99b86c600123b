/** Desk records: what the desk asks of the point tables that nobody else does. Reads only. */
import type { MadeDecision } from '../../../contract/desk-review.ts';
import type { Amount } from '../../../contract/desk-terms.ts';
import type { ParticipantId, PlainDateText } from '../../../contract/ids.ts';
import { isoInstant } from '../../../runtime/clock.ts';
import type { Prepared } from '../../../runtime/prepared.ts';
import type { Finding } from '../../doubt/finding.ts';
import type { DateRange } from '../../engine/award.ts';
import type { LedgerEntry } from '../../ledger/ledger-entry.ts';
import type { AccountId } from '../../rule/activity.ts';

const sumsOf = `SELECT date, account, sum(points) AS points FROM award
  WHERE participant = ? AND date BETWEEN ? AND ? GROUP BY date, account HAVING sum(points) <> 0 ORDER BY date, account`;
const waitingOf = 'SELECT date FROM waiting_day WHERE participant = ? ORDER BY date';
const waiting = `SELECT participant, date, since_ms AS sinceMs FROM waiting_day ORDER BY since_ms, date, participant LIMIT ?`;
const waitingSince = 'SELECT since_ms AS sinceMs FROM waiting_day WHERE participant = ? AND date = ?';
const findingsOf = `SELECT findings FROM day_revision WHERE participant = ? AND date = ? AND findings IS NOT NULL
  ORDER BY revision DESC LIMIT 1`;
const arrivals = 'SELECT revision, at_ms AS atMs FROM day_revision WHERE participant = ? AND date = ?';
const decisionColumns = `SELECT d.participant, d.date, d.kind, d.steps, d.at_ms AS atMs, d.reason, d.actor, d.reference,
  n.at_ms AS undoneMs, n.actor AS undoneBy, n.reason AS undoneReason
  FROM decision d LEFT JOIN decision n ON n.id =
    (SELECT min(id) FROM decision l WHERE l.participant = d.participant AND l.date = d.date AND l.id > d.id)
  WHERE d.kind <> 'none'`;
const decisionsOf = `${decisionColumns} AND d.participant = ? AND d.date = ? ORDER BY d.id DESC`;
const newestDecisions = `${decisionColumns} ORDER BY d.id DESC LIMIT ?`;
const voidOf = 'SELECT 1 FROM claim_void WHERE claim = ?';
const pointsBefore = `SELECT sum(points) AS points FROM entry
  WHERE participant = ? AND date = ? AND key = ? AND account = ? AND id < ?`;

/** A day that waits for a person. */
export interface WaitingDay {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly sinceMs: number;
}

export class DeskRecords {
  readonly #prepared: Prepared;

  constructor(prepared: Prepared) {
    this.#prepared = prepared;
  }

  /** Points earned for each date, all accounts; dates without any are left out. */
  pointsByDate(participant: ParticipantId, { from, to }: DateRange): ReadonlyMap<string, readonly Amount[]> {
    const rows = this.#prepared.of(sumsOf).all(participant, from, to) as unknown as readonly DateSum[];
    return new Map(
      [...Map.groupBy(rows, ({ date }) => date)].map(([date, sums]) => [
        date,
        sums.map(({ account, points }) => ({ account, points })),
      ]),
    );
  }

  waitingDates(participant: ParticipantId): readonly PlainDateText[] {
    return this.#prepared
      .of(waitingOf)
      .all(participant)
      .map(({ date }) => date as PlainDateText);
  }

  /** Whoever waits longest first. */
  waiting(limit: number): readonly WaitingDay[] {
    return this.#prepared.of(waiting).all(limit) as unknown as readonly WaitingDay[];
  }

  waitingSinceMs(participant: ParticipantId, date: PlainDateText): number | undefined {
    const since = this.#prepared.of(waitingSince).get(participant, date)?.['sinceMs'];
    return typeof since === 'number' ? since : undefined;
  }

  /** Why the newest doubted delivery of the day was doubted. */
  findings(participant: ParticipantId, date: PlainDateText): readonly Finding[] {
    const text = this.#prepared.of(findingsOf).get(participant, date)?.['findings'];
    // Written by the point service itself, from findings.
    return typeof text === 'string' ? (JSON.parse(text) as readonly Finding[]) : [];
  }

  /** When each revision of the day came. */
  arrivals(participant: ParticipantId, date: PlainDateText): ReadonlyMap<number, string> {
    const rows = this.#prepared.of(arrivals).all(participant, date);
    return new Map(rows.map(({ revision, atMs }) => [Number(revision), isoInstant(Number(atMs))]));
  }

  /** Newest first. */
  decisions(participant: ParticipantId, date: PlainDateText): readonly MadeDecision[] {
    const rows = this.#prepared.of(decisionsOf).all(participant, date);
    return (rows as unknown as readonly DecisionRow[]).map(madeDecision);
  }

  newestDecisions(limit: number): readonly MadeDecision[] {
    return (this.#prepared.of(newestDecisions).all(limit) as unknown as readonly DecisionRow[]).map(madeDecision);
  }

  /** Whether something had been credited under the same key when the entry was written. */
  hadPoints({ participant, date, key, account, id }: LedgerEntry): boolean {
    return Number(this.#prepared.of(pointsBefore).get(participant, date, key, account, id)?.['points'] ?? 0) > 0;
  }

  isVoid(claim: string): boolean {
    return this.#prepared.of(voidOf).get(Number(claim)) !== undefined;
  }
}

interface DateSum {
  readonly date: string;
  readonly account: AccountId;
  readonly points: number;
}

interface DecisionRow {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly kind: MadeDecision['kind'];
  readonly steps: number | null;
  readonly atMs: number;
  readonly reason: string;
  readonly actor: string;
  readonly reference: string | null;
  readonly undoneMs: number | null;
  readonly undoneBy: string | null;
  readonly undoneReason: string | null;
}

const madeDecision = (row: DecisionRow): MadeDecision => {
  const { participant, date, kind, steps, atMs, reason, actor, reference } = row;
  const undone =
    row.undoneMs === null
      ? null
      : { at: isoInstant(row.undoneMs), actor: row.undoneBy ?? '', reason: row.undoneReason ?? '' };
  return { participant, date, kind, steps, at: isoInstant(atMs), reason, actor, reference, undone };
};
