/** Pedometer: the reference device as its firmware would be, without a radio: it counts, remembers, signs and never knows the date. */
import type { Advertised } from '../../contract/advertising.ts';
import type { DeviceSerial } from '../../contract/ids.ts';
import { isBucketSeconds, type LogStatus, type StatusFlags } from '../../contract/log-status.ts';
import { pageBucketsMax, signPage, stepsNotRecorded } from '../../contract/page.ts';
import type { Clock } from '../../runtime/clock.ts';
import { assert } from '../../runtime/fault.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { batteryLifeDaysDefault, batteryLowPercent, batteryPercentAfter } from './battery.ts';
import { DisplayClock } from './display-clock.ts';
import { Oscillator } from './oscillator.ts';
import { pagesOf } from './paging.ts';
import { ReceiptBook } from './receipt-book.ts';
import { RingMemory } from './ring-memory.ts';
import type { StepSource } from './step-source.ts';

/** Sixty days of hours. */
export const capacityBucketsDefault = 1440;
export const bucketSecondsDefault = 3600;
/** A bucket counts no further: 0xFFFF on the wire says "not recorded". An hour of eighteen steps a second is nobody's. */
export const bucketStepsMax = 0xfffe;

export interface PedometerOptions {
  readonly serial: DeviceSerial;
  /** 32 bytes, known to the device and the cloud. */
  readonly key: Uint8Array;
  readonly source: StepSource;
  readonly clock: Pick<Clock, 'wallMs'>;
  /** When epoch 1 began, ms since the Unix epoch; steps before it are not counted. */
  readonly poweredOnMs: number;
  readonly capacityBuckets?: number;
  readonly bucketSeconds?: number;
  /** How much too fast the oscillator runs, in parts per million. */
  readonly driftPpm?: number;
  readonly batteryLifeDays?: number;
  /** True for the buckets in which the step sensor fails: they close as "not recorded". */
  readonly sensorFails?: (sequence: number) => boolean;
}

interface PlannedSwap {
  readonly atMs: number;
  readonly offMs: number;
}

/**
 * Nothing here waits: every call first closes the buckets that have become due on the clock since the last one, each
 * with what `source` counted between its two boundaries, so that looking seldom or often tells the same steps.
 */
export class Pedometer {
  readonly serial: DeviceSerial;
  readonly bucketSeconds: number;
  readonly #options: PedometerOptions;
  readonly #ring: RingMemory;
  readonly #oscillator: Oscillator;
  readonly #display = new DisplayClock();
  readonly #receipts = new ReceiptBook();
  readonly #plannedSwaps: PlannedSwap[] = [];
  #epoch = 1;
  #epochStartMs: number;
  /** The clock as far as it has been followed: a wall clock set back stands still in here. */
  #reachedMs: number;
  /** What `source` had counted when the open bucket began. */
  #bucketBase: number;
  #visits = 0;
  /** The highest sequence a page has shown as open. */
  #shownOpen = -1;

  constructor(options: PedometerOptions) {
    this.serial = options.serial;
    this.bucketSeconds = options.bucketSeconds ?? bucketSecondsDefault;
    assert(isBucketSeconds(this.bucketSeconds), 'a bucket lasts 60 … 3600 seconds');
    assert(options.key.byteLength === 32, 'a device key has 32 bytes');
    this.#options = options;
    this.#ring = new RingMemory(options.capacityBuckets ?? capacityBucketsDefault);
    this.#oscillator = new Oscillator(options.driftPpm ?? 0);
    this.#epochStartMs = options.poweredOnMs;
    this.#reachedMs = options.poweredOnMs;
    this.#bucketBase = options.source.stepsUntil(options.poweredOnMs);
    this.#ring.beginEpoch(this.#epoch);
  }

  /** False while a battery swap keeps it without power. */
  isOn(): boolean {
    this.#advance();
    return this.#reachedMs >= this.#epochStartMs;
  }

  status(): LogStatus {
    this.#advance();
    const displayClockSeconds = this.#display.seconds(this.#uptimeMs());
    return {
      flags: this.#flags(),
      epoch: this.#epoch,
      bucketSeconds: this.bucketSeconds,
      capacityBuckets: this.#ring.capacityBuckets,
      oldestSequence: this.#ring.oldestSequence,
      nextSequence: this.#ring.nextSequence,
      displayClockSeconds: displayClockSeconds ?? 0,
      uptimeSeconds: Math.floor(this.#uptimeMs() / 1000),
      openSteps: this.#openSteps(),
      receiptSequence: this.#receipts.sequence,
      lostBuckets: this.#receipts.lostBuckets,
    };
  }

  advertised(): Advertised {
    this.#advance();
    return { flags: this.#flags(), epoch: this.#epoch, nextSequence: this.#ring.nextSequence };
  }

  batteryPercent(): number {
    this.#advance();
    return this.#batteryPercent();
  }

  /**
   * Whole signed pages from `sequence` (or the oldest stored) on, oldest first, the open bucket last. None where
   * `sequence` is above the open bucket's.
   */
  pagesFrom(sequence: number, bucketsPerPageMax: number = pageBucketsMax): readonly Uint8Array[] {
    this.#advance();
    if (sequence > this.#ring.nextSequence) return [];
    this.#shownOpen = this.#ring.nextSequence;
    const memory = { ring: this.#ring, bucketSeconds: this.bucketSeconds, openSteps: this.#openSteps() };
    return pagesOf(memory, sequence, Math.min(bucketsPerPageMax, pageBucketsMax)).map((content) =>
      signPage(content, this.#options.key, this.serial, hmacSha256),
    );
  }

  /** How many buckets `pagesFrom(sequence)` would bring, the open one included. */
  countFrom(sequence: number): number {
    this.#advance();
    return Math.max(0, this.#ring.nextSequence + 1 - Math.max(sequence, this.#ring.oldestSequence));
  }

  /** Everything below `sequence` is on a gateway's disk. The largest is kept; nothing is deleted. */
  takeReceipt(sequence: number): 'taken' | 'out-of-range' {
    this.#advance();
    if (sequence > this.#ring.nextSequence) return 'out-of-range';
    this.#receipts.take(sequence);
    return 'taken';
  }

  setDisplayClock(local: Temporal.PlainDateTime): void {
    this.#advance();
    this.#display.set(local, this.#uptimeMs());
  }

  /** Offset of the display's time from UTC in quarter hours. */
  setDisplayZone(quarterHours: number): void {
    this.#display.setZone(quarterHours);
  }

  /** A gateway has connected: the radio draws on the battery. */
  noteVisit(): void {
    this.#visits += 1;
  }

  /**
   * A fresh battery, now: the open bucket is closed short into flash in the old epoch, and after `offMs` without power,
   * whose steps nobody counts, a new epoch begins with uptime 0.
   */
  swapBattery(offMs = 0): void {
    this.#advance();
    this.#swap({ atMs: this.#reachedMs, offMs });
  }

  /** The same at a moment of which nothing has been told yet; where something has, as early as that allows. */
  planSwap(atMs: number, offMs = 0): void {
    this.#plannedSwaps.push({ atMs: Math.max(atMs, this.#reachedMs), offMs });
    this.#plannedSwaps.sort((a, b) => a.atMs - b.atMs);
  }

  #advance(): void {
    const nowMs = Math.max(this.#reachedMs, this.#options.clock.wallMs());
    for (;;) {
      const swap = this.#plannedSwaps[0];
      if (swap === undefined || swap.atMs > nowMs) break;
      this.#plannedSwaps.shift();
      this.#advanceTo(Math.max(swap.atMs, this.#reachedMs));
      this.#swap(swap);
    }
    this.#advanceTo(nowMs);
  }

  #advanceTo(wallMs: number): void {
    this.#reachedMs = wallMs;
    const bucketMs = this.bucketSeconds * 1000;
    const openIndex = Math.floor(this.#uptimeMs() / bucketMs);
    while (this.#ring.openIndex < openIndex) {
      const endMs = this.#oscillator.wallMs(this.#epochStartMs, (this.#ring.openIndex + 1) * bucketMs);
      this.#closeBucket(Math.min(endMs, wallMs));
    }
  }

  #closeBucket(endMs: number): void {
    const counted = this.#options.source.stepsUntil(endMs);
    const steps = this.#sensorFails() ? stepsNotRecorded : Math.min(counted - this.#bucketBase, bucketStepsMax);
    const overwritten = this.#ring.close(steps);
    this.#bucketBase = counted;
    if (overwritten !== undefined) this.#receipts.overwrote(overwritten);
  }

  #swap(swap: PlannedSwap): void {
    const atMs = Math.max(this.#reachedMs, this.#epochStartMs);
    // A bucket that has been shown is closed even without length: its number must not come again in another epoch.
    if (!this.#isNothingOpen() || this.#shownOpen === this.#ring.nextSequence) this.#closeBucket(atMs);
    this.#epoch += 1;
    this.#epochStartMs = atMs + swap.offMs;
    this.#bucketBase = this.#options.source.stepsUntil(this.#epochStartMs);
    this.#ring.beginEpoch(this.#epoch);
    this.#display.forget();
    this.#visits = 0;
  }

  #uptimeMs(): number {
    return this.#oscillator.uptimeMs(this.#epochStartMs, this.#reachedMs);
  }

  /** At the very boundary the open bucket has neither length nor steps yet. */
  #isNothingOpen(): boolean {
    return this.#uptimeMs() === this.#ring.openIndex * this.bucketSeconds * 1000 && this.#openSteps() === 0;
  }

  #sensorFails(): boolean {
    return this.#options.sensorFails?.(this.#ring.nextSequence) ?? false;
  }

  #openSteps(): number {
    if (this.#sensorFails()) return 0;
    const counted = this.#options.source.stepsUntil(this.#reachedMs) - this.#bucketBase;
    return Math.min(Math.max(0, counted), bucketStepsMax);
  }

  #batteryPercent(): number {
    const lifeDays = this.#options.batteryLifeDays ?? batteryLifeDaysDefault;
    return batteryPercentAfter(this.#uptimeMs(), this.#visits, lifeDays);
  }

  #flags(): StatusFlags {
    return {
      clockSet: this.#display.seconds(this.#uptimeMs()) !== undefined,
      overwritten: this.#receipts.isOverwritten,
      batteryLow: this.#batteryPercent() < batteryLowPercent,
    };
  }
}
