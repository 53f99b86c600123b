/** Advertiser: a controller's advertising; it goes round only while somebody listens, as nobody could tell otherwise. */
import type { Cancel, Pace } from './pace.ts';

/**
 * However fast the air runs, hosts take each report in real time: a device is reported at most this often. The first
 * event after somebody begins to listen does not wait for it.
 */
const reportGapMsMin = 50;
/** Somebody is about to connect and missed it; that happens now and then, and for ever at a loss of 1. */
const missedGapMsMin = 2;
/** Every event is put off by up to 10 ms, so that two devices do not collide for ever (Vol 6, Part B, §4.4.2.2.1). */
const delayUsMax = 10_000;

/** Advertising types of Set Advertising Parameters (Vol 4, Part E, §7.8.5); directed advertising is not played. */
export const advertisingType = { connectable: 0, scannable: 2, nonConnectable: 3 } as const;

export interface AdvertiserTerms {
  readonly pace: Pace;
  readonly random: () => number;
  readonly isHeard: () => boolean;
  /** Somebody within range waits to connect to this one. */
  readonly isAwaited: () => boolean;
  /** One advertising event, on all three channels. */
  readonly onEvent: () => void;
}

export class Advertiser {
  readonly #terms: AdvertiserTerms;
  #next: Cancel | undefined;
  #isEnabled = false;
  intervalUs = 1_280_000;
  type: number = advertisingType.connectable;
  data: Uint8Array = new Uint8Array();
  scanResponse: Uint8Array = new Uint8Array();

  constructor(terms: AdvertiserTerms) {
    this.#terms = terms;
  }

  get isEnabled(): boolean {
    return this.#isEnabled;
  }

  get isConnectable(): boolean {
    return this.type === advertisingType.connectable;
  }

  get isScannable(): boolean {
    return this.type !== advertisingType.nonConnectable;
  }

  setEnabled(isEnabled: boolean): void {
    this.#isEnabled = isEnabled;
    if (isEnabled) this.wake();
    else this.#stop();
  }

  /** Somebody has begun to listen, or has come within range. */
  wake(): void {
    if (!this.#isEnabled) return;
    if (this.#terms.isAwaited()) this.#stop();
    if (this.#next !== undefined || !this.#terms.isHeard()) return;
    this.#schedule(this.#terms.random() * this.intervalUs, 0);
  }

  reset(): void {
    this.setEnabled(false);
    this.intervalUs = 1_280_000;
    this.type = advertisingType.connectable;
    this.data = new Uint8Array();
    this.scanResponse = new Uint8Array();
  }

  #stop(): void {
    this.#next?.();
    this.#next = undefined;
  }

  #schedule(simulatedUs: number, realMsMin: number): void {
    this.#next = this.#terms.pace.after(simulatedUs, () => this.#event(), realMsMin);
  }

  #event(): void {
    this.#next = undefined;
    this.#terms.onEvent();
    if (!this.#isEnabled || !this.#terms.isHeard()) return;
    const gapMs = this.#terms.isAwaited() ? missedGapMsMin : reportGapMsMin;
    this.#schedule(this.intervalUs + this.#terms.random() * delayUsMax, gapMs);
  }
}
