/** Answered messages: remembers what was answered to each signed message, so that one sent again changes nothing. */
import type { DatabaseSync } from 'node:sqlite';
import { Prepared } from '../../runtime/prepared.ts';
import { sha256 } from '../../runtime/sha256.ts';

export const answeredSchema = `
CREATE TABLE answered_message (
  id TEXT PRIMARY KEY,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  answer TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX answered_message_at ON answered_message (at_ms);
`;

/** Senders give up after some days; what comes later still is counted once, by its content. */
const keptMs = 30 * 86_400_000;
/** Two go for every one that comes: the table shrinks to what is kept, without a pause. */
const forgottenAtOnceMax = 2;

export type Answered =
  | { readonly kind: 'new' }
  | { readonly kind: 'same'; readonly answer: string }
  /** The id was used for another body. */
  | { readonly kind: 'other' };

export class AnsweredMessages {
  readonly #prepared: Prepared;

  constructor(database: DatabaseSync) {
    this.#prepared = new Prepared(database);
  }

  /** `path` belongs to what was sent. */
  find(id: string, path: string, body: Uint8Array): Answered {
    const row = this.#prepared.of('SELECT digest, answer FROM answered_message WHERE id = ?').get(id);
    if (row === undefined) return { kind: 'new' };
    const isSame = row['digest'] instanceof Uint8Array && row['digest'].toHex() === digestOf(path, body).toHex();
    return isSame ? { kind: 'same', answer: String(row['answer']) } : { kind: 'other' };
  }

  keep(id: string, path: string, body: Uint8Array, answer: string, atMs: number): void {
    this.#prepared
      .of('INSERT INTO answered_message (id, digest, answer, at_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
      .run(id, digestOf(path, body), answer, atMs);
    this.#prepared
      .of(
        `DELETE FROM answered_message WHERE id IN
         (SELECT id FROM answered_message WHERE at_ms < ? ORDER BY at_ms LIMIT ${forgottenAtOnceMax})`,
      )
      .run(atMs - keptMs);
  }
}

const digestOf = (path: string, body: Uint8Array): Uint8Array => {
  const head = new TextEncoder().encode(`${path}\0`);
  const message = new Uint8Array(head.length + body.length);
  message.set(head);
  message.set(body, head.length);
  return sha256(message);
};
