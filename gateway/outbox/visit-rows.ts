/** Visit rows: a visit as a report until it is in a batch; then only its claim, until the receipt for that batch. */
import type { DatabaseSync } from 'node:sqlite';
import { batchVisitsMax } from '../../contract/batch.ts';
import type { DeviceSerial } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { OutgoingVisit } from '../visit/collected-visit.ts';
import { checksumOf, isSameChecksum } from './checksum.ts';
import type { WaitingRow } from './waiting-row.ts';

interface VisitRow {
  readonly position: number;
  readonly device: string;
  readonly first_sequence: number;
  readonly end_sequence: number;
  readonly stored_ms: number;
  readonly report: string;
  readonly checksum: Uint8Array;
}

/** Every method that writes must be called in a transaction. */
export class VisitRows {
  readonly #sql: Prepared;

  constructor(database: DatabaseSync) {
    this.#sql = new Prepared(database);
  }

  insert({ report, firstSequence, endSequence }: OutgoingVisit, text: string, nowMs: number): void {
    const checksum = checksumOf(report.device, firstSequence, endSequence, text);
    this.#sql
      .of(
        `INSERT INTO visit (device, first_sequence, end_sequence, stored_ms, report, checksum, state)
         VALUES (?, ?, ?, ?, ?, ?, 'waiting')`,
      )
      .run(report.device, firstSequence, endSequence, Math.floor(nowMs), text, checksum);
  }

  held(device: DeviceSerial, confirmed: number): number {
    const rows = this.#sql
      .of(
        `SELECT visit.* FROM visit LEFT JOIN batch ON batch.seq = visit.batch
         WHERE visit.device = ?
           AND (visit.state = 'waiting' OR (visit.state = 'batched' AND batch.state = 'waiting'))
         ORDER BY visit.first_sequence`,
      )
      .all(device) as unknown as readonly VisitRow[];
    return rows
      .filter(isSound)
      .reduce((held, row) => (row.first_sequence <= held ? Math.max(held, row.end_sequence) : held), confirmed);
  }

  /** As many as one batch may hold, oldest first. */
  waiting(): readonly WaitingRow[] {
    const rows = this.#sql
      .of("SELECT * FROM visit WHERE state = 'waiting' ORDER BY position LIMIT ?")
      .all(batchVisitsMax) as unknown as readonly VisitRow[];
    return rows.map((row) => ({
      position: row.position,
      storedMs: row.stored_ms,
      text: row.report,
      isSound: isSound(row),
      setBatched: (seq) => this.#setBatched(row, seq),
    }));
  }

  setRotten(position: number): void {
    this.#sql.of("UPDATE visit SET state = 'rotten' WHERE position = ?").run(position);
  }

  devicesIn(seq: number): readonly string[] {
    const rows = this.#sql.of('SELECT DISTINCT device FROM visit WHERE batch = ?').all(seq);
    return rows.map((row) => String(row['device']));
  }

  delete(seq: number): void {
    this.#sql.of('DELETE FROM visit WHERE batch = ?').run(seq);
  }

  #setBatched({ position, device, first_sequence, end_sequence }: VisitRow, seq: number): void {
    this.#sql
      .of("UPDATE visit SET state = 'batched', batch = ?, report = '', checksum = ? WHERE position = ?")
      .run(seq, checksumOf(device, first_sequence, end_sequence, ''), position);
  }
}

const isSound = (row: VisitRow): boolean =>
  isSameChecksum(checksumOf(row.device, row.first_sequence, row.end_sequence, row.report), row.checksum);
