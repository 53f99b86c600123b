/** Stamps: the coincident stamps of every epoch, and which of them are believed. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceSerial } from '../contract/ids.ts';
import { believedStamps, stampsAgree, type EpochStamp } from './dating.ts';

/** What a new stamp does to the dates of buckets already stored. */
export interface StampEffect {
  /** True where dates of earlier buckets may have moved, so that the epoch has to be dated again. */
  readonly redate: boolean;
  /** True where some stamp of the epoch is not believed. */
  readonly contradicted: boolean;
}

export class Stamps {
  readonly #believed: StatementSync;
  readonly #all: StatementSync;
  readonly #unbelieved: StatementSync;
  readonly #insert: StatementSync;
  readonly #judge: StatementSync;

  constructor(database: DatabaseSync) {
    this.#believed = database.prepare(
      `SELECT uptime, gateway_ms FROM stamp WHERE device = ? AND epoch = ? AND believed = 1 ORDER BY uptime`,
    );
    this.#all = database.prepare(
      `SELECT uptime, gateway_ms, believed FROM stamp WHERE device = ? AND epoch = ? ORDER BY uptime, gateway_ms`,
    );
    this.#unbelieved = database.prepare(
      'SELECT count(*) AS n FROM stamp WHERE device = ? AND epoch = ? AND believed = 0',
    );
    this.#insert = database.prepare(
      'INSERT OR IGNORE INTO stamp (device, epoch, uptime, gateway_ms, journal, believed) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#judge = database.prepare(
      'UPDATE stamp SET believed = ? WHERE device = ? AND epoch = ? AND uptime = ? AND gateway_ms = ?',
    );
  }

  /** In order of uptime. */
  believed(device: DeviceSerial, epoch: number): readonly EpochStamp[] {
    return this.#believed.all(device, epoch).map(stampOf);
  }

  /** Whether those believed are not the majority, so that nobody can be sure when the epoch's steps were walked. */
  doubtful(device: DeviceSerial, epoch: number): boolean {
    const unbelieved = this.#countUnbelieved(device, epoch);
    return unbelieved > 0 && unbelieved >= this.believed(device, epoch).length;
  }

  /**
   * Adds a trusted stamp. Stamps arrive in order nearly always; then nothing before them moves. `reachSeconds` is the
   * uptime at which the last stored bucket of the epoch began: what lies beyond the last stamp was only extrapolated.
   */
  add(device: DeviceSerial, epoch: number, stamp: EpochStamp, reachSeconds: number, journal: number): StampEffect {
    const believed = this.believed(device, epoch);
    const last = believed.at(-1);
    const inOrder = last === undefined || (stamp.uptimeSeconds > last.uptimeSeconds && stampsAgree(last, stamp));
    if (inOrder && this.#countUnbelieved(device, epoch) === 0) {
      this.#insert.run(device, epoch, stamp.uptimeSeconds, stamp.gatewayMs, journal, 1);
      // The second stamp is the first to measure the drift, which moves what the first one alone had dated.
      const redate = believed.length < 2 || reachSeconds > (last?.uptimeSeconds ?? 0);
      return { redate, contradicted: false };
    }
    const added = this.#insert.run(device, epoch, stamp.uptimeSeconds, stamp.gatewayMs, journal, 0);
    return this.#rejudge(device, epoch, added.changes > 0);
  }

  #rejudge(device: DeviceSerial, epoch: number, added: boolean): StampEffect {
    const all = this.#all.all(device, epoch).map((row) => ({ ...stampOf(row), was: row['believed'] === 1 }));
    const believed = believedStamps(all);
    const chosen = new Set(believed);
    for (const stamp of all) {
      const is = chosen.has(stamp);
      if (is !== stamp.was) this.#judge.run(is ? 1 : 0, device, epoch, stamp.uptimeSeconds, stamp.gatewayMs);
    }
    return { redate: added, contradicted: believed.length < all.length };
  }

  #countUnbelieved(device: DeviceSerial, epoch: number): number {
    return Number(this.#unbelieved.get(device, epoch)?.['n'] ?? 0);
  }
}

const stampOf = (row: Record<string, unknown>): EpochStamp => ({
  uptimeSeconds: row['uptime'] as number,
  gatewayMs: row['gateway_ms'] as number,
});
