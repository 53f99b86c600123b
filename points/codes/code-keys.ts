/** Code keys: the ledger's secrets that sign activity codes, the first made when the first code is issued. */
import type { DatabaseSync } from 'node:sqlite';
import { OperatorError } from '../../runtime/fault.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { RandomBytes } from '../../runtime/random-bytes.ts';

const secretBytes = 32;
/** A token has one byte for it. */
const keyIdMax = 255;

export class CodeKeys {
  readonly #prepared: Prepared;
  readonly #randomBytes: RandomBytes;
  /** A key never changes once it is there. */
  readonly #known = new Map<number, Uint8Array>();

  constructor(database: DatabaseSync, randomBytes: RandomBytes) {
    this.#prepared = new Prepared(database);
    this.#randomBytes = randomBytes;
  }

  /** Id of the key that signs now. In the caller's transaction. */
  signing(atMs: number): number {
    return this.#newest() ?? this.add(atMs);
  }

  /** A new key that signs from now on. In the caller's transaction. Throws OperatorError `code-keys-full`. */
  add(atMs: number): number {
    const id = (this.#newest() ?? 0) + 1;
    if (id > keyIdMax)
      throw new OperatorError(
        'code-keys-full',
        `The secret of the activity codes was renewed ${keyIdMax} times already`,
        'Revoke single codes instead.',
      );
    this.#prepared
      .of('INSERT INTO code_key (id, secret, made_ms) VALUES (?, ?, ?)')
      .run(id, this.#randomBytes(secretBytes), atMs);
    return id;
  }

  secret(id: number): Uint8Array | undefined {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const secret = this.#prepared.of('SELECT secret FROM code_key WHERE id = ?').get(id)?.['secret'];
    if (!(secret instanceof Uint8Array)) return undefined;
    this.#known.set(id, secret);
    return secret;
  }

  #newest(): number | undefined {
    const id = this.#prepared.of('SELECT max(id) AS id FROM code_key').get()?.['id'];
    return typeof id === 'number' ? id : undefined;
  }
}
