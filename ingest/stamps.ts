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
  /** The last stamps from now on. */
  readonly recent: RecentStamps;
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
  /** The last stamps as they are known; of another epoch they say nothing. */
  readonly recent: RecentStamps | null;
  readonly journal: number;
  readonly gateway: GatewayId;
}

/** As many of the last stamps as it takes to date what usually comes, and to measure the drift. */
const recentStamps = 3;

/** The last few believed stamps of one epoch, in order of uptime. They stand with the pedometer's state, and here nowhere. */
export interface RecentStamps {
  /** Of a pedometer that was never heard it is known that no epoch has any. */
  readonly epoch: number | 'any';
  readonly stamps: readonly EpochStamp[];
}

/**
 * All days on which anybody was stamped. What comes on a day lies together in the table, wherever it comes from; one pedometer's
 * stamps of all days are looked for day by day, which is seldom needed.
 */
const days = `WITH RECURSIVE a(day) AS (
  SELECT min(day) FROM stamp UNION ALL SELECT (SELECT min(day) FROM stamp WHERE day > a.day) FROM a WHERE day NOTNULL
)`;
const dayMs = 86_400_000;
const dayOf = ({ gatewayMs }: EpochStamp): number => Math.floor(gatewayMs / dayMs);

export class Stamps {
  readonly #all: StatementSync;
  readonly #insert: StatementSync;
  readonly #forget: StatementSync;
  readonly #judge: StatementSync;
  readonly #believedOf: StatementSync;
  /** What was last read: a pedometer in doubt is asked about for each of its days. */
  #last: { readonly device: DeviceSerial; readonly epoch: number; readonly stamps: EpochStamps } | undefined;

  constructor(database: DatabaseSync) {
    this.#all = database.prepare(
      `${days} SELECT s.uptime, s.gateway_ms, s.believed
        FROM a CROSS JOIN stamp s ON s.day = a.day AND s.device = ? AND s.epoch = ? ORDER BY s.uptime, s.gateway_ms`,
    );
    this.#insert = database.prepare(
      `INSERT OR IGNORE INTO stamp (day, device, epoch, uptime, gateway_ms, journal, gateway, believed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#forget = database.prepare(
      `${days} DELETE FROM stamp WHERE day IN (SELECT day FROM a) AND device = ? AND epoch = ? AND believed = 0`,
    );
    this.#judge = database.prepare(
      'UPDATE stamp SET believed = ? WHERE day = ? AND device = ? AND epoch = ? AND uptime = ? AND gateway_ms = ?',
    );
    this.#believedOf = database.prepare(
      `${days} SELECT s.gateway, s.gateway_ms
        FROM a CROSS JOIN stamp s ON s.day = a.day AND s.device = ? WHERE s.believed = 1 AND s.gateway IS NOT NULL
        ORDER BY s.epoch, s.uptime, s.gateway_ms`,
    );
  }

  of(device: DeviceSerial, epoch: number): EpochStamps {
    if (this.#last?.device === device && this.#last.epoch === epoch) return this.#last.stamps;
    const rows = this.#all.all(device, epoch);
    const believed = rows.filter((row) => row['believed'] === 1).map(stampOf);
    const stamps = { believed, unbelieved: rows.length - believed.length };
    this.#last = { device, epoch, stamps };
    return stamps;
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
  since(device: DeviceSerial, epoch: number, uptimeSeconds: number, known: RecentStamps | null): readonly EpochStamp[] {
    const recent = this.#lastFew(device, epoch, known);
    const reachesBack = recent.length < recentStamps || (recent[1]?.uptimeSeconds ?? 0) <= uptimeSeconds;
    return reachesBack ? recent : this.of(device, epoch).believed;
  }

  /** Adds a trusted stamp. Stamps arrive in order nearly always; then nothing before them moves. */
  add(device: DeviceSerial, epoch: number, stamp: EpochStamp, context: StampContext): StampEffect {
    const { reachSeconds, contradicted, journal, gateway } = context;
    const recent = this.#lastFew(device, epoch, context.recent);
    const last = recent.at(-1);
    const inOrder = last === undefined || (stamp.uptimeSeconds > last.uptimeSeconds && stampsAgree(last, stamp));
    if (inOrder && (!contradicted || this.of(device, epoch).unbelieved === 0)) {
      this.#insert.run(dayOf(stamp), device, epoch, stamp.uptimeSeconds, stamp.gatewayMs, journal, gateway, 1);
      this.forget();
      const stamps = [...recent, stamp];
      // The second stamp is the first to measure the drift, which moves what the first one alone had dated.
      const redate = recent.length < 2 || reachSeconds > (last?.uptimeSeconds ?? 0);
      const isWhole = !redate || context.recent?.epoch === 'any';
      const judged = isWhole ? { believed: stamps, unbelieved: 0 } : this.of(device, epoch);
      return { redate, isBelieved: true, rejudged: false, recent: lastOf(epoch, stamps), ...judged };
    }
    const { uptimeSeconds, gatewayMs } = stamp;
    const added = this.#insert.run(dayOf(stamp), device, epoch, uptimeSeconds, gatewayMs, journal, gateway, 0);
    return { redate: added.changes > 0, ...this.#rejudge(device, epoch, stamp) };
  }

  /** A person has looked: the stamps that are not believed are wrong, and the others are right. */
  forgetUnbelieved(device: DeviceSerial, epoch: number): void {
    this.#forget.run(device, epoch);
    this.forget();
  }

  /** What the table says may no longer be what was last read or written here. */
  forget(): void {
    this.#last = undefined;
  }

  #lastFew(device: DeviceSerial, epoch: number, known: RecentStamps | null): readonly EpochStamp[] {
    const isKnown = known?.epoch === epoch || known?.epoch === 'any';
    return isKnown ? known.stamps : this.of(device, epoch).believed.slice(-recentStamps);
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
      this.#judge.run(is ? 1 : 0, dayOf(stamp), device, epoch, stamp.uptimeSeconds, stamp.gatewayMs);
      rejudged ||= !isAdded(stamp);
    }
    this.forget();
    const unbelieved = all.length - believed.length;
    return { believed, unbelieved, isBelieved: believed.some(isAdded), rejudged, recent: lastOf(epoch, believed) };
  }
}

const lastOf = (epoch: number, stamps: readonly EpochStamp[]): RecentStamps => ({
  epoch,
  stamps: stamps.slice(-recentStamps).map(({ uptimeSeconds, gatewayMs }) => ({ uptimeSeconds, gatewayMs })),
});

const stampOf = (row: Record<string, unknown>): EpochStamp => ({
  uptimeSeconds: row['uptime'] as number,
  gatewayMs: row['gateway_ms'] as number,
});
