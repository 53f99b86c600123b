/** Stamps: the coincident stamps of every epoch, and which of them are believed. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceSerial, GatewayId } from '../contract/ids.ts';
import { believedStamps, stampsAgree, type EpochStamp } from './dating.ts';

/** The stamps of one epoch, in order of uptime. */
export interface EpochStamps {
  readonly believed: readonly EpochStamp[];
  /** How many are contradicted by those. */
  readonly unbelieved: number;
}

/** What a new stamp does to the dates of buckets already stored. */
export interface StampEffect extends EpochStamps {
  /** True where dates of earlier buckets may have moved, so that the epoch has to be dated again. */
  readonly redate: boolean;
  /** Whether the new stamp is one of those believed. */
  readonly isBelieved: boolean;
  /** Some earlier stamp is believed now that was not, or the other way round. */
  readonly rejudged: boolean;
}

/** A believed stamp, and whose clock told it. */
export interface PlacedStamp {
  readonly gateway: GatewayId;
  readonly gatewayMs: number;
}

/** What is known of the pedometer when a stamp of it arrives. */
export interface StampContext {
  /** Uptime at which the last stored bucket of the epoch began: what lies beyond the last stamp was only extrapolated. */
  readonly reachSeconds: number;
  /** Some stamp of this pedometer was contradicted before. */
  readonly contradicted: boolean;
  readonly journal: number;
  readonly gateway: GatewayId;
}

/** As many of the last stamps as it takes to date what usually comes, and to measure the drift. */
const recentStamps = 3;
/** Room for a city's pedometers; beyond it the cache starts anew. */
const cachedMax = 50_000;

/** The last few believed stamps of one epoch, in order of uptime. */
interface RecentStamps {
  readonly epoch: number;
  readonly stamps: readonly EpochStamp[];
}

export class Stamps {
  readonly #all: StatementSync;
  readonly #recent: StatementSync;
  readonly #insert: StatementSync;
  readonly #forget: StatementSync;
  readonly #judge: StatementSync;
  readonly #believedOf: StatementSync;
  /** Of each pedometer's epoch that was last asked for. */
  readonly #cache = new Map<DeviceSerial, RecentStamps>();

  constructor(database: DatabaseSync) {
    this.#all = database.prepare(
      `SELECT uptime, gateway_ms, believed FROM stamp WHERE device = ? AND epoch = ? ORDER BY uptime, gateway_ms`,
    );
    this.#recent = database.prepare(
      `SELECT uptime, gateway_ms FROM stamp
       WHERE device = ? AND epoch = ? AND believed = 1 ORDER BY uptime DESC LIMIT ${recentStamps}`,
    );
    this.#insert = database.prepare(
      `INSERT OR IGNORE INTO stamp (device, epoch, uptime, gateway_ms, journal, gateway, believed)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#forget = database.prepare('DELETE FROM stamp WHERE device = ? AND epoch = ? AND believed = 0');
    this.#judge = database.prepare(
      'UPDATE stamp SET believed = ? WHERE device = ? AND epoch = ? AND uptime = ? AND gateway_ms = ?',
    );
    this.#believedOf = database.prepare(
      'SELECT gateway, gateway_ms FROM stamp WHERE device = ? AND believed = 1 AND gateway IS NOT NULL',
    );
  }

  of(device: DeviceSerial, epoch: number): EpochStamps {
    const rows = this.#all.all(device, epoch);
    const believed = rows.filter((row) => row['believed'] === 1).map(stampOf);
    return { believed, unbelieved: rows.length - believed.length };
  }

  /** All believed stamps of all epochs. */
  believedOf(device: DeviceSerial): readonly PlacedStamp[] {
    return this.#believedOf
      .all(device)
      .map((row) => ({ gateway: row['gateway'] as GatewayId, gatewayMs: row['gateway_ms'] as number }));
  }

  /** Whether those believed are not the majority, so that nobody can be sure when the epoch's steps were walked. */
  doubtful(device: DeviceSerial, epoch: number): boolean {
    const { believed, unbelieved } = this.of(device, epoch);
    return unbelieved > 0 && unbelieved >= believed.length;
  }

  /** The believed stamps that it takes to date uptimes from `uptimeSeconds` on, in order of uptime. */
  since(device: DeviceSerial, epoch: number, uptimeSeconds: number): readonly EpochStamp[] {
    const recent = this.#lastFew(device, epoch);
    const reachesBack = recent.length < recentStamps || (recent[1]?.uptimeSeconds ?? 0) <= uptimeSeconds;
    return reachesBack ? recent : this.of(device, epoch).believed;
  }

  /** Adds a trusted stamp. Stamps arrive in order nearly always; then nothing before them moves. */
  add(device: DeviceSerial, epoch: number, stamp: EpochStamp, context: StampContext): StampEffect {
    const { reachSeconds, contradicted, journal, gateway } = context;
    const recent = this.#lastFew(device, epoch);
    const last = recent.at(-1);
    const inOrder = last === undefined || (stamp.uptimeSeconds > last.uptimeSeconds && stampsAgree(last, stamp));
    if (inOrder && (!contradicted || this.of(device, epoch).unbelieved === 0)) {
      this.#insert.run(device, epoch, stamp.uptimeSeconds, stamp.gatewayMs, journal, gateway, 1);
      this.#remember(device, { epoch, stamps: [...recent, stamp].slice(-recentStamps) });
      // The second stamp is the first to measure the drift, which moves what the first one alone had dated.
      const redate = recent.length < 2 || reachSeconds > (last?.uptimeSeconds ?? 0);
      const judged = redate ? this.of(device, epoch) : { believed: [...recent, stamp], unbelieved: 0 };
      return { redate, isBelieved: true, rejudged: false, ...judged };
    }
    this.#cache.delete(device);
    const added = this.#insert.run(device, epoch, stamp.uptimeSeconds, stamp.gatewayMs, journal, gateway, 0);
    return { redate: added.changes > 0, ...this.#rejudge(device, epoch, stamp) };
  }

  /** A person has looked: the stamps that are not believed are wrong, and the others are right. */
  forgetUnbelieved(device: DeviceSerial, epoch: number): void {
    this.#cache.delete(device);
    this.#forget.run(device, epoch);
  }

  /** What the table says may no longer be what was last read or written here. */
  forget(): void {
    this.#cache.clear();
  }

  #lastFew(device: DeviceSerial, epoch: number): readonly EpochStamp[] {
    const cached = this.#cache.get(device);
    if (cached?.epoch === epoch) return cached.stamps;
    const stamps = this.#recent.all(device, epoch).map(stampOf).reverse();
    this.#remember(device, { epoch, stamps });
    return stamps;
  }

  #remember(device: DeviceSerial, recent: RecentStamps): void {
    if (this.#cache.size >= cachedMax) this.#cache.clear();
    this.#cache.set(device, recent);
  }

  #rejudge(device: DeviceSerial, epoch: number, added: EpochStamp): Omit<StampEffect, 'redate'> {
    const all = this.#all.all(device, epoch).map((row) => ({ ...stampOf(row), was: row['believed'] === 1 }));
    const believed = believedStamps(all);
    const chosen = new Set(believed);
    const isAdded = (stamp: EpochStamp): boolean =>
      stamp.uptimeSeconds === added.uptimeSeconds && stamp.gatewayMs === added.gatewayMs;
    let rejudged = false;
    for (const stamp of all) {
      const is = chosen.has(stamp);
      if (is === stamp.was) continue;
      this.#judge.run(is ? 1 : 0, device, epoch, stamp.uptimeSeconds, stamp.gatewayMs);
      rejudged ||= !isAdded(stamp);
    }
    return { believed, unbelieved: all.length - believed.length, isBelieved: believed.some(isAdded), rejudged };
  }
}

const stampOf = (row: Record<string, unknown>): EpochStamp => ({
  uptimeSeconds: row['uptime'] as number,
  gatewayMs: row['gateway_ms'] as number,
});
