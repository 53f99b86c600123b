/** Delivered days: the days of which the point service beside the cloud has been told something, in the order of the feed. */
import type { DatabaseSync } from 'node:sqlite';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { Prepared } from '../../runtime/prepared.ts';

/** The feed of day totals to our own ledger (CloudFeeds). */
const consumer = 'ledger';
const daysPerRead = 200;
const delivered = 'SELECT revision_id AS id FROM feed_cursor WHERE consumer = ?';
const daysWithin = `SELECT id, participant, date FROM day_revision WHERE id > ? AND id <= ? ORDER BY id LIMIT ${daysPerRead}`;

export class DeliveredDays {
  readonly #sql: Prepared;
  #id: number;

  /** Begins with what is delivered from now on. */
  constructor(database: DatabaseSync) {
    this.#sql = new Prepared(database);
    this.#id = this.#deliveredId();
  }

  /** Some of what was delivered since the last time; none where that was all. */
  readonly next = (): readonly { readonly participant: ParticipantId; readonly date: PlainDateText }[] => {
    const rows = this.#sql.of(daysWithin).all(this.#id, this.#deliveredId());
    this.#id = Number(rows.at(-1)?.['id'] ?? this.#id);
    return rows as unknown as readonly { readonly participant: ParticipantId; readonly date: PlainDateText }[];
  };

  #deliveredId(): number {
    return Number(this.#sql.of(delivered).get(consumer)?.['id'] ?? 0);
  }
}
