/** Day block: one pedometer's buckets of one local date, in the runs in which their pages brought them. */
import { viewOf } from '../contract/decoded.ts';
import type { DeviceSerial, PlainDateText } from '../contract/ids.ts';
import { stepsNotRecorded } from '../contract/page.ts';

/** Contiguous buckets out of one page. Identity of a bucket: (device, sequence). */
export interface Run {
  readonly epoch: number;
  readonly firstSequence: number;
  /** Uptime in seconds at which the first bucket began, the raw time that re-dating starts from. */
  readonly startSeconds: number;
  /** The same instant as dated, ms since the Unix epoch; 0 while the epoch has no stamp. */
  readonly startMs: number;
  readonly bucketSeconds: number;
  readonly steps: Uint16Array;
  readonly lastOpen: boolean;
  readonly signed: boolean;
  /** Days since 1970-01-01 of the local date of the visit that brought it. */
  readonly syncedDay: number;
  /** Where it came from: journal entry, visit in the batch, page in the visit. */
  readonly source: RunSource;
}

export interface RunSource {
  readonly journal: number;
  readonly visit: number;
  readonly page: number;
}

export interface DayBlock {
  readonly device: DeviceSerial;
  readonly date: PlainDateText;
  /** By sequence, not overlapping. */
  readonly runs: readonly Run[];
}

/** Buckets that cannot be dated yet wait under this date. */
export const undated = '' as PlainDateText;

export const runEndMs = (run: Run): number => run.startMs + run.steps.length * run.bucketSeconds * 1000;

/** Steps of a block: what was not recorded counts nothing. */
export const stepsOf = (runs: readonly Run[]): number => {
  let sum = 0;
  for (const run of runs) for (const steps of run.steps) if (steps !== stepsNotRecorded) sum += steps;
  return sum;
};

const runHeaderBytes = 36;
const openBit = 1;
const signedBit = 2;

/** Runs as they stand in the `day_block` table: 36 bytes of header and 2 per bucket each, little-endian. */
export const encodeRuns = (runs: readonly Run[]): Uint8Array => {
  // Out of the pool: a block is as large as is dear to make room for, and SQLite takes a copy at once.
  const bytes = Buffer.allocUnsafe(runs.reduce((sum, run) => sum + runHeaderBytes + 2 * run.steps.length, 0));
  const view = viewOf(bytes);
  let at = 0;
  for (const run of runs) {
    view.setUint16(at, run.epoch, true);
    view.setUint32(at + 2, run.firstSequence, true);
    view.setUint32(at + 6, run.startSeconds, true);
    view.setFloat64(at + 10, run.startMs, true);
    view.setUint16(at + 18, run.bucketSeconds, true);
    view.setUint16(at + 20, run.steps.length, true);
    view.setUint8(at + 22, (run.lastOpen ? openBit : 0) | (run.signed ? signedBit : 0));
    view.setUint8(at + 23, run.source.visit);
    view.setFloat64(at + 24, run.source.journal, true);
    view.setUint16(at + 32, run.source.page, true);
    view.setUint16(at + 34, run.syncedDay, true);
    for (let i = 0; i < run.steps.length; i++) view.setUint16(at + runHeaderBytes + 2 * i, run.steps[i] ?? 0, true);
    at += runHeaderBytes + 2 * run.steps.length;
  }
  return bytes;
};

export const decodeRuns = (bytes: Uint8Array): readonly Run[] => {
  const view = viewOf(bytes);
  const runs: Run[] = [];
  for (let at = 0; at < bytes.byteLength;) {
    const count = view.getUint16(at + 20, true);
    const flags = view.getUint8(at + 22);
    const steps = new Uint16Array(count);
    for (let i = 0; i < count; i++) steps[i] = view.getUint16(at + runHeaderBytes + 2 * i, true);
    runs.push({
      epoch: view.getUint16(at, true),
      firstSequence: view.getUint32(at + 2, true),
      startSeconds: view.getUint32(at + 6, true),
      startMs: view.getFloat64(at + 10, true),
      bucketSeconds: view.getUint16(at + 18, true),
      steps,
      lastOpen: (flags & openBit) !== 0,
      signed: (flags & signedBit) !== 0,
      syncedDay: view.getUint16(at + 34, true),
      source: {
        visit: view.getUint8(at + 23),
        journal: view.getFloat64(at + 24, true),
        page: view.getUint16(at + 32, true),
      },
    });
    at += runHeaderBytes + 2 * count;
  }
  return runs;
};
