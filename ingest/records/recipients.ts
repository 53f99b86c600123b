/** Recipients: everybody records were handed to, each with a key of their own, made when they are first heard of. */
import type { DatabaseSync } from 'node:sqlite';
import { Prepared } from '../../runtime/prepared.ts';
import type { RandomBytes } from '../../runtime/random-bytes.ts';
import { Pseudonyms } from './pseudonyms.ts';

const keyBytes = 32;

export class Recipients {
  readonly #prepared: Prepared;
  readonly #randomBytes: RandomBytes;

  constructor(database: DatabaseSync, randomBytes: RandomBytes) {
    this.#prepared = new Prepared(database);
    this.#randomBytes = randomBytes;
  }

  /** Inside a transaction of the caller's. */
  meet(name: string, atMs: number): void {
    if (this.pseudonymsOf(name) !== undefined) return;
    this.#prepared
      .of('INSERT INTO record_recipient (name, key, made_ms) VALUES (?, ?, ?)')
      .run(name, this.#randomBytes(keyBytes), atMs);
  }

  /** Undefined for somebody to whom nothing was handed yet. */
  pseudonymsOf(name: string): Pseudonyms | undefined {
    const key = this.#prepared.of('SELECT key FROM record_recipient WHERE name = ?').get(name)?.['key'];
    return key === undefined ? undefined : new Pseudonyms(key as Uint8Array);
  }

  /** Whoever was met last first. */
  names(): readonly string[] {
    const rows = this.#prepared.of('SELECT name FROM record_recipient ORDER BY made_ms DESC, name').all();
    return rows.map((row) => String(row['name']));
  }
}
