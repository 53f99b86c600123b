/** Savepoint: a part of a transaction that can be undone by itself; what came before it stays. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';

export class Savepoint {
  readonly #begin: StatementSync;
  readonly #undo: StatementSync;
  readonly #end: StatementSync;

  constructor(database: DatabaseSync) {
    this.#begin = database.prepare('SAVEPOINT part');
    this.#undo = database.prepare('ROLLBACK TO part');
    this.#end = database.prepare('RELEASE part');
  }

  begin(): void {
    this.#begin.run();
  }

  /** Back to where it began; it goes on. */
  undo(): void {
    this.#undo.run();
  }

  end(): void {
    this.#end.run();
  }
}
