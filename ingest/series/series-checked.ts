/** Series checked: how far the nightly check has got with each store, and which older days were written since. */
import type { DatabaseSync } from 'node:sqlite';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';

/** Pedometers with days that came late, the earliest of which lie in one month. */
export interface LateDays {
  readonly from: PlainDateText;
  readonly devices: ReadonlySet<DeviceSerial>;
}

export class SeriesChecked {
  readonly #sql: Prepared;

  constructor(database: DatabaseSync) {
    this.#sql = new Prepared(database);
  }

  /** Undefined before the first check. */
  change(store: string): number | undefined {
    const row = this.#sql.of('SELECT change FROM series_checked WHERE store = ?').get(store);
    return row === undefined ? undefined : Number(row['change']);
  }

  note(store: string, change: number): void {
    this.#sql.of('INSERT OR REPLACE INTO series_checked (store, change) VALUES (?, ?)').run(store, change);
  }

  /** Days before that date written after that change, by the month of each pedometer's earliest, so that no month is asked of all. */
  lateDays(change: number, before: PlainDateText): readonly LateDays[] {
    const rows = this.#sql
      .of('SELECT device, min(date) AS first FROM day_block WHERE change > ? AND date < ? GROUP BY device')
      .all(change, before) as unknown as readonly { readonly device: DeviceSerial; readonly first: PlainDateText }[];
    return [...Map.groupBy(rows, ({ first }) => first.slice(0, 'YYYY-MM'.length)).values()].map((month) => ({
      from: month.map(({ first }) => first).reduce((a, b) => (a < b ? a : b)),
      devices: new Set(month.map(({ device }) => device)),
    }));
  }
}
