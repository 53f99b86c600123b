/** Day reader: day totals by date and participant, a page at a time, whoever of them is asked for. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DayTotal } from '../../contract/day-total.ts';
import { totalOf } from '../day-totals.ts';
import { CentreOf } from './centre-of.ts';
import type { RecordPage, RecordPlace, RecordReader, RecordScope } from './record-page.ts';

const columns = ['participant', 'date', 'revision', 'steps', 'state', 'synced_on', 'trust', 'devices'];

export class DayReader implements RecordReader<DayTotal> {
  readonly #all: StatementSync;
  readonly #ofOne: StatementSync;
  readonly #centreOf: CentreOf;

  constructor(database: DatabaseSync) {
    // Whom a filter leaves out is read and passed over here: looked for by SQLite, one page could take seconds.
    this.#all = database.prepare(
      `SELECT ${columns.join()} FROM day_total
        WHERE (date, participant) > (?, ?) AND date <= ? ORDER BY date, participant LIMIT ?`,
    );
    // The key of a total begins with its date; the dates of one person are found by their revisions.
    this.#ofOne = database.prepare(
      `SELECT ${columns.map((column) => `t.${column}`).join()}
        FROM (SELECT DISTINCT date FROM day_revision
          WHERE participant = :participant AND date >= :from AND date > :after AND date <= :to
          ORDER BY date LIMIT :limit) d
        JOIN day_total t ON t.date = d.date AND t.participant = :participant ORDER BY t.date`,
    );
    this.#centreOf = new CentreOf(database);
  }

  page(scope: RecordScope, after: RecordPlace | undefined, rowsMax: number): RecordPage<DayTotal> {
    const looked = this.#looked(scope, after, rowsMax).map(totalOf);
    const fits = this.#centreOf.fits(scope);
    const last = looked.length < rowsMax ? undefined : looked.at(-1);
    return {
      rows: looked.filter(({ participant }) => fits(participant)),
      next: last === undefined ? undefined : [last.date, last.participant],
    };
  }

  placeOf({ date, participant }: DayTotal): RecordPlace {
    return [date, participant];
  }

  #looked({ from, to, participant }: RecordScope, after: RecordPlace | undefined, rowsMax: number) {
    const [date, id] = after ?? [from, ''];
    if (participant === null) return this.#all.all(date < from ? from : date, id, to, rowsMax);
    return this.#ofOne.all({ participant, from, after: after === undefined ? '' : date, to, limit: rowsMax });
  }
}
