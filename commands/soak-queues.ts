/** Soak queues: how much waits where between a gateway and the points, looked up in the programs' databases from outside. */
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { GatewayId } from '../contract/ids.ts';

export interface QueueDepths {
  /** Visits on each gateway's disk without the cloud's receipt. */
  readonly outboxes: readonly number[];
  /** Batches formed and not yet in the journal: on their way, or waiting at the intake. */
  readonly intake: number;
  /** Revisions of day totals that the points have not taken yet. */
  readonly feed: number;
}

interface Outbox {
  readonly gateway: GatewayId;
  readonly visits: StatementSync;
  readonly batches: StatementSync;
}

/** A database may be busy for a moment with what its owner writes. */
const busyTimeoutMs = 5_000;

export class SoakQueues implements Disposable {
  readonly #databases: DatabaseSync[] = [];
  readonly #outboxes: readonly Outbox[];
  readonly #journalled: StatementSync;
  readonly #undelivered: StatementSync;

  /** The programs have been started: their databases are there. */
  constructor(data: string, gateways: readonly GatewayId[]) {
    this.#outboxes = gateways.map((gateway) => {
      const database = this.#open(join(data, `gateway-${gateway}.sqlite`));
      return {
        gateway,
        visits: database.prepare('SELECT count(*) AS n FROM visit'),
        batches: database.prepare('SELECT seq FROM batch'),
      };
    });
    const cloud = this.#open(join(data, 'cloud.sqlite'));
    this.#journalled = cloud.prepare(
      "SELECT coalesce(max(seq), 0) AS n FROM journal WHERE kind = 'batch' AND gateway = ?",
    );
    this.#undelivered = cloud.prepare(
      `SELECT count(*) AS n FROM day_revision
       WHERE id > coalesce((SELECT revision_id FROM feed_cursor WHERE consumer = 'ledger'), 0)`,
    );
  }

  depths(): QueueDepths {
    const underWay = this.#outboxes.map(({ gateway, batches }) => {
      // The gateway's side first: what is journalled in between is then not taken for waiting.
      const formed = batches.all().map((row) => Number(row['seq']));
      const journalled = Number(this.#journalled.get(gateway)?.['n']);
      return formed.filter((seq) => seq > journalled).length;
    });
    return {
      outboxes: this.#outboxes.map(({ visits }) => countIn(visits)),
      intake: underWay.reduce((sum, count) => sum + count, 0),
      feed: countIn(this.#undelivered),
    };
  }

  [Symbol.dispose](): void {
    for (const database of this.#databases) database.close();
  }

  #open(path: string): DatabaseSync {
    const database = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs });
    this.#databases.push(database);
    return database;
  }
}

const countIn = (statement: StatementSync): number => Number(statement.get()?.['n']);
