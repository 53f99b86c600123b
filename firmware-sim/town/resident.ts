/** Resident: one person of a simulated town with the pedometer lent to them. */
import type { CentreId, DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import type { BehaviourStack } from '../behaviours/behaviour-stack.ts';
import type { Pedometer } from '../pedometer/pedometer.ts';
import type { StepSource } from '../pedometer/step-source.ts';

export interface Resident {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly birthYear: number;
  readonly centre: CentreId;
  readonly serial: DeviceSerial;
  /** The number on the sticker. */
  readonly label: string;
  /** 32 bytes, for the cloud's registry only. */
  readonly key: Uint8Array;
  readonly capacityBuckets: number;
  readonly bucketSeconds: number;
  readonly pedometer: Pedometer;
  readonly behaviours: BehaviourStack;
  /** What was truly walked, for comparing. */
  readonly source: StepSource;
  readonly habit: VisitingHabit;
}

/** Somebody comes every so many days at the same time of day. */
export interface VisitingHabit {
  readonly everyDays: number;
  /** 0 … everyDays − 1: on which of them. */
  readonly phaseDays: number;
  /** Minutes after local midnight. */
  readonly minuteOfDay: number;
}
