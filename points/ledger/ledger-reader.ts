/** Ledger reader: what anyone has, and when it came: balances, sums by date, entries, day by day for a file. */
import type { DatabaseSync } from 'node:sqlite';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { allDates, type DateRange } from '../engine/award.ts';
import type { AccountId } from '../rule/activity.ts';
import { entryColumns, type LedgerEntry } from './ledger-entry.ts';

/** One participant's date: its net points of one account, never 0, and what the newest entry was written for. */
export interface DayPoints {
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly account: AccountId;
  readonly points: number;
  /** `steps`, `month`, `kept`, `visit`, `place` or `claim` of a credit; else the kind of the entry. */
  readonly reason: string;
}

/** No statement stays open between pages, so the ledger may be written while it is listed. 10,000 rows are about 1 MB. */
const listPageRowsMax = 10_000;

const sumOf = `SELECT coalesce(sum(points), 0) AS points FROM award
  WHERE participant = ? AND account = ? AND date BETWEEN ? AND ?`;
const entriesOf = `SELECT ${entryColumns} FROM entry WHERE participant = ? AND date BETWEEN ? AND ? ORDER BY id`;
const writtenPage = `SELECT ${entryColumns} FROM entry WHERE at_ms >= ? AND at_ms < ? AND id > ?
  ORDER BY id LIMIT ${listPageRowsMax}`;
const daysPage = `SELECT d.participant, d.date, d.account, d.points,
    CASE e.kind WHEN 'credit' THEN substr(e.key, 1, instr(e.key, ':') - 1) ELSE e.kind END AS reason
  FROM (SELECT participant, date, account, sum(points) AS points, max(last_entry) AS last FROM award
    WHERE (participant, date) > (?, ?) AND points <> 0 AND date BETWEEN ? AND ?
    GROUP BY participant, date, account ORDER BY participant, date, account LIMIT ${listPageRowsMax}) d
  JOIN entry e ON e.id = d.last ORDER BY d.participant, d.date, d.account`;

export class LedgerReader {
  readonly #prepared: Prepared;

  constructor(database: DatabaseSync) {
    this.#prepared = new Prepared(database);
  }

  /** What can be spent: everything earned, less what was moved or has expired. */
  balance(participant: ParticipantId, account: AccountId): number {
    const row = this.#prepared.of('SELECT points FROM balance WHERE name = ?').get(`${participant}/${account}`);
    return Number(row?.['points'] ?? 0);
  }

  /** Points earned for the dates of the range. */
  sum(participant: ParticipantId, account: AccountId, range: DateRange): number {
    return Number(this.#prepared.of(sumOf).get(participant, account, range.from, range.to)?.['points']);
  }

  /** Net points of all awards of an account. */
  issued(account: AccountId): number {
    const row = this.#prepared
      .of('SELECT coalesce(sum(points), 0) AS points FROM issued WHERE account = ?')
      .get(account);
    return Number(row?.['points']);
  }

  /** Net points of the awards whose entries were written on this local date. */
  issuedOn(date: PlainDateText, account: AccountId): number {
    const row = this.#prepared.of('SELECT points FROM issued WHERE date = ? AND account = ?').get(date, account);
    return Number(row?.['points'] ?? 0);
  }

  /** Oldest first, of the dates they are for. */
  entries(participant: ParticipantId, { from, to }: DateRange = allDates): readonly LedgerEntry[] {
    return this.#prepared.of(entriesOf).all(participant, from, to) as unknown as readonly LedgerEntry[];
  }

  /** In the order written, those of a stretch of time. Read in pages, so the ledger may be written meanwhile. */
  *entriesWritten(fromMs: number, toMs: number): Generator<LedgerEntry, void, undefined> {
    for (let last = 0; ;) {
      const rows = this.#prepared.of(writtenPage).all(fromMs, toMs, last) as unknown as readonly LedgerEntry[];
      yield* rows;
      last = rows.at(-1)?.id ?? last;
      if (rows.length < listPageRowsMax) return;
    }
  }

  entry(id: number): LedgerEntry | undefined {
    const row = this.#prepared.of(`SELECT ${entryColumns} FROM entry WHERE id = ?`).get(id);
    return row as unknown as LedgerEntry | undefined;
  }

  /** All dates with points in the range, by participant, then date. Reads every award once. */
  *days(range: DateRange): Generator<DayPoints, void, undefined> {
    let last: Pick<DayPoints, 'participant' | 'date'> | undefined;
    for (;;) {
      const rows = this.#prepared
        .of(daysPage)
        .all(last?.participant ?? '', last?.date ?? '', range.from, range.to) as unknown as DayPoints[];
      // A date whose accounts the page may have cut apart waits for the next one.
      const whole = rows.length < listPageRowsMax ? rows : withoutLastDate(rows);
      yield* whole;
      last = whole.at(-1);
      if (rows.length < listPageRowsMax || last === undefined) return;
    }
  }
}

const withoutLastDate = (rows: readonly DayPoints[]): readonly DayPoints[] => {
  const last = rows.at(-1);
  return rows.filter(({ participant, date }) => participant !== last?.participant || date !== last.date);
};
