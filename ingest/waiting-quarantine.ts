/** Waiting quarantine: what waits for a person, by who sent it, why it is held and whose pedometer it speaks of, however much it is. */
import type { DatabaseSync } from 'node:sqlite';
import { Prepared } from '../runtime/prepared.ts';
import { itemOf, type QuarantineItem, type QuarantineReason } from './quarantine.ts';

/** Whatever is absent may be anything. */
export interface QuarantineFilter {
  readonly gateway?: string;
  readonly reason?: QuarantineReason;
  readonly device?: string;
  /** Items up to this number only. */
  readonly through?: number;
}

/** `gateway`: null where nobody sent it. */
export interface QuarantineGroup {
  readonly gateway: string | null;
  readonly reason: QuarantineReason;
  readonly items: number;
  /** The newest item's number. */
  readonly last: number;
}

export type WaitingItem = QuarantineItem & { readonly gateway: string | null };

const waitingBy = `FROM quarantine q LEFT JOIN journal j ON j.id = q.journal
  WHERE q.state = 'waiting' AND (:gateway IS NULL OR j.gateway = :gateway) AND (:reason IS NULL OR q.reason = :reason)
    AND (:device IS NULL OR q.device = :device) AND q.id <= :through`;

export class WaitingQuarantine {
  readonly #sql: Prepared;

  constructor(database: DatabaseSync) {
    this.#sql = new Prepared(database);
  }

  /** The oldest first. */
  items(filter: QuarantineFilter, limit: number): readonly WaitingItem[] {
    return this.#sql
      .of(`SELECT q.*, j.gateway ${waitingBy} ORDER BY q.id LIMIT :limit`)
      .all({ ...named(filter), limit })
      .map((row) => ({ ...itemOf(row), gateway: row['gateway'] as string | null }));
  }

  /** The largest first. */
  groups(filter: QuarantineFilter): readonly QuarantineGroup[] {
    return this.#sql
      .of(
        `SELECT j.gateway, q.reason, count(*) AS items, max(q.id) AS last ${waitingBy}
          GROUP BY j.gateway, q.reason ORDER BY items DESC, j.gateway, q.reason`,
      )
      .all(named(filter)) as unknown as readonly QuarantineGroup[];
  }
}

const named = ({ gateway, reason, device, through }: QuarantineFilter) => ({
  gateway: gateway ?? null,
  reason: reason ?? null,
  device: device ?? null,
  through: through ?? Number.MAX_SAFE_INTEGER,
});
