/** Sample damage: a database whose pages a test lets nobody read for a while, as of a disk that fails. */
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** The first page says how many there are, and all of them are asked for in vain. */
const pageBytes = 4096;

export class SampleDamage implements Disposable {
  readonly database: DatabaseSync;
  readonly #path: string;
  #whole: Uint8Array | undefined;

  /** A line of its own to the database at `path`, which nobody writes to meanwhile. */
  constructor(path: string) {
    this.#path = path;
    this.database = new DatabaseSync(path);
  }

  begin(): void {
    this.database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA shrink_memory');
    this.#whole = readFileSync(this.#path);
    truncateSync(this.#path, pageBytes);
  }

  end(): void {
    if (this.#whole === undefined) return;
    writeFileSync(this.#path, this.#whole);
    this.#whole = undefined;
    // Pages that were read as nothing are not to be remembered so.
    this.database.exec('PRAGMA shrink_memory');
  }

  [Symbol.dispose](): void {
    this.end();
    this.database.close();
  }
}
