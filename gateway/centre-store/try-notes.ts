/** Try notes: a text about who typed wrong PINs, so that a restart gives nobody new tries. */
import type { DatabaseSync } from 'node:sqlite';
import { NoteTable, type NoteAnswer } from './note-table.ts';

const name = 'sign-in-tries';

export class TryNotes {
  readonly #table: NoteTable;

  constructor(database: DatabaseSync) {
    this.#table = new NoteTable(database);
  }

  get text(): string | undefined {
    const value = this.#table.sql.of('SELECT value FROM note WHERE name = ?').get(name)?.['value'];
    return typeof value === 'string' ? value : undefined;
  }

  put(text: string): NoteAnswer {
    return this.#table.write(() => {
      this.#table.sql.of('INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)').run(name, text);
    });
  }
}
