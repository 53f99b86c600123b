/** Days until loss: when the oldest hour that has not arrived is overwritten in the pedometer that holds it. Pure. */

/** How much a pedometer's ring holds. */
export interface Ring {
  readonly capacityBuckets: number;
  readonly bucketSeconds: number;
}

const dayMs = 86_400_000;

/** Whole days, the one that has begun included; 0 once it is being overwritten. Null where it cannot be told. */
export const daysUntilLoss = (unsentSinceMs: number | null, ring: Ring | undefined, nowMs: number): number | null => {
  if (unsentSinceMs === null || ring === undefined) return null;
  const lossMs = unsentSinceMs + ring.capacityBuckets * ring.bucketSeconds * 1000;
  return Math.max(0, Math.ceil((lossMs - nowMs) / dayMs));
};
