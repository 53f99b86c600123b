/** Action rows: what volunteers did, on disk as they did it, until the cloud has it and some weeks beyond. */
import type { DatabaseSync } from 'node:sqlite';
import { actionsPerBatchMax, centreActionSchema, type CentreAction } from '../../contract/centre-action.ts';
import { Prepared } from '../../runtime/prepared.ts';
import { checksumOf, isSameChecksum } from './checksum.ts';
import type { WaitingRow } from './waiting-row.ts';

interface ActionRow {
  readonly position: number;
  readonly id: string;
  readonly stored_ms: number;
  readonly action: string;
  readonly checksum: Uint8Array;
  readonly state: 'waiting' | 'batched' | 'sent' | 'rotten';
}

/** An action that is known here. `waiting`: in the outbox. `sent`: the cloud has said that it has it. */
export interface KeptAction {
  readonly action: CentreAction;
  readonly state: 'waiting' | 'sent';
}

/** A page that could not get through to its gateway tries again within days; a volunteer looks back as far as a month. */
const keptMs = 28 * 86_400_000;
/** Seventy a day for those weeks, some 300 bytes each; beyond it the oldest are forgotten before their time. */
const actionsKeptMax = 2_000;

/** Every method that writes must be called in a transaction. */
export class ActionRows {
  readonly #sql: Prepared;

  constructor(database: DatabaseSync) {
    this.#sql = new Prepared(database);
  }

  /** The same id again changes nothing, unless the disk has spoilt what it had of it. */
  insert(id: string, text: string, nowMs: number): void {
    const known = this.#sql.of('SELECT * FROM action WHERE id = ?').get(id) as unknown as ActionRow | undefined;
    if (known !== undefined && known.state !== 'rotten' && isSound(known)) return;
    this.#sql.of('DELETE FROM action WHERE id = ?').run(id);
    this.#sql
      .of("INSERT INTO action (id, stored_ms, action, checksum, state) VALUES (?, ?, ?, ?, 'waiting')")
      .run(id, Math.floor(nowMs), text, checksumOf(id, text));
  }

  /** Sent ones that nobody asks for any more. */
  forgetOld(nowMs: number): void {
    this.#sql.of("DELETE FROM action WHERE state = 'sent' AND stored_ms < ?").run(Math.floor(nowMs - keptMs));
    this.#sql
      .of(
        `DELETE FROM action WHERE position IN
           (SELECT position FROM action WHERE state = 'sent' ORDER BY position DESC LIMIT -1 OFFSET ?)`,
      )
      .run(actionsKeptMax);
  }

  /** As many as one batch may hold, oldest first. */
  waiting(): readonly WaitingRow[] {
    const rows = this.#sql
      .of("SELECT * FROM action WHERE state = 'waiting' ORDER BY position LIMIT ?")
      .all(actionsPerBatchMax) as unknown as readonly ActionRow[];
    return rows.map((row) => ({
      position: row.position,
      storedMs: row.stored_ms,
      text: row.action,
      isSound: isSound(row),
      setBatched: (seq) => this.#setBatched(row.position, seq),
    }));
  }

  setRotten(position: number): void {
    this.#sql.of("UPDATE action SET state = 'rotten', batch = NULL WHERE position = ?").run(position);
  }

  /** The batch they were in is lost; they are not. */
  setWaiting(seq: number): void {
    this.#sql.of("UPDATE action SET state = 'waiting', batch = NULL WHERE batch = ?").run(seq);
  }

  setSent(seq: number): void {
    this.#sql.of("UPDATE action SET state = 'sent', batch = NULL WHERE batch = ?").run(seq);
  }

  idsIn(seq: number): readonly string[] {
    const rows = this.#sql.of('SELECT id FROM action WHERE batch = ? ORDER BY position').all(seq);
    return rows.map((row) => String(row['id']));
  }

  /** In the order in which they were taken in. */
  kept(): readonly KeptAction[] {
    const rows = this.#sql
      .of("SELECT * FROM action WHERE state <> 'rotten' ORDER BY position")
      .all() as unknown as readonly ActionRow[];
    return rows.flatMap((row) => {
      const action = isSound(row) ? centreActionSchema.safeParse(JSON.parse(row.action)) : undefined;
      if (action?.success !== true) return [];
      return [{ action: action.data, state: row.state === 'sent' ? ('sent' as const) : ('waiting' as const) }];
    });
  }

  #setBatched(position: number, seq: number): void {
    this.#sql.of("UPDATE action SET state = 'batched', batch = ? WHERE position = ?").run(seq, position);
  }
}

const isSound = (row: ActionRow): boolean => isSameChecksum(checksumOf(row.id, row.action), row.checksum);
