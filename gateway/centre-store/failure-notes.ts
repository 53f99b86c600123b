/** Failure notes: the last visits to each pedometer that went wrong, and why. */
import type { DatabaseSync } from 'node:sqlite';
import type { DeviceSerial } from '../../contract/ids.ts';
import { NoteTable, type NoteAnswer } from './note-table.ts';

export interface FailureNote {
  /** Wall time. */
  readonly atMs: number;
  readonly because: string;
}

/** As many as the pages show of a pedometer. */
const deviceNotesMax = 5;
/** Of some hundred pedometers with five each; beyond it the oldest go. */
const notesMax = 2_000;

export class FailureNotes {
  readonly #table: NoteTable;

  constructor(database: DatabaseSync) {
    this.#table = new NoteTable(database);
  }

  add(device: DeviceSerial, { atMs, because }: FailureNote): NoteAnswer {
    return this.#table.write(() => {
      const { sql } = this.#table;
      sql
        .of('INSERT INTO failure (device, at_ms, because) VALUES (?, ?, ?)')
        .run(device, Math.floor(atMs), because.slice(0, 40));
      sql
        .of(
          `DELETE FROM failure WHERE position IN
             (SELECT position FROM failure WHERE device = ? ORDER BY position DESC LIMIT -1 OFFSET ?)`,
        )
        .run(device, deviceNotesMax);
      sql
        .of(
          'DELETE FROM failure WHERE position IN (SELECT position FROM failure ORDER BY position DESC LIMIT -1 OFFSET ?)',
        )
        .run(notesMax);
    });
  }

  /** Newest last, at most five. */
  of(device: DeviceSerial): readonly FailureNote[] {
    const rows = this.#table.sql.of('SELECT * FROM failure WHERE device = ? ORDER BY position').all(device);
    return rows.map((row) => ({ atMs: Number(row['at_ms']), because: String(row['because']) }));
  }

  /** It works. */
  clear(device: DeviceSerial): NoteAnswer {
    return this.#table.write(() => this.#table.sql.of('DELETE FROM failure WHERE device = ?').run(device));
  }
}
