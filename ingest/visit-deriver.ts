/** Visit deriver: what one journalled visit changes: stamps, day blocks, coverage, day totals, quarantine. */
import type { VisitReport } from '../contract/batch.ts';
import type { DeviceSerial, GatewayId, PlainDateText } from '../contract/ids.ts';
import type { HmacSha256 } from '../contract/page.ts';
import type { BlockMerger, MayBeStored } from './block-merger.ts';
import type { CentreVisits } from './centre-visits.ts';
import { acceptLost, cover, type Coverage, type RingReport } from './coverage.ts';
import { undated, type Run } from './day-block.ts';
import { dateUptime, measuredDriftPpm, type EpochStamp } from './dating.ts';
import type { Revised } from './day-totals.ts';
import type { DeviceState, DeviceStates } from './device-states.ts';
import { heardAt, mayOverlap, reached, reachOf } from './heard-state.ts';
import type { KnownDevice, LoanBook } from './loan-book.ts';
import { epochDayOf, type LocalDays } from './local-days.ts';
import type { LostRanges } from './lost-ranges.ts';
import type { Quarantine, QuarantinePlace } from './quarantine.ts';
import type { StampEffect, Stamps } from './stamps.ts';
import type { SqliteSeriesStore } from './series/sqlite-series-store.ts';
import { TouchedBlocks } from './touched-blocks.ts';
import type { TotalDeriver } from './total-deriver.ts';
import { pagesOf, type CheckedPages, type GoodPage } from './verify-visit.ts';

export interface VisitDeriverParts {
  readonly book: LoanBook;
  readonly states: DeviceStates;
  readonly blocks: SqliteSeriesStore;
  readonly stamps: Stamps;
  readonly visits: CentreVisits;
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
  /** The entry being applied, and when it became known: differs from `journal` when an old visit is retried. */
  readonly cause: number;
  readonly knownMs: number;
  /** Where its pages have been looked at before its turn came. */
  readonly checked?: CheckedPages | undefined;
}

export interface VisitEffect {
  readonly visit: VisitReport;
  readonly gateway: GatewayId;
  /** When the visit was, as well as can be known: never after it arrived, whatever the gateway's clock said. */
  readonly atMs: number;
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
    const visitMs = visitTime(visit, origin.receivedMs);
    const nothing = (quarantined: number): VisitEffect => ({
      visit,
      gateway: origin.gateway,
      atMs: Math.min(visitMs, origin.receivedMs),
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
    if (visitMs > origin.knownMs + aheadMsMax) {
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
    const { good, bad } = pagesOf(visit, device, this.#parts.hmac, origin.checked);
    for (const page of bad) {
      const place = { journal: origin.journal, visit: origin.position, page: page.index };
      quarantine.add(page.reason, device.serial, page.key, place, page.detail);
    }
    // Whoever brings nothing this device signed may not tell its time either.
    if (good.length === 0) return nothing(bad.length);
    const touched = new TouchedBlocks(device.serial, this.#parts.blocks, states.isHeard(device.serial));
    const before = states.get(device.serial);
    const heard = heardAt(before, visit, visitMs, origin.gateway);
    const wasDoubtful = this.#isDoubtful(visit, before);
    const stamped = this.#afterStamp(visit, heard, before.lastVisitMs !== null, origin, touched);
    const broughtMs = this.#broughtMs(visit, visitMs, stamped, origin);
    const syncedOn = days.at(broughtMs).date;
    const after = this.#addPages(visit, device, good, stamped, { origin, syncedOn, touched });
    states.put(device.serial, reached(after, good));
    const place = { journal: origin.cause, visit: origin.position, page: -1 };
    const brought = { journal: origin.journal, visit: origin.position, syncedOn };
    const settled = this.#parts.totals.settle(touched, { place, brought });
    // Where doubt began or is over, also days on which no bucket has moved are held or free.
    const turned = this.#isDoubtful(visit, after) !== wasDoubtful || touched.changed().has(undated);
    const freed = turned ? this.#parts.totals.reattribute(device.serial, { place, brought: undefined }) : [];
    const revised = [...settled, ...freed];
    const buckets = good.reduce((sum, { page }) => sum + page.steps.length, 0);
    const atMs = Math.min(broughtMs, origin.receivedMs);
    return { ...nothing(bad.length), atMs, confirmed: after.coverage.confirmed, revised, buckets };
  }

  /** Whether the days of the epoch that the visit's stamp speaks of are in doubt. */
  #isDoubtful({ device, stamp }: VisitReport, { contradicted }: DeviceState): boolean {
    return contradicted && stamp?.trusted === true && this.#parts.stamps.doubtful(device, stamp.epoch);
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
      recent: state.recentStamps,
      journal: origin.cause,
      gateway: origin.gateway,
    });
    this.#parts.visits.stamped(visit.device, origin.gateway, stamp.gateway, effect);
    this.#noticeContradiction(visit.device, stamp.epoch, effect, origin);
    const driftPpm = measuredDriftPpm(effect.believed) ?? state.driftPpm;
    const contradicted = state.contradicted || effect.unbelieved > 0;
    const after = { ...state, driftPpm, contradicted, recentStamps: effect.recent };
    if (!effect.redate || !heardBefore) return after;
    merger.redate(stamp.epoch, effect.believed, touched);
    return { ...after, coverage: merger.recover(state.coverage, touched) };
  }

  /**
   * Nobody brings steps before they are walked: where a gateway's word is contradicted by the stamps that are believed,
   * these tell when the visit was, and it was not after it arrived.
   */
  #broughtMs({ device, stamp }: VisitReport, visitMs: number, state: DeviceState, origin: VisitOrigin): number {
    if (stamp === undefined || !state.contradicted) return visitMs;
    const believed = this.#parts.stamps.since(device, stamp.epoch, stamp.uptime, state.recentStamps);
    const datedMs = dateUptime(believed, stamp.uptime) ?? visitMs;
    return Math.max(visitMs, Math.min(datedMs, origin.receivedMs));
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
    before: DeviceState,
    into: { readonly origin: VisitOrigin; readonly syncedOn: PlainDateText; readonly touched: TouchedBlocks },
  ): DeviceState {
    let state = before;
    const stampsOf = this.#stampsOf(device, pages, before);
    const ring = ringOf(visit);
    for (const { index, page } of pages) {
      const run = runOf({ index, page }, into.origin, into.syncedOn);
      const stamps = stampsOf.get(page.epoch) ?? [];
      const known = state;
      const mayBeStored: MayBeStored = (placed) => mayOverlap(known, placed);
      const { conflicts, endMs, openDate } = this.#parts.merger.merge(run, stamps, into.touched, mayBeStored);
      this.#noticeConflicts(device, conflicts, {
        journal: into.origin.journal,
        visit: into.origin.position,
        page: index,
      });
      const to = page.firstSequence + page.steps.length - (page.lastOpen ? 1 : 0);
      const coverage = this.#acceptLost(
        device,
        cover(state.coverage, { from: page.firstSequence, to, endMs }, ring),
        { ring, before: before.coverage },
        into.origin,
      );
      const open =
        openDate === undefined || (state.open?.sequence ?? -1) > to ? state.open : { sequence: to, date: openDate };
      state = { ...state, coverage, open };
    }
    return state;
  }

  /** For each epoch the stamps that it takes to date the earliest of its pages. */
  #stampsOf(
    { serial }: KnownDevice,
    pages: readonly GoodPage[],
    { recentStamps }: DeviceState,
  ): ReadonlyMap<number, readonly EpochStamp[]> {
    const earliest = new Map<number, number>();
    for (const { page } of pages) {
      earliest.set(page.epoch, Math.min(page.startSeconds, earliest.get(page.epoch) ?? Infinity));
    }
    return new Map(
      [...earliest].map(([epoch, start]) => [epoch, this.#parts.stamps.since(serial, epoch, start, recentStamps)]),
    );
  }

  #acceptLost(
    device: KnownDevice,
    coverage: Coverage,
    { ring, before }: { readonly ring: RingReport; readonly before: Coverage },
    origin: VisitOrigin,
  ): Coverage {
    const accepted = acceptLost(coverage, ring, before);
    for (const range of accepted.lost) this.#parts.lost.add(device.serial, range, origin.cause);
    return accepted.coverage;
  }

  #noticeConflicts(device: KnownDevice, sequences: readonly number[], place: QuarantinePlace): void {
    for (const sequence of sequences) {
      this.#parts.quarantine.add('conflict', device.serial, String(sequence), place, `bucket ${sequence}`);
    }
  }
}

/** What the gateway says of the ring, where it says so. */
const ringOf = (visit: VisitReport): RingReport => {
  const oldest = visit.ext?.['oldestSequence'];
  const isTold = typeof oldest === 'number' && Number.isSafeInteger(oldest) && oldest >= 0;
  return { oldestSequence: isTold ? oldest : undefined, lostBuckets: visit.lostBuckets ?? 0 };
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
