/** Resident: the people of a simulated town: those with a pedometer, those who wait for one; and the pedometers nobody has yet. */
import type { CentreId, DeviceSerial, ParticipantId } from '../../contract/ids.ts';
import type { BehaviourStack } from '../behaviours/behaviour-stack.ts';
import type { Pedometer } from '../pedometer/pedometer.ts';
import type { StepSource } from '../pedometer/step-source.ts';
import type { WornSource } from './worn-source.ts';

export interface TownPedometer {
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
  /** Who wears it, and when. */
  readonly worn: WornSource;
}

export interface TownPerson {
  readonly participant: ParticipantId;
  readonly name: string;
  readonly birthYear: number;
  readonly centre: CentreId;
  /** What was truly walked, for comparing. */
  readonly source: StepSource;
}

export interface Resident extends TownPedometer, TownPerson {
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
