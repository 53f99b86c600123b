/** Books: what the cloud's and the point service's disks say in the end, read with nothing of what wrote it but the format. */
import { DatabaseSync } from 'node:sqlite';
import type { DeviceSerial } from '../../../contract/ids.ts';
import { decodeRuns } from '../../../ingest/day-block.ts';

export interface Books {
  /** cloud.sqlite */
  readonly cloud: DatabaseSync;
  /** points.sqlite */
  readonly points: DatabaseSync;
}

/** A bucket as it stands in a day block. */
export interface StoredBucket {
  readonly device: DeviceSerial;
  readonly sequence: number;
  readonly epoch: number;
  /** Empty while it has no date. */
  readonly date: string;
  /** As dated, ms since the Unix epoch; 0 without a date. */
  readonly startMs: number;
  readonly seconds: number;
  readonly steps: number;
  readonly isOpen: boolean;
}

export const openBooks = (cloudPath: string, pointsPath: string): Books => ({
  cloud: new DatabaseSync(cloudPath, { readOnly: true }),
  points: new DatabaseSync(pointsPath, { readOnly: true }),
});

/** Every bucket of every block, also those that stand there twice. */
export const storedBuckets = (cloud: DatabaseSync): readonly StoredBucket[] =>
  cloud
    .prepare('SELECT device, date, runs FROM day_block ORDER BY device, date')
    .all()
    .flatMap((row) =>
      decodeRuns(row['runs'] as Uint8Array).flatMap((run) =>
        Array.from(run.steps, (steps, i) => ({
          device: row['device'] as DeviceSerial,
          sequence: run.firstSequence + i,
          epoch: run.epoch,
          date: row['date'] as string,
          startMs: run.startMs === 0 ? 0 : run.startMs + i * run.bucketSeconds * 1000,
          seconds: run.bucketSeconds,
          steps,
          isOpen: run.lastOpen && i === run.steps.length - 1,
        })),
      ),
    );

export interface WaitingItem {
  readonly reason: string;
  readonly device: string;
  readonly key: string;
  readonly journal: number;
  readonly page: number;
}

export const waitingItems = (cloud: DatabaseSync): readonly WaitingItem[] =>
  cloud
    .prepare("SELECT reason, device, key, journal, page FROM quarantine WHERE state <> 'resolved'")
    .all() as unknown as readonly WaitingItem[];

export interface TotalRow {
  readonly participant: string;
  readonly date: string;
  readonly steps: number;
  readonly state: string;
}

export const dayTotalRows = (cloud: DatabaseSync): readonly TotalRow[] =>
  cloud.prepare('SELECT participant, date, steps, state FROM day_total').all() as unknown as readonly TotalRow[];
