/** Device states: how far each pedometer has been heard, one row each. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DeviceSerial, GatewayId, PlainDateText } from '../contract/ids.ts';
import { noCoverage, type Coverage, type CoveredRange, type SequenceRange } from './coverage.ts';
import type { RecentStamps } from './stamps.ts';

export interface OpenBucket {
  readonly sequence: number;
  readonly date: PlainDateText;
}

export interface DeviceState {
  readonly coverage: Coverage;
  /** The latest epoch of which buckets are stored, and the uptime at which the last of them began. */
  readonly epoch: number;
  readonly reachSeconds: number;
  /** The last bucket that came open, and the date of the block it lies in; null before the first. */
  readonly open: OpenBucket | null;
  readonly lastVisitMs: number | null;
  readonly lastGateway: GatewayId | null;
  /** Per cent. */
  readonly battery: number | null;
  /** Of the epoch last stamped; null before it can be measured. */
  readonly driftPpm: number | null;
  /** Stamps of some epoch contradicted one another, so that its days have to be looked at for doubt. */
  readonly contradicted: boolean;
  /** The last stamps of the epoch last stamped; null where nobody has looked. */
  readonly recentStamps: RecentStamps | null;
}

const unknownState: DeviceState = {
  coverage: noCoverage,
  epoch: 0,
  reachSeconds: 0,
  open: null,
  lastVisitMs: null,
  lastGateway: null,
  battery: null,
  driftPpm: null,
  contradicted: false,
  recentStamps: { epoch: 'any', stamps: [] },
};

/** Room for a city's pedometers; beyond it the cache starts anew. */
const cachedStatesMax = 50_000;

export class DeviceStates {
  readonly #get: StatementSync;
  readonly #put: StatementSync;
  readonly #cache = new Map<DeviceSerial, DeviceState>();

  constructor(database: DatabaseSync) {
    this.#get = database.prepare('SELECT * FROM device_state WHERE device = ?');
    this.#put = database.prepare(
      `INSERT OR REPLACE INTO device_state (device, confirmed, complete_until_ms, beyond, lost_accepted, epoch,
       reach, open_sequence, open_date, last_visit_ms,
       last_gateway, battery, drift_ppm, contradicted, gaps, ring_oldest, ring_lost, recent_stamps)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
  }

  get(device: DeviceSerial): DeviceState {
    const cached = this.#cache.get(device);
    if (cached !== undefined) return cached;
    const state = this.#read(device);
    this.#remember(device, state);
    return state;
  }

  /** Whether anything of it is stored: before the first page it signed there is neither a block, nor a stamp, nor a visit. */
  isHeard(device: DeviceSerial): boolean {
    return this.get(device) !== unknownState;
  }

  put(device: DeviceSerial, state: DeviceState): void {
    this.#remember(device, state);
    const { coverage } = state;
    this.#put.run(
      device,
      coverage.confirmed,
      coverage.completeUntilMs,
      jsonOf(coverage.beyond),
      coverage.lostAccepted,
      state.epoch,
      state.reachSeconds,
      state.open?.sequence ?? null,
      state.open?.date ?? null,
      state.lastVisitMs,
      state.lastGateway,
      state.battery,
      state.driftPpm,
      state.contradicted ? 1 : 0,
      jsonOf(coverage.gaps),
      coverage.ring.oldestSequence ?? null,
      coverage.ring.lostBuckets,
      stampText(state.recentStamps),
    );
  }

  /** What the table says may no longer be what was last read or written here. */
  forget(): void {
    this.#cache.clear();
  }

  #remember(device: DeviceSerial, state: DeviceState): void {
    if (this.#cache.size >= cachedStatesMax) this.#cache.clear();
    this.#cache.set(device, state);
  }

  #read(device: DeviceSerial): DeviceState {
    const row = this.#get.get(device);
    if (row === undefined) return unknownState;
    return {
      coverage: {
        confirmed: row['confirmed'] as number,
        completeUntilMs: row['complete_until_ms'] as number,
        beyond: JSON.parse(row['beyond'] as string) as readonly CoveredRange[],
        gaps: JSON.parse(row['gaps'] as string) as readonly SequenceRange[],
        lostAccepted: row['lost_accepted'] as number,
        ring: {
          oldestSequence: (row['ring_oldest'] as number | null) ?? undefined,
          lostBuckets: row['ring_lost'] as number,
        },
      },
      epoch: row['epoch'] as number,
      reachSeconds: row['reach'] as number,
      open:
        row['open_sequence'] === null
          ? null
          : { sequence: row['open_sequence'] as number, date: row['open_date'] as PlainDateText },
      lastVisitMs: row['last_visit_ms'] as number | null,
      lastGateway: row['last_gateway'] as GatewayId | null,
      battery: row['battery'] as number | null,
      driftPpm: row['drift_ppm'] as number | null,
      contradicted: row['contradicted'] === 1,
      recentStamps: row['recent_stamps'] === null ? null : stampsOf(row['recent_stamps'] as string),
    };
  }
}

/** The epoch, then uptime and wall time of each. */
const stampText = (recent: RecentStamps | null): string | null =>
  recent === null || recent.epoch === 'any'
    ? null
    : recent.stamps.reduce(
        (text, { uptimeSeconds, gatewayMs }) => `${text} ${uptimeSeconds} ${gatewayMs}`,
        String(recent.epoch),
      );

const stampsOf = (text: string): RecentStamps => {
  const [epoch = 0, ...numbers] = text.split(' ').map(Number);
  const stamps = Array.from({ length: numbers.length / 2 }, (_, i) => ({
    uptimeSeconds: numbers[2 * i] ?? 0,
    gatewayMs: numbers[2 * i + 1] ?? 0,
  }));
  return { epoch, stamps };
};

const jsonOf = (ranges: readonly SequenceRange[]): string => (ranges.length === 0 ? '[]' : JSON.stringify(ranges));
