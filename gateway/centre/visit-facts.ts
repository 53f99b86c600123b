/** Visit facts: what the last complete visit of a pedometer said of it, as far as its centre needs it. */
import { z } from 'zod';

const count = z.int().min(0);

export const visitFactsSchema = z.strictObject({
  /** The gateway's wall time at which the pedometer said all this. */
  atMs: z.number(),
  /** The id under which the cloud will speak of it; null where nothing had to be brought. */
  visit: z.string().nullable(),
  days: count,
  epoch: count,
  nextSequence: count,
  uptimeSeconds: count,
  bucketSeconds: z.int().min(1),
  capacityBuckets: z.int().min(1),
  lostBuckets: count,
  battery: count.nullable(),
  /** Where it has lost power since a visit before, and that was found out on this local date: when that visit was. */
  powerLostAfterMs: z.number().nullable(),
});
export type VisitFacts = Readonly<z.infer<typeof visitFactsSchema>>;

/** A volunteer who has read a pedometer does what they read it for within this time; later it may have been elsewhere. */
export const freshMs = 600_000;

/** `speed`: how many times faster than life the wall clock runs, and so how much more of it passes while somebody acts. */
export const isFresh = (facts: VisitFacts | undefined, nowMs: number, speed: number): facts is VisitFacts =>
  facts !== undefined && facts.atMs <= nowMs && (nowMs - facts.atMs) / speed <= freshMs;
