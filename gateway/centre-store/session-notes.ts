/** Session notes: who is signed in to the volunteers' pages, by the hash of a token that only the browser has. */
import type { DatabaseSync } from 'node:sqlite';
import { NoteTable, type NoteAnswer } from './note-table.ts';

/** A centre has a tablet or two and some telephones; of more the one that ends first is signed out. */
const sessionsMax = 50;

export class SessionNotes {
  readonly #table: NoteTable;

  constructor(database: DatabaseSync) {
    this.#table = new NoteTable(database);
  }

  /** Also to prolong one. */
  put(hash: string, untilMs: number, nowMs: number): NoteAnswer {
    return this.#table.write(() => {
      const { sql } = this.#table;
      sql.of('DELETE FROM session WHERE until_ms <= ?').run(Math.floor(nowMs));
      sql.of('INSERT OR REPLACE INTO session (hash, until_ms) VALUES (?, ?)').run(hash, Math.floor(untilMs));
      sql
        .of('DELETE FROM session WHERE hash IN (SELECT hash FROM session ORDER BY until_ms DESC LIMIT -1 OFFSET ?)')
        .run(sessionsMax);
    });
  }

  /** When it ends, in wall time; undefined where nobody is signed in by it. */
  until(hash: string, nowMs: number): number | undefined {
    const row = this.#table.sql.of('SELECT until_ms FROM session WHERE hash = ?').get(hash);
    const untilMs = Number(row?.['until_ms'] ?? 0);
    return untilMs > nowMs ? untilMs : undefined;
  }

  remove(hash: string): NoteAnswer {
    return this.#table.write(() => this.#table.sql.of('DELETE FROM session WHERE hash = ?').run(hash));
  }

  /** As when the PIN is changed. */
  removeAll(): NoteAnswer {
    return this.#table.write(() => this.#table.sql.of('DELETE FROM session').run());
  }
}
