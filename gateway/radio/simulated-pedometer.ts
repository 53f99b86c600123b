/** SimulatedPedometer: just enough of a pedometer for this room's tests; the real firmware is simulated elsewhere. */
import type { Advertised } from '../../contract/advertising.ts';
import { encodeLogStatus, type LogStatus } from '../../contract/log-status.ts';
import { pageBucketsMax, signPage } from '../../contract/page.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';

interface Epoch {
  readonly number: number;
  readonly firstSequence: number;
  readonly startedMs: number;
}

export interface SimulatedPedometerOptions {
  readonly serial: string;
  /** Wall time at which the first epoch began. */
  readonly poweredOnMs: number;
  readonly capacityBuckets?: number;
  readonly bucketSeconds?: number;
  readonly pageBuckets?: number;
}

export class SimulatedPedometer {
  readonly serial: string;
  readonly key = new Uint8Array(32).fill(7);
  readonly #capacity: number;
  readonly #bucketSeconds: number;
  readonly #pageBuckets: number;
  readonly #steps: number[] = [];
  readonly #epochs: Epoch[];
  #oldest = 0;
  receiptSequence = 0;
  lostBuckets = 0;
  batteryPercent = 83;
  /** What was last written to the display, raw. */
  currentTime: Uint8Array | undefined;
  localTime: Uint8Array | undefined;

  constructor(options: SimulatedPedometerOptions) {
    this.serial = options.serial;
    this.#capacity = options.capacityBuckets ?? 1440;
    this.#bucketSeconds = options.bucketSeconds ?? 3600;
    this.#pageBuckets = options.pageBuckets ?? pageBucketsMax;
    this.#epochs = [{ number: 1, firstSequence: 0, startedMs: options.poweredOnMs }];
  }

  get nextSequence(): number {
    return this.#steps.length;
  }

  /** Closes one bucket per count. */
  walk(...counts: readonly number[]): void {
    this.#steps.push(...counts);
    const overwritten = this.#steps.length - this.#capacity - this.#oldest;
    if (overwritten <= 0) return;
    this.lostBuckets += Math.max(0, this.#oldest + overwritten - Math.max(this.#oldest, this.receiptSequence));
    this.#oldest += overwritten;
  }

  swapBattery(wallMs: number): void {
    const number = this.#epochs.length + 1;
    this.#epochs.push({ number, firstSequence: this.#steps.length, startedMs: wallMs });
  }

  advertised(): Advertised {
    return { flags: this.#flags(), epoch: this.#epoch().number, nextSequence: this.nextSequence };
  }

  status(wallMs: number): Uint8Array {
    const status: LogStatus = {
      flags: this.#flags(),
      epoch: this.#epoch().number,
      bucketSeconds: this.#bucketSeconds,
      capacityBuckets: this.#capacity,
      oldestSequence: this.#oldest,
      nextSequence: this.nextSequence,
      displayClockSeconds: 0,
      uptimeSeconds: Math.floor((wallMs - this.#epoch().startedMs) / 1000),
      openSteps: 5,
      receiptSequence: this.receiptSequence,
      lostBuckets: this.lostBuckets,
    };
    return encodeLogStatus(status);
  }

  /** Oldest first, the open bucket (5 steps) last. */
  pagesFrom(fromSequence: number): readonly Uint8Array[] {
    return this.#epochs.flatMap((epoch, i) => {
      const next = this.#epochs[i + 1];
      const end = next?.firstSequence ?? this.nextSequence + 1;
      const first = Math.max(fromSequence, this.#oldest, epoch.firstSequence);
      return this.#pagesBetween(epoch, first, end);
    });
  }

  #pagesBetween(epoch: Epoch, first: number, end: number): readonly Uint8Array[] {
    const pages: Uint8Array[] = [];
    for (let at = first; at < end; at += this.#pageBuckets) {
      const steps = [...this.#steps, 5].slice(at, Math.min(end, at + this.#pageBuckets));
      const content = {
        lastOpen: at + steps.length > this.nextSequence,
        epoch: epoch.number,
        firstSequence: at,
        startSeconds: (at - epoch.firstSequence) * this.#bucketSeconds,
        bucketSeconds: this.#bucketSeconds,
        steps: Uint16Array.from(steps),
      };
      pages.push(signPage(content, this.key, this.serial, hmacSha256));
    }
    return pages;
  }

  #epoch(): Epoch {
    return this.#epochs.at(-1) ?? { number: 1, firstSequence: 0, startedMs: 0 };
  }

  #flags(): LogStatus['flags'] {
    return { clockSet: false, overwritten: this.lostBuckets > 0, batteryLow: false };
  }
}
