/** Lost ranges: buckets a pedometer itself reported as overwritten before anybody fetched them. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceSerial } from '../contract/ids.ts';
import type { SequenceRange } from './coverage.ts';

export class LostRanges {
  readonly #insert: StatementSync;
  readonly #of: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      'INSERT OR IGNORE INTO lost_range (device, from_sequence, to_sequence, journal) VALUES (?, ?, ?, ?)',
    );
    this.#of = database.prepare(
      'SELECT from_sequence, to_sequence FROM lost_range WHERE device = ? ORDER BY from_sequence',
    );
  }

  add(device: DeviceSerial, range: SequenceRange, journal: number): void {
    this.#insert.run(device, range.from, range.to, journal);
  }

  of(device: DeviceSerial): readonly SequenceRange[] {
    return this.#of
      .all(device)
      .map((row) => ({ from: row['from_sequence'] as number, to: row['to_sequence'] as number }));
  }
}
