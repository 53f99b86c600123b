/** Device recorder: writes down every bucket a simulated pedometer closes, with the true time, before its ring overwrites it. */
import { decodePage, type Page } from '../../../contract/page.ts';
import type { Pedometer } from '../../../firmware-sim/pedometer/pedometer.ts';
import { assert } from '../../../runtime/fault.ts';
import type { DeviceTruth, TrueBucket } from './town-truth.ts';

export interface RecordedDevice {
  readonly pedometer: Pedometer;
  readonly key: Uint8Array;
  /** As it was made, in parts per million. */
  readonly driftPpm: number;
}

export class DeviceRecorder {
  readonly #device: RecordedDevice;
  readonly #buckets: TrueBucket[] = [];
  /** True instants at which epochs began, good to a second. */
  readonly #epochStartsMs = new Map<number, number>();

  constructor(device: RecordedDevice) {
    this.#device = device;
  }

  /** To be called at least once in every epoch and before the ring has gone round; `nowMs` is the true time. */
  look(nowMs: number): void {
    const { pedometer } = this.#device;
    const { epoch, uptimeSeconds, nextSequence, oldestSequence } = pedometer.status();
    assert(oldestSequence <= this.#buckets.length, `${pedometer.serial} was looked at too late`);
    if (!this.#epochStartsMs.has(epoch)) this.#epochStartsMs.set(epoch, nowMs - this.#trueMs(uptimeSeconds));
    if (this.#buckets.length === nextSequence) return;
    for (const bytes of pedometer.pagesFrom(this.#buckets.length)) {
      const page = decodePage(bytes);
      assert(page.kind === 'decoded', 'a pedometer makes sound pages');
      this.#take(page.value);
    }
  }

  truth(isAbsent: boolean): DeviceTruth {
    const { pedometer, key, driftPpm } = this.#device;
    const { oldestSequence, openSteps } = pedometer.status();
    const { serial } = pedometer;
    return { serial, key, driftPpm, buckets: this.#buckets, oldestSequence, openSteps, isAbsent };
  }

  #take(page: Page): void {
    const beganMs = this.#epochStartsMs.get(page.epoch);
    assert(beganMs !== undefined, `epoch ${page.epoch} was never seen`);
    const closed = page.steps.length - (page.lastOpen ? 1 : 0);
    for (let i = 0; i < closed; i++) {
      const uptime = page.startSeconds + i * page.bucketSeconds;
      this.#buckets.push({
        sequence: page.firstSequence + i,
        epoch: page.epoch,
        startMs: beganMs + this.#trueMs(uptime),
        endMs: beganMs + this.#trueMs(uptime + page.bucketSeconds),
        steps: page.steps[i] ?? 0,
      });
    }
  }

  #trueMs(uptimeSeconds: number): number {
    return (uptimeSeconds * 1000) / (1 + this.#device.driftPpm * 1e-6);
  }
}
