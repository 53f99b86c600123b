/**
 * Hour book: the counted dates, in memory and in a file of their own that may be deleted at any time: it only spares reading
 * years of day blocks again. Everybody is counted with the centre and birth they had then; whoever has others now is moved.
 */
import type { DatabaseSync } from 'node:sqlite';
import { deserialize, serialize } from 'node:v8';
import { isDiskFault } from '../../runtime/database.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { HourDay } from './hour-day.ts';

/** Grows with every change of what is kept, or of how it is counted. */
const bookVersion = 1;

export const hourBookSchema = `
CREATE TABLE kept (
  version INTEGER NOT NULL, journal INTEGER NOT NULL, received_ms INTEGER NOT NULL, change INTEGER NOT NULL,
  waiting TEXT NOT NULL
) STRICT;
CREATE TABLE person (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, centre INTEGER NOT NULL, born INTEGER NOT NULL) STRICT;
CREATE TABLE centre (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE hour_day (day INTEGER PRIMARY KEY, content BLOB NOT NULL) STRICT;
`;

/** A person as they were counted. */
export interface Counted {
  readonly id: string;
  readonly centre: number;
  /** As a calendar number. */
  readonly born: number;
}

/** How far the counting had come, and where the journal ended then: what was counted of another is of no use. */
export interface Kept {
  readonly journal: number;
  readonly receivedMs: number;
  /** Blocks changed up to here are counted, save those of the dates that wait. */
  readonly change: number;
  readonly waiting: readonly number[];
}

export class HourBook {
  readonly #database: DatabaseSync;
  readonly #sql: Prepared;
  readonly people: Counted[] = [];
  readonly #number = new Map<string, number>();
  readonly centres: string[] = [];
  readonly days = new Map<number, HourDay>();
  #isKept = true;

  /** `database` has `hourBookSchema`. */
  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#sql = new Prepared(database);
  }

  /** What was kept. Empties the book, and returns undefined, where `isOf` says that it is of another journal. */
  load(isOf: (kept: Kept) => boolean): Kept | undefined {
    const kept = this.#kept();
    if (kept === undefined || !isOf(kept)) {
      this.#database.exec('DELETE FROM kept; DELETE FROM person; DELETE FROM centre; DELETE FROM hour_day');
      return undefined;
    }
    for (const each of this.#sql.of('SELECT id, centre, born FROM person ORDER BY n').all())
      this.#remember(each as unknown as Counted);
    for (const { id } of this.#sql.of('SELECT id FROM centre ORDER BY n').all()) this.centres.push(String(id));
    for (const { day, content } of this.#sql.of('SELECT day, content FROM hour_day').all())
      this.days.set(Number(day), deserialize(content as Uint8Array) as HourDay);
    return kept;
  }

  numberOf(id: string): number | undefined {
    return this.#number.get(id);
  }

  /** Number of the person, who is counted from now on as said where they were not known. */
  numbered(id: string, centre: string, born: number): number {
    const known = this.#number.get(id);
    if (known !== undefined) return known;
    const counted = { id, centre: this.centreNumber(centre), born };
    const n = this.#remember(counted);
    this.#putPerson(n, counted);
    return n;
  }

  centreNumber(id: string): number {
    const known = this.centres.indexOf(id);
    if (known >= 0) return known;
    this.centres.push(id);
    this.#keep(() => this.#sql.of('INSERT INTO centre (n, id) VALUES (?, ?)').run(this.centres.length - 1, id));
    return this.centres.length - 1;
  }

  centreId(n: number): string | undefined {
    return this.centres[n];
  }

  /** All of it is kept, or nothing. `keptOf`: how far the counting has come once `work` is done. */
  change(keptOf: () => Kept, work: () => void): void {
    this.#keep(() => this.#database.exec('BEGIN IMMEDIATE'));
    try {
      work();
      this.#keep(() => this.#noteKept(keptOf()));
      this.#keep(() => this.#database.exec('COMMIT'));
    } finally {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
    }
  }

  put(day: number, counted: HourDay): void {
    this.days.set(day, counted);
    this.#keep(() =>
      this.#sql.of('INSERT OR REPLACE INTO hour_day (day, content) VALUES (?, ?)').run(day, serialize(counted)),
    );
  }

  drop(day: number): void {
    this.days.delete(day);
    this.#keep(() => this.#sql.of('DELETE FROM hour_day WHERE day = ?').run(day));
  }

  /** They are counted so from now on; what was counted of them before is the caller's to move. */
  move(n: number, centre: number, born: number): void {
    const before = this.people[n];
    if (before === undefined) return;
    const counted = { id: before.id, centre, born };
    this.people[n] = counted;
    this.#putPerson(n, counted);
  }

  #kept(): Kept | undefined {
    const row = this.#sql.of('SELECT version, journal, received_ms, change, waiting FROM kept').get();
    if (row?.['version'] !== bookVersion) return undefined;
    return {
      journal: Number(row['journal']),
      receivedMs: Number(row['received_ms']),
      change: Number(row['change']),
      waiting: JSON.parse(String(row['waiting'])) as number[],
    };
  }

  #remember(counted: Counted): number {
    this.#number.set(counted.id, this.people.length);
    return this.people.push(counted) - 1;
  }

  #putPerson(n: number, { id, centre, born }: Counted): void {
    this.#keep(() =>
      this.#sql.of('INSERT OR REPLACE INTO person (n, id, centre, born) VALUES (?, ?, ?, ?)').run(n, id, centre, born),
    );
  }

  #noteKept({ journal, receivedMs, change, waiting }: Kept): void {
    this.#sql.of('DELETE FROM kept').run();
    this.#sql
      .of('INSERT INTO kept (version, journal, received_ms, change, waiting) VALUES (?, ?, ?, ?, ?)')
      .run(bookVersion, journal, receivedMs, change, JSON.stringify(waiting));
  }

  /** From the first thing on that the disk refuses, all is counted in memory only; the file stays as far as it had come. */
  #keep(write: () => void): void {
    if (!this.#isKept) return;
    try {
      write();
    } catch (error) {
      if (!isDiskFault(error)) throw error;
      this.#isKept = false;
    }
  }
}
