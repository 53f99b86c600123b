/** Prepared: the statements of one database, each prepared when it is first used and kept for the next time. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export class Prepared {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Of a fixed text: texts put together from data would fill the memory. */
  of(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const made = this.#database.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }
}
