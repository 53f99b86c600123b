/**
 * Day reader: brings every revision of every day total, and every visit, into the columns, in the order in which they were
 * written: beginning is the same as keeping up. Works in slices, so that questions are answered in between.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { DayState } from '../../contract/day-total.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { AnalysedPeople } from './analysed-people.ts';
import { lagMax, noLag, type DayColumns } from './day-columns.ts';
import { dayNumberOf } from './day-number.ts';

/** Rows of one read: some milliseconds. */
const rowsPerRead = 2_000;

/** A day without a pedometer is nobody's any more, save where another system counted it: that is unsigned (imports). */
const revisions = `SELECT id, participant, date, revision, steps, state, synced_on, trust = 'signed',
    devices = '' AND trust = 'signed'
  FROM day_revision WHERE id > ? ORDER BY id LIMIT ${rowsPerRead}`;
type Revision = readonly [number, string, string, number, number, DayState, string, number, number];

/** Whether there still is a visit is looked up when it is read, as in CentreVisitSource; of the beginning all are there at once. */
const visitChanges = `SELECT c.id, c.participant, c.date, EXISTS (
    SELECT 1 FROM loan l JOIN centre_visit v ON v.device = l.device AND v.date = c.date AND v.participant = c.participant
     WHERE l.participant = c.participant) AS came
  FROM centre_visit_change c WHERE c.id > ? ORDER BY c.id LIMIT ${rowsPerRead}`;
type VisitChange = readonly [number, string, string, number];

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export class DayReader {
  readonly #sql: Prepared;
  readonly #people: AnalysedPeople;
  readonly #columns: DayColumns;
  #revision = 0;
  #visit = 0;

  constructor(database: DatabaseSync, people: AnalysedPeople, columns: DayColumns) {
    this.#sql = new Prepared(database);
    this.#people = people;
    this.#columns = columns;
  }

  get progress(): Progress {
    const newest = this.#sql.of('SELECT coalesce(max(id), 0) AS id FROM day_revision').get();
    return { done: this.#revision, total: Number(newest?.['id']) };
  }

  /** Reads one slice. `today`: nothing later is believed. Returns whether there may be more. */
  step(today: number): boolean {
    const hasMore = this.#readRevisions(today);
    return hasMore || this.#readVisits(today);
  }

  #readRevisions(today: number): boolean {
    const rows = this.#rows(revisions, this.#revision) as readonly Revision[];
    if (rows.length === 0) return false;
    this.#makeRoom(rows, ([, participant, date]) => [participant, date], today);
    for (const row of rows) this.#take(row, today);
    this.#revision = rows.at(-1)?.[0] ?? this.#revision;
    return rows.length === rowsPerRead;
  }

  #take([, participant, date, revision, steps, state, syncedOn, signed, isNobodys]: Revision, today: number): void {
    const columns = this.#columns;
    const day = dayNumberOf(date);
    const person = this.#people.indexOf(participant);
    if (person === undefined || !columns.grid.has(day) || day > today) return;
    if (isNobodys === 1) {
      columns.clear(person, day);
      return;
    }
    const isFirst = revision === 1 || columns.lag[columns.grid.at(person, day)] === noLag;
    const lag = isFirst ? Math.min(dayNumberOf(syncedOn) - day, lagMax) : undefined;
    columns.put(person, day, { steps, state, isSigned: signed === 1, lag });
  }

  #readVisits(today: number): boolean {
    const rows = this.#rows(visitChanges, this.#visit) as readonly VisitChange[];
    if (rows.length === 0) return false;
    this.#makeRoom(rows, ([, participant, date]) => [participant, date], today);
    for (const [, participant, date, came] of rows) {
      const day = dayNumberOf(date);
      const person = this.#people.indexOf(participant);
      if (person === undefined || !this.#columns.grid.has(day) || day > today) continue;
      this.#columns.came(person, day, came === 1);
    }
    this.#visit = rows.at(-1)?.[0] ?? this.#visit;
    return rows.length === rowsPerRead;
  }

  /** Whoever is not known yet has been enrolled since the registry was read. */
  #makeRoom<Row>(rows: readonly Row[], of: (row: Row) => readonly [string, string], today: number): void {
    let first = today;
    let isSomebodyNew = false;
    for (const row of rows) {
      const [participant, date] = of(row);
      first = Math.min(first, dayNumberOf(date));
      isSomebodyNew ||= this.#people.indexOf(participant) === undefined;
    }
    if (isSomebodyNew) this.#people.refresh(true);
    this.#columns.grid.makeRoom(this.#people.count, first, today);
  }

  #rows(sql: string, after: number): readonly unknown[] {
    const statement = this.#sql.of(sql);
    statement.setReturnArrays(true);
    return statement.all(after);
  }
}
