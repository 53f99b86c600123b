/** Journal: every fact in the order in which it became known, raw and for ever. Everything right of it can be made again. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { GatewayId } from '../contract/ids.ts';
import { sha256 } from '../runtime/sha256.ts';

export const factKinds = [
  'batch',
  'actions',
  'unreadable',
  'device',
  'loan',
  'close',
  'retry',
  'discard',
  'settle',
  'import',
] as const;
export type FactKind = (typeof factKinds)[number];
/** What comes off the wire. */
type MessageKind = 'batch' | 'actions' | 'unreadable';
export type OwnFactKind = Exclude<FactKind, MessageKind>;

export interface Fact {
  readonly id: number;
  readonly kind: FactKind;
  readonly gateway: GatewayId | null;
  readonly receivedMs: number;
  readonly body: Uint8Array;
}

/** A read of the journal holds this many rows in memory at a time. */
const rowsPerReadMax = 500;

export class Journal {
  readonly #insert: StatementSync;
  readonly #findBatch: StatementSync;
  readonly #findActions: StatementSync;
  readonly #findUnreadable: StatementSync;
  readonly #get: StatementSync;
  readonly #after: StatementSync;
  readonly #earliest: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare(
      'INSERT INTO journal (kind, gateway, seq, digest, received_ms, body) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#findBatch = database.prepare(
      "SELECT id FROM journal WHERE kind = 'batch' AND gateway = ? AND seq = ? AND digest = ?",
    );
    this.#findActions = database.prepare(
      "SELECT id FROM journal WHERE kind = 'actions' AND gateway = ? AND seq = ? AND digest = ?",
    );
    this.#findUnreadable = database.prepare(
      "SELECT id FROM journal WHERE kind = 'unreadable' AND gateway = ? AND digest = ?",
    );
    this.#get = database.prepare('SELECT id, kind, gateway, received_ms, body FROM journal WHERE id = ?');
    this.#earliest = database.prepare('SELECT min(received_ms) AS received_ms FROM journal');
    this.#after = database.prepare(
      'SELECT id, kind, gateway, received_ms, body FROM journal WHERE id > ? ORDER BY id LIMIT ?',
    );
  }

  /** Writes a batch as it came. Returns its id, or undefined when these very bytes are already here. */
  addBatch(
    gateway: GatewayId,
    seq: number,
    body: Uint8Array,
    receivedMs: number,
    digest: Uint8Array = journalDigest(body),
  ): number | undefined {
    if (this.#findBatch.get(gateway, seq, digest) !== undefined) return undefined;
    return Number(this.#insert.run('batch', gateway, seq, digest, receivedMs, body).lastInsertRowid);
  }

  /** The same for a batch of volunteers' actions. */
  addActions(gateway: GatewayId, seq: number, body: Uint8Array, receivedMs: number): number | undefined {
    const digest = journalDigest(body);
    if (this.#findActions.get(gateway, seq, digest) !== undefined) return undefined;
    return Number(this.#insert.run('actions', gateway, seq, digest, receivedMs, body).lastInsertRowid);
  }

  /** Writes a message that is no batch, whatever it is. Returns its id, or undefined when these very bytes are here. */
  addUnreadable(
    gateway: GatewayId,
    body: Uint8Array,
    receivedMs: number,
    digest: Uint8Array = journalDigest(body),
  ): number | undefined {
    if (this.#findUnreadable.get(gateway, digest) !== undefined) return undefined;
    return Number(this.#insert.run('unreadable', gateway, null, digest, receivedMs, body).lastInsertRowid);
  }

  /** Writes any other fact. Its body is JSON. */
  addFact(kind: OwnFactKind, body: Uint8Array, receivedMs: number): number {
    return Number(this.#insert.run(kind, null, null, null, receivedMs, body).lastInsertRowid);
  }

  get(id: number): Fact | undefined {
    const row = this.#get.get(id);
    return row === undefined ? undefined : factOf(row);
  }

  /** The earliest time at which a fact became known, ms since the Unix epoch; undefined before there is one. */
  firstReceivedMs(): number | undefined {
    return (this.#earliest.get()?.['received_ms'] as number | null) ?? undefined;
  }

  /** All facts in order. */
  *facts(): Generator<Fact> {
    for (let last = 0; ;) {
      const rows = this.#after.all(last, rowsPerReadMax);
      for (const row of rows) yield factOf(row);
      const end = rows.at(-1);
      if (end === undefined) return;
      last = Number(end['id']);
    }
  }
}

const factOf = (row: Record<string, unknown>): Fact => ({
  id: row['id'] as number,
  kind: row['kind'] as FactKind,
  gateway: row['gateway'] as GatewayId | null,
  receivedMs: row['received_ms'] as number,
  body: row['body'] as Uint8Array,
});

/** By which the journal knows that it has these very bytes. */
export const journalDigest = (body: Uint8Array): Uint8Array => new Uint8Array(sha256(body).subarray(0, 16));

/** The body of a fact that is JSON. */
export const jsonBytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
