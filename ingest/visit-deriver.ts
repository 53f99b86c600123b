/** Visit deriver: what one journalled visit changes: stamps, day blocks, coverage, day totals, quarantine. */
import type { VisitReport } from '../contract/batch.ts';
import type { DeviceSerial, GatewayId, PlainDateText } from '../contract/ids.ts';
import type { HmacSha256 } from '../contract/page.ts';
import type { BlockMerger } from './block-merger.ts';
import { acceptLost, cover, type Coverage } from './coverage.ts';
import type { Run } from './day-block.ts';
import { measuredDriftPpm, type EpochStamp } from './dating.ts';
import type { Revised } from './day-totals.ts';
import type { DeviceState, DeviceStates } from './device-states.ts';
import type { KnownDevice, LoanBook } from './loan-book.ts';
import { epochDayOf, type LocalDays } from './local-days.ts';
import type { LostRanges } from './lost-ranges.ts';
import type { Quarantine, QuarantinePlace } from './quarantine.ts';
import type { StampEffect, Stamps } from './stamps.ts';
import type { SqliteSeriesStore } from './series/sqlite-series-store.ts';
import { TouchedBlocks } from './touched-blocks.ts';
import type { TotalDeriver } from './total-deriver.ts';
import { verifyPages, type GoodPage } from './verify-visit.ts';

export interface VisitDeriverParts {
  readonly book: LoanBook;
  readonly states: DeviceStates;
  readonly blocks: SqliteSeriesStore;
  readonly stamps: Stamps;
  readonly merger: BlockMerger;
  readonly lost: LostRanges;
  readonly quarantine: Quarantine;
  readonly totals: TotalDeriver;
  readonly days: LocalDays;
  readonly hmac: HmacSha256;
}

export interface VisitOrigin {
  readonly journal: number;
  readonly position: number;
  readonly gateway: GatewayId;
  readonly receivedMs: number;
  /** The entry being applied: differs from `journal` when an old visit is retried. */
  readonly cause: number;
}

export interface VisitEffect {
  readonly visit: VisitReport;
  readonly gateway: GatewayId;
  readonly confirmed: number;
  readonly revised: readonly Revised[];
  readonly pages: number;
  readonly buckets: number;
  readonly quarantined: number;
}

/** A visit that says it happened this much after it arrived has a wrong clock or a liar behind it. */
const aheadMsMax = 10 * 60_000;

export class VisitDeriver {
  readonly #parts: VisitDeriverParts;

  constructor(parts: VisitDeriverParts) {
    this.#parts = parts;
  }

  apply(visit: VisitReport, origin: VisitOrigin): VisitEffect {
    const { book, quarantine, states } = this.#parts;
    const place: QuarantinePlace = { journal: origin.journal, visit: origin.position, page: -1 };
    const key = `${origin.journal}/${origin.position}`;
    const nothing = (quarantined: number): VisitEffect => ({
      visit,
      gateway: origin.gateway,
      confirmed: states.get(visit.device).coverage.confirmed,
      revised: [],
      pages: visit.pages?.length ?? 0,
      buckets: 0,
      quarantined,
    });
    const device = book.deviceOf(visit.device);
    if (device === undefined) {
      quarantine.add('unknown-device', visit.device, key, place, `seen by ${origin.gateway}`);
      return nothing(visit.pages?.length ?? 1);
    }
    if (visit.readings !== undefined) {
      quarantine.add('unsigned-readings', visit.device, key, place, `${visit.readings.length} readings`);
      return nothing(visit.readings.length);
    }
    const visitMs = visitTime(visit, origin.receivedMs);
    if (visitMs > origin.receivedMs + aheadMsMax) {
      quarantine.add('from-the-future', visit.device, key, place, `visit at ${visit.startedAt}`);
      return nothing(visit.pages?.length ?? 0);
    }
    return this.#applyKnown(visit, device, visitMs, origin, nothing);
  }

  #applyKnown(
    visit: VisitReport,
    device: KnownDevice,
    visitMs: number,
    origin: VisitOrigin,
    nothing: (quarantined: number) => VisitEffect,
  ): VisitEffect {
    const { states, quarantine, days } = this.#parts;
    const { good, bad } = verifyPages(visit, device, this.#parts.hmac);
    for (const page of bad) {
      const place = { journal: origin.journal, visit: origin.position, page: page.index };
      quarantine.add(page.reason, device.serial, page.key, place, page.detail);
    }
    // Whoever brings nothing this device signed may not tell its time either.
    if (good.length === 0) return nothing(bad.length);
    const touched = new TouchedBlocks(device.serial, this.#parts.blocks);
    const syncedOn = days.at(visitMs).date;
    const before = states.get(device.serial);
    const heard = heardAt(before, visit, visitMs, origin);
    const state = this.#afterStamp(visit, heard, before.lastVisitMs !== null, origin, touched);
    const coverage = this.#addPages(visit, device, good, state.coverage, { origin, syncedOn, touched });
    states.put(device.serial, { ...reached(state, good), coverage });
    const place = { journal: origin.cause, visit: origin.position, page: -1 };
    const revised = this.#parts.totals.settle(touched, { place, syncedOn });
    const buckets = good.reduce((sum, { page }) => sum + page.steps.length, 0);
    return { ...nothing(bad.length), confirmed: coverage.confirmed, revised, buckets };
  }

  /** Adds the visit's stamp, and dates the epoch again where that moves anything. */
  #afterStamp(
    visit: VisitReport,
    state: DeviceState,
    heardBefore: boolean,
    origin: VisitOrigin,
    touched: TouchedBlocks,
  ): DeviceState {
    const { stamps, merger } = this.#parts;
    const stamp = visit.stamp;
    if (stamp?.trusted !== true) return state;
    const epochStamp: EpochStamp = { uptimeSeconds: stamp.uptime, gatewayMs: stamp.gateway };
    const effect = stamps.add(visit.device, stamp.epoch, epochStamp, {
      reachSeconds: reachOf(state, stamp.epoch),
      contradicted: state.contradicted,
      journal: origin.cause,
    });
    this.#noticeContradiction(visit.device, stamp.epoch, effect, origin);
    const driftPpm = measuredDriftPpm(effect.believed) ?? state.driftPpm;
    const contradicted = state.contradicted || effect.unbelieved > 0;
    const after = { ...state, driftPpm, contradicted };
    if (!effect.redate || !heardBefore) return after;
    merger.redate(stamp.epoch, effect.believed, touched);
    return { ...after, coverage: merger.recover(state.coverage, touched) };
  }

  #noticeContradiction(device: DeviceSerial, epoch: number, effect: StampEffect, origin: VisitOrigin): void {
    const { quarantine } = this.#parts;
    const place = { journal: origin.journal, visit: origin.position, page: -1 };
    const key = String(epoch);
    if (effect.unbelieved > 0) quarantine.add('clock-contradiction', device, key, place, `stamps of epoch ${epoch}`);
    else quarantine.resolve('clock-contradiction', device, key);
  }

  #addPages(
    visit: VisitReport,
    device: KnownDevice,
    pages: readonly GoodPage[],
    before: Coverage,
    into: { readonly origin: VisitOrigin; readonly syncedOn: PlainDateText; readonly touched: TouchedBlocks },
  ): Coverage {
    let coverage = before;
    const stampsOf = new Map<number, readonly EpochStamp[]>();
    for (const { index, page } of pages) {
      const run = runOf({ index, page }, into.origin, into.syncedOn);
      const stamps = stampsOf.get(page.epoch) ?? this.#parts.stamps.since(device.serial, page.epoch, page.startSeconds);
      stampsOf.set(page.epoch, stamps);
      const { conflicts, endMs } = this.#parts.merger.merge(run, stamps, into.touched);
      this.#noticeConflicts(device, conflicts, {
        journal: into.origin.journal,
        visit: into.origin.position,
        page: index,
      });
      const to = page.firstSequence + page.steps.length - (page.lastOpen ? 1 : 0);
      coverage = cover(coverage, { from: page.firstSequence, to, endMs }, ringStart(visit));
      coverage = this.#acceptLost(visit, device, coverage, into.origin);
    }
    return coverage;
  }

  #acceptLost(visit: VisitReport, device: KnownDevice, coverage: Coverage, origin: VisitOrigin): Coverage {
    const accepted = acceptLost(coverage, visit.lostBuckets ?? 0);
    if (accepted.lost !== undefined) this.#parts.lost.add(device.serial, accepted.lost, origin.cause);
    return accepted.coverage;
  }

  #noticeConflicts(device: KnownDevice, sequences: readonly number[], place: QuarantinePlace): void {
    for (const sequence of sequences) {
      this.#parts.quarantine.add('conflict', device.serial, String(sequence), place, `bucket ${sequence}`);
    }
  }
}

/** What the gateway says the ring began with, where it says so. */
const ringStart = (visit: VisitReport): number | undefined => {
  const oldest = visit.ext?.['oldestSequence'];
  return typeof oldest === 'number' && Number.isSafeInteger(oldest) && oldest >= 0 ? oldest : undefined;
};

const heardAt = (state: DeviceState, visit: VisitReport, visitMs: number, origin: VisitOrigin): DeviceState => {
  if (state.lastVisitMs !== null && state.lastVisitMs > visitMs) return state;
  const battery = visit.battery !== undefined && visit.battery <= 100 ? visit.battery : state.battery;
  return { ...state, lastVisitMs: visitMs, lastGateway: origin.gateway, battery };
};

/** How far into an epoch buckets are stored; of an epoch long over nobody keeps count, so as far as can be. */
const reachOf = (state: DeviceState, epoch: number): number => (epoch === state.epoch ? state.reachSeconds : Infinity);

const reached = (state: DeviceState, pages: readonly GoodPage[]): DeviceState => {
  let { epoch, reachSeconds } = state;
  for (const { page } of pages) {
    const lastStart = page.startSeconds + (page.steps.length - 1) * page.bucketSeconds;
    if (page.epoch === epoch) reachSeconds = Math.max(reachSeconds, lastStart);
    if (page.epoch > epoch) [epoch, reachSeconds] = [page.epoch, lastStart];
  }
  return { ...state, epoch, reachSeconds };
};

const runOf = ({ index, page }: GoodPage, origin: VisitOrigin, syncedOn: PlainDateText): Run => ({
  epoch: page.epoch,
  firstSequence: page.firstSequence,
  startSeconds: page.startSeconds,
  startMs: 0,
  bucketSeconds: page.bucketSeconds,
  steps: page.steps,
  lastOpen: page.lastOpen,
  signed: true,
  syncedDay: epochDayOf(syncedOn),
  source: { journal: origin.journal, visit: origin.position, page: index },
});

/** When the visit was, as well as can be known: by a gateway whose clock is not to be trusted, when it arrived. */
const visitTime = (visit: VisitReport, receivedMs: number): number =>
  visit.stamp?.trusted === false ? receivedMs : (visit.stamp?.gateway ?? Date.parse(visit.startedAt));
