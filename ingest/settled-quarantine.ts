/**
 * Settled quarantine: since when items are settled, and which of them nobody needs any more. When an item was settled is noted
 * by the night that first saw it so, beside what is derived. Which are forgotten is a fact in the journal, so that a replay
 * forgets the same ones at the same place.
 */
import type { DatabaseSync } from 'node:sqlite';
import { Prepared } from '../runtime/prepared.ts';

export const settledSchema = `
CREATE TABLE quarantine_settled (item INTEGER PRIMARY KEY, seen_ms INTEGER NOT NULL) STRICT;
CREATE TRIGGER quarantine_opened AFTER UPDATE OF state ON quarantine WHEN new.state = 'waiting'
  BEGIN DELETE FROM quarantine_settled WHERE item = new.id; END;
CREATE TRIGGER quarantine_gone AFTER DELETE ON quarantine
  BEGIN DELETE FROM quarantine_settled WHERE item = old.id; END;
`;

/** In one fact of the journal; what is left goes on the nights after. */
const forgottenMax = 2_000;

/** A pedometer sends what it remembers again and again: what was discarded must not come to wait again from its ring. */
export const settledDaysMin = 180;
/** Two fiscal years: somebody may still ask why a day was not counted. */
export const settledDaysDefault = 730;

/** Discarded, these still decide about days in the books: they would wait again with the next change of a loan. */
const stillDeciding = "('undated', 'clock-contradiction', 'not-on-loan', 'ambiguous-holder')";

export class SettledQuarantine {
  readonly #sql: Prepared;

  constructor(database: DatabaseSync) {
    this.#sql = new Prepared(database);
  }

  /** Notes which are settled by now. */
  note(nowMs: number): void {
    this.#sql
      .of(
        `INSERT INTO quarantine_settled (item, seen_ms)
          SELECT id, ? FROM quarantine WHERE state <> 'waiting' AND id NOT IN (SELECT item FROM quarantine_settled)`,
      )
      .run(nowMs);
  }

  /** Those settled before then, the oldest first. The latest item stays, so that its number is never another's. */
  settledBefore(ms: number): readonly number[] {
    return this.#sql
      .of(
        `SELECT q.id FROM quarantine_settled s JOIN quarantine q ON q.id = s.item
          WHERE s.seen_ms < ? AND (q.state = 'resolved' OR (q.state = 'discarded' AND q.reason NOT IN ${stillDeciding}))
            AND q.id < (SELECT max(id) FROM quarantine)
          ORDER BY q.id LIMIT ${forgottenMax}`,
      )
      .all(ms)
      .map((row) => row['id'] as number);
  }
}
