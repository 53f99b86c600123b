/** Note table: one table of the centre's notes; what it writes is on disk when it says `kept`. */
import type { DatabaseSync } from 'node:sqlite';
import { Prepared } from '../../runtime/prepared.ts';
import { writeUnlessFull } from '../outbox/sqlite-error.ts';

/** `full`: the disk takes nothing at the moment, and nothing has changed. */
export type NoteAnswer = 'kept' | 'full';

export class NoteTable {
  readonly sql: Prepared;
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.sql = new Prepared(database);
  }

  /** One transaction. */
  write(work: () => void): NoteAnswer {
    return writeUnlessFull(this.#database, work) ? 'kept' : 'full';
  }
}
