/** Row book: the rows of a file beside it on disk, each participant's in order of time, however many there are and whatever order they came in. */
import { rmSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

export interface BookedRow {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** Since local midnight. */
  readonly seconds: number;
  readonly steps: number;
  readonly line: number;
}

/** Longer than the longest day there is, in seconds. */
const daySlots = 100_000;
const rowsPerTransaction = 50_000;
/** What the sorting may hold in memory. */
const cacheKib = 32 * 1024;

/** A file of its own that nobody misses: nothing in it is waited for, and it begins anew whenever it is opened. */
export class RowBook implements Disposable {
  readonly #database: DatabaseSync;
  readonly #add: StatementSync;
  readonly #get: StatementSync;
  readonly #of: StatementSync;
  readonly #addPart: StatementSync;
  #pending = 0;

  constructor(path: string) {
    rmSync(path, { force: true });
    this.#database = new DatabaseSync(path);
    this.#database.exec(`
      PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-${cacheKib};
      CREATE TABLE booked (who INTEGER NOT NULL, at INTEGER NOT NULL, steps INTEGER NOT NULL, line INTEGER NOT NULL,
        PRIMARY KEY (who, at)) STRICT, WITHOUT ROWID;
      CREATE TABLE part (part INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
      BEGIN`);
    this.#add = this.#database.prepare(
      'INSERT INTO booked (who, at, steps, line) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    );
    this.#get = this.#database.prepare('SELECT steps, line FROM booked WHERE who = ? AND at = ?');
    this.#of = this.#database.prepare('SELECT at, steps, line FROM booked WHERE who = ? ORDER BY at');
    this.#addPart = this.#database.prepare('INSERT INTO part (part, body) VALUES (?, ?)');
  }

  /** Returns the row that stands for the same person and time already, and then adds nothing. */
  add(
    who: number,
    { day, seconds, steps, line }: BookedRow,
  ): { readonly steps: number; readonly line: number } | undefined {
    const at = day * daySlots + seconds;
    if (this.#add.run(who, at, steps, line).changes === 0)
      return this.#get.get(who, at) as { steps: number; line: number } | undefined;
    this.#pending += 1;
    if (this.#pending >= rowsPerTransaction) this.#commit();
    return undefined;
  }

  /** By time. */
  *of(who: number): Generator<BookedRow> {
    for (const row of this.#of.iterate(who)) {
      const at = row['at'] as number;
      const day = Math.floor(at / daySlots);
      yield { day, seconds: at - day * daySlots, steps: row['steps'] as number, line: row['line'] as number };
    }
  }

  addPart(part: number, body: Uint8Array): void {
    this.#addPart.run(part, body);
  }

  /** Forgets the rows: what the file is to change stands in the parts. */
  keepParts(): void {
    this.#commit();
    this.#database.exec('COMMIT; DROP TABLE booked; VACUUM; BEGIN');
  }

  #commit(): void {
    this.#database.exec('COMMIT; BEGIN');
    this.#pending = 0;
  }

  [Symbol.dispose](): void {
    this.#database.exec('COMMIT');
    this.#database.close();
  }
}

/** The parts that a book has kept, for as long as they are carried over into the journal. */
export class BookedParts implements Disposable {
  readonly #database: DatabaseSync;
  readonly #part: StatementSync;

  constructor(path: string) {
    this.#database = new DatabaseSync(path, { readOnly: true });
    this.#part = this.#database.prepare('SELECT body FROM part WHERE part = ?');
  }

  readonly of = (part: number): Uint8Array | undefined => this.#part.get(part)?.['body'] as Uint8Array | undefined;

  [Symbol.dispose](): void {
    this.#database.close();
  }
}
