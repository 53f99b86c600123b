/** Log Status: 36 bytes in which a pedometer says how far it has counted and what it still holds (docs/wire.md §1.3). */
import { decoded, fault, viewOf, type Decoded } from './decoded.ts';

export const logStatusBytes = 36;

export interface StatusFlags {
  /** The display clock was set in this epoch. */
  readonly clockSet: boolean;
  /** Unsent buckets were overwritten since the last receipt. */
  readonly overwritten: boolean;
  readonly batteryLow: boolean;
}

export interface LogStatus {
  readonly flags: StatusFlags;
  readonly epoch: number;
  readonly bucketSeconds: number;
  readonly capacityBuckets: number;
  readonly oldestSequence: number;
  readonly nextSequence: number;
  /** Unix seconds of the device's own display, 0 unless `flags.clockSet`. Never used for dating. */
  readonly displayClockSeconds: number;
  /** Seconds since this epoch began. */
  readonly uptimeSeconds: number;
  readonly openSteps: number;
  readonly receiptSequence: number;
  /** Buckets overwritten without a receipt, over the device's life. */
  readonly lostBuckets: number;
}

export type LogStatusFault =
  'wrong-length' | 'unknown-version' | 'reserved-bits' | 'bad-bucket-seconds' | 'bad-sequence-order';

export const encodeStatusFlags = (flags: StatusFlags): number =>
  (flags.clockSet ? 1 : 0) | (flags.overwritten ? 2 : 0) | (flags.batteryLow ? 4 : 0);

export const decodeStatusFlags = (bits: number): StatusFlags => ({
  clockSet: (bits & 1) !== 0,
  overwritten: (bits & 2) !== 0,
  batteryLow: (bits & 4) !== 0,
});

/** 36 bytes, little-endian. Values must fit their fields; a larger one is our own bug and wraps. */
export const encodeLogStatus = (status: LogStatus): Uint8Array => {
  const bytes = new Uint8Array(logStatusBytes);
  const view = viewOf(bytes);
  view.setUint8(0, 1);
  view.setUint8(1, encodeStatusFlags(status.flags));
  view.setUint16(2, status.epoch, true);
  view.setUint16(4, status.bucketSeconds, true);
  view.setUint16(6, status.capacityBuckets, true);
  view.setUint32(8, status.oldestSequence, true);
  view.setUint32(12, status.nextSequence, true);
  view.setUint32(16, status.flags.clockSet ? status.displayClockSeconds : 0, true);
  view.setUint32(20, status.uptimeSeconds, true);
  view.setUint16(24, status.openSteps, true);
  view.setUint32(28, status.receiptSequence, true);
  view.setUint32(32, status.lostBuckets, true);
  return bytes;
};

export const decodeLogStatus = (bytes: Uint8Array): Decoded<LogStatus, LogStatusFault> => {
  if (bytes.byteLength !== logStatusBytes) return fault('wrong-length');
  const view = viewOf(bytes);
  if (view.getUint8(0) !== 1) return fault('unknown-version');
  const bits = view.getUint8(1);
  if ((bits & ~7) !== 0 || view.getUint16(26, true) !== 0) return fault('reserved-bits');
  const status: LogStatus = {
    flags: decodeStatusFlags(bits),
    epoch: view.getUint16(2, true),
    bucketSeconds: view.getUint16(4, true),
    capacityBuckets: view.getUint16(6, true),
    oldestSequence: view.getUint32(8, true),
    nextSequence: view.getUint32(12, true),
    displayClockSeconds: view.getUint32(16, true),
    uptimeSeconds: view.getUint32(20, true),
    openSteps: view.getUint16(24, true),
    receiptSequence: view.getUint32(28, true),
    lostBuckets: view.getUint32(32, true),
  };
  if (!isBucketSeconds(status.bucketSeconds)) return fault('bad-bucket-seconds');
  if (status.oldestSequence > status.nextSequence || status.receiptSequence > status.nextSequence) {
    return fault('bad-sequence-order');
  }
  return decoded(status);
};

/** Buckets last a minute to an hour. */
export const isBucketSeconds = (seconds: number): boolean => seconds >= 60 && seconds <= 3600;
