/** Bring by: until when a pedometer should be brought, before its memory begins to overwrite what has not arrived. Pure. */
import { localDateOf } from '../../shared/local-date.ts';

export interface Memory {
  /** Everything before has arrived; null where nothing has. */
  readonly lastVisitAt: string | null;
  /** Since when the person has it. */
  readonly since: string | null;
  readonly capacityBuckets: number;
  readonly bucketSeconds: number;
}

const dayMs = 86_400_000;

/** A day before it begins; null where it is not known from when on nothing has arrived. */
export const bringByOf = (memory: Memory, zone: string): string | null => {
  const { lastVisitAt, since, capacityBuckets, bucketSeconds } = memory;
  const from = [lastVisitAt, since]
    .filter((at) => at !== null)
    .toSorted()
    .at(-1);
  if (from === undefined) return null;
  return localDateOf(Date.parse(from) + capacityBuckets * bucketSeconds * 1000 - dayMs, zone);
};
