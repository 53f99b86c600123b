/** Ledger reader: what the ledger can be asked. Reads only. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import type { EntryReason, Revision } from './engine.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import type { Standing } from './ledger.ts';

/** Both ends belong to it. */
export interface DateRange {
  readonly from: PlainDateText;
  readonly to: PlainDateText;
}

/** Net points of one participant's date, never 0, and the reason of the newest entry. */
export interface DayPoints {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly points: number;
  readonly reason: EntryReason;
}

/** No statement stays open between pages, so the ledger may be written while it is listed. 10,000 rows are about 1 MB. */
const listPageRowsMax = 10_000;

const entryColumns = `e.id, e.participant, e.date, e.points, e.reason, e.programme, e.rule_version AS ruleVersion,
  e.revision, e.synced_on AS syncedOn, e.counted_steps AS countedSteps, e.at_ms AS atMs, e.hash`;

export class LedgerReader {
  readonly #sum: StatementSync;
  readonly #issued: StatementSync;
  readonly #issuedOn: StatementSync;
  readonly #entries: StatementSync;
  readonly #revisions: StatementSync;
  readonly #standing: StatementSync;
  readonly #daysPage: StatementSync;

  constructor(database: DatabaseSync) {
    this.#sum = database.prepare(
      'SELECT coalesce(sum(credited), 0) AS points FROM day WHERE participant = ? AND date BETWEEN ? AND ?',
    );
    this.#issued = database.prepare('SELECT coalesce(sum(points), 0) AS points FROM issued');
    this.#issuedOn = database.prepare('SELECT points FROM issued WHERE date = ?');
    this.#entries = database.prepare(
      `SELECT ${entryColumns} FROM day_revision r JOIN entry e ON e.id = r.entry
       WHERE r.participant = ? AND r.date BETWEEN ? AND ? ORDER BY e.id`,
    );
    this.#revisions = database.prepare(
      `SELECT date, revision, steps, state, synced_on AS syncedOn FROM day_revision
       WHERE participant = ? AND date = ? ORDER BY revision`,
    );
    this.#standing = database.prepare(
      'SELECT revision, counted_steps AS countedSteps, credited FROM day WHERE participant = ? AND date = ?',
    );
    this.#daysPage = database.prepare(
      `SELECT d.participant, d.date, d.credited AS points,
         (SELECT e.reason FROM day_revision r JOIN entry e ON e.id = r.entry
          WHERE r.participant = d.participant AND r.date = d.date ORDER BY e.id DESC LIMIT 1) AS reason
       FROM day d
       WHERE (d.participant, d.date) > (?, ?) AND d.credited <> 0 AND d.date BETWEEN ? AND ?
       ORDER BY d.participant, d.date LIMIT ${listPageRowsMax}`,
    );
  }

  /** Points of one participant's dates in the range, 0 when there are none. */
  sum(participant: ParticipantId, range: DateRange): number {
    return Number(this.#sum.get(participant, range.from, range.to)?.['points']);
  }

  issued(): number {
    return Number(this.#issued.get()?.['points']);
  }

  /** Net points of the entries written on this local date. */
  issuedOn(date: PlainDateText): number {
    return Number(this.#issuedOn.get(date)?.['points'] ?? 0);
  }

  /** Oldest first. */
  entries(participant: ParticipantId, range: DateRange): readonly LedgerEntry[] {
    return this.#entries.all(participant, range.from, range.to) as unknown as readonly LedgerEntry[];
  }

  /** In order of their numbers. */
  revisions(participant: ParticipantId, date: PlainDateText): readonly Revision[] {
    return this.#revisions.all(participant, date) as unknown as readonly Revision[];
  }

  standing(participant: ParticipantId, date: PlainDateText): Standing | undefined {
    return this.#standing.get(participant, date) as unknown as Standing | undefined;
  }

  /** All days with points in the range, by participant, then date. Reads every day of the ledger once. */
  *days(range: DateRange): Generator<DayPoints, void, undefined> {
    let last: Pick<DayPoints, 'participant' | 'date'> | undefined;
    for (;;) {
      const rows = this.#daysPage.all(last?.participant ?? '', last?.date ?? '', range.from, range.to);
      yield* rows as unknown as readonly DayPoints[];
      last = rows.at(-1) as unknown as DayPoints | undefined;
      if (last === undefined || rows.length < listPageRowsMax) return;
    }
  }
}
