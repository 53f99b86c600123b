/** Cloud disk: looks at a cloud's database from outside, whether the cloud is alive or dead. */
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Pedometer } from '../../firmware-sim/pedometer/pedometer.ts';

export class CloudDisk {
  readonly #database: DatabaseSync;
  readonly #confirmed: StatementSync;
  readonly #undelivered: StatementSync;

  constructor(data: string) {
    this.#database = new DatabaseSync(join(data, 'cloud.sqlite'), { readOnly: true, timeout: 2_000 });
    this.#confirmed = this.#database.prepare('SELECT confirmed FROM device_state WHERE device = ?');
    this.#undelivered = this.#database.prepare(
      `SELECT count(*) AS n FROM day_revision
       WHERE id > coalesce((SELECT revision_id FROM feed_cursor WHERE consumer = 'ledger'), 0)`,
    );
  }

  /** Every bucket that has closed. */
  hasAllOf(pedometer: Pedometer): boolean {
    return this.confirmed(pedometer) >= pedometer.status().nextSequence;
  }

  confirmed({ serial }: Pedometer): number {
    return Number(this.#confirmed.get(serial)?.['confirmed'] ?? 0);
  }

  isFeedDone(): boolean {
    return Number(this.#undelivered.get()?.['n']) === 0;
  }

  facts(): number {
    return Number(this.#database.prepare('SELECT max(id) AS id FROM journal').get()?.['id'] ?? 0);
  }

  close(): void {
    this.#database.close();
  }
}
