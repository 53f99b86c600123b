/** Day reader: day totals by date and participant, a page at a time, whoever of them is asked for. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DayTotal } from '../../contract/day-total.ts';
import { totalDates, totalOf } from '../day-totals.ts';
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
    this.#ofOne = database.prepare(
      `${totalDates} SELECT ${columns.map((column) => `t.${column}`).join()}
        FROM a CROSS JOIN day_total t ON t.date = a.date AND t.participant = :participant
        WHERE a.date > :after AND a.date <= :to ORDER BY t.date LIMIT :limit`,
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
    const place = after === undefined ? { from, after: '' } : { from: date < from ? from : date, after: date };
    return this.#ofOne.all({ participant, ...place, to, limit: rowsMax });
  }
}
