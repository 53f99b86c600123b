/** Town truth: what really happened in a simulated town, told by those who made it happen and not by what is tested. */
import type { DeviceSerial, ParticipantId } from '../../../contract/ids.ts';

/** A bucket as the pedometer closed it. */
export interface TrueBucket {
  readonly sequence: number;
  readonly epoch: number;
  /** True instants, ms since the Unix epoch. The last bucket of an epoch may be shorter than the others. */
  readonly startMs: number;
  readonly endMs: number;
  /** `stepsNotRecorded` where the sensor failed. */
  readonly steps: number;
}

export interface DeviceTruth {
  readonly serial: DeviceSerial;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** How much too fast its oscillator runs, at most, in parts per million. */
  readonly driftPpm: number;
  /** From sequence 0 without a hole, those long overwritten included. */
  readonly buckets: readonly TrueBucket[];
  /** What its ring still holds begins here. */
  readonly oldestSequence: number;
  readonly openSteps: number;
  /** Nobody has brought it since its last bucket closed, or it will never speak again: what it holds may be missing. */
  readonly isAbsent: boolean;
  /** False: it will never speak again. */
  readonly isAlive?: boolean;
  /**
   * Sequences that were in the ring when it was told that they are on a disk, where no disk has been lost since; undefined
   * where that is not known.
   */
  readonly toldSafe?: readonly { readonly from: number; readonly to: number }[];
}

export interface VisitTruth {
  readonly device: DeviceSerial;
  readonly fromMs: number;
  readonly toMs: number;
  /** Undefined where it was not receipted. */
  readonly epoch: number | undefined;
  readonly wasClockRight: boolean;
}

/** Who really had it, and as the registry finally says. `toMs` null while it lasts. */
export interface LoanTruth {
  readonly device: DeviceSerial;
  readonly participant: ParticipantId;
  readonly fromMs: number;
  readonly toMs: number | null;
}

export interface TownTruth {
  readonly zone: string;
  readonly devices: readonly DeviceTruth[];
  readonly loans: readonly LoanTruth[];
  /** Undefined where nobody has kept count. */
  readonly visits?: readonly VisitTruth[];
  /** Of the days that end before this everything has come that ever will, and a night has passed since. */
  readonly settledMs?: number;
  /** By how much a gateway's clock that calls itself trusted may have been wrong. */
  readonly clockErrorMs: number;
}
