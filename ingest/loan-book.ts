/** Loan book: what the derivation needs to know of pedometers and loans. The registry answers it. */
import type { DeviceSerial, ParticipantId } from '../contract/ids.ts';
import type { LoanInterval } from './attribution.ts';

export interface KnownDevice {
  readonly serial: DeviceSerial;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** The number on the sticker. */
  readonly label: string;
  readonly bucketSeconds: number;
  readonly capacityBuckets: number;
}

export interface Loan extends LoanInterval {
  readonly device: DeviceSerial;
}

export interface LoanBook {
  deviceOf(serial: DeviceSerial): KnownDevice | undefined;
  /** By time. */
  loansOfDevice(serial: DeviceSerial): readonly Loan[];
  loansOfParticipant(participant: ParticipantId): readonly Loan[];
  /** What it has read before may no longer be so. */
  forget?(): void;
}
