/** SimulatedDevice: a pedometer of the simulated world, what it truly counts, and where it is. */
import type { DeviceSerial } from '../../../contract/ids.ts';
import { BehaviourStack } from '../../../firmware-sim/behaviours/behaviour-stack.ts';
import { Pedometer } from '../../../firmware-sim/pedometer/pedometer.ts';
import type { StepSource } from '../../../firmware-sim/pedometer/step-source.ts';
import { DeviceRecorder } from '../truth/device-recorder.ts';
import type { DeviceTruth } from '../truth/town-truth.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface DeviceMake {
  readonly serial: DeviceSerial;
  readonly key: Uint8Array;
  readonly label: string;
  readonly address: string;
  readonly bucketSeconds: number;
  readonly capacityBuckets: number;
  readonly driftPpm: number;
  readonly poweredOnMs: number;
  /** Every so many buckets the step sensor fails for one; never where absent. */
  readonly sensorFailsEvery?: number | undefined;
}

export class SimulatedDevice {
  readonly make: DeviceMake;
  readonly pedometer: Pedometer;
  readonly behaviours = new BehaviourStack();
  readonly #recorder: DeviceRecorder;
  readonly #time: VirtualTime;
  /** As it was when it died. */
  #last: DeviceTruth | undefined;
  readonly #toldSafe: { readonly from: number; readonly to: number }[] = [];
  isConnected = false;

  constructor(make: DeviceMake, source: StepSource, time: VirtualTime) {
    this.make = make;
    this.#time = time;
    const every = make.sensorFailsEvery;
    const sensorFails = (sequence: number): boolean => every !== undefined && sequence % every === every - 1;
    this.pedometer = new Pedometer({ ...make, source, sensorFails, clock: { wallMs: () => time.nowMs } });
    this.#recorder = new DeviceRecorder({ pedometer: this.pedometer, key: make.key, driftPpm: make.driftPpm });
  }

  /** Been through the washing machine: it never speaks again. */
  get isDead(): boolean {
    return this.#last !== undefined;
  }

  die(): void {
    this.#last = { ...this.truth(), isAlive: false };
  }

  /** A gateway tells it that all below `sequence` is safe. */
  noteReceipt(sequence: number): void {
    this.#toldSafe.push({ from: this.pedometer.status().oldestSequence, to: sequence });
  }

  get isSpeaking(): boolean {
    return !this.isDead && this.pedometer.isOn();
  }

  /** Writes down what it has closed by now. */
  look(): void {
    if (this.isSpeaking) this.#recorder.look(this.#time.nowMs);
  }

  swapBattery(offMs: number): void {
    this.look();
    this.pedometer.swapBattery(offMs);
    this.look();
    if (offMs > 0) this.#time.after(offMs + 1_000, () => this.look());
  }

  truth(): DeviceTruth {
    if (this.#last !== undefined) return this.#last;
    this.look();
    // What the cloud has confirmed is held to; that it confirms all there is, is another promise.
    return { ...this.#recorder.truth(true), toldSafe: this.#toldSafe };
  }
}
