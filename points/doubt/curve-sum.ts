/** CurveSum: the steps done since midnight at the end of each bucket of a day, which two clocks can be compared by. Pure. */
import type { CurveBucket, DayCurve } from '../../contract/day-curve.ts';

export interface CurveSum {
  /** In order of time. */
  readonly buckets: readonly CurveBucket[];
  /** Minutes since midnight at which a bucket begins or ends, ascending. */
  readonly at: readonly number[];
  /** Steps until then. */
  readonly done: readonly number[];
  readonly total: number;
}

/** Several pedometers of a day are added up as if their buckets followed one another: a day rarely has more than one. */
export const curveSumOf = (curve: DayCurve): CurveSum => {
  const at: number[] = [];
  const done: number[] = [];
  let [total, last] = [0, -Infinity];
  const buckets = inOrder(curve.buckets);
  for (const { fromMinute, minutes, steps } of buckets) {
    // Buckets that touch share a moment; those that overlap never lead back.
    if (fromMinute - last >= touching) {
      at.push(fromMinute);
      done.push(total);
      last = fromMinute;
    }
    total += steps;
    const end = fromMinute + minutes;
    if (end - last >= touching) {
      at.push(end);
      done.push(total);
      last = end;
    } else done[done.length - 1] = total;
  }
  return { buckets, at, done, total };
};

/** Moments nearer to one another, in minutes, are one. */
const touching = 1e-6;

export const inOrder = (buckets: readonly CurveBucket[]): readonly CurveBucket[] => {
  for (let i = 1; i < buckets.length; i++) {
    if (before(buckets[i - 1], buckets[i]) > 0) return buckets.toSorted(before);
  }
  return buckets;
};

/** The same order for any order of the same buckets. */
const before = (a: CurveBucket | undefined, b: CurveBucket | undefined): number =>
  a === undefined || b === undefined
    ? 0
    : a.fromMinute - b.fromMinute ||
      a.minutes - b.minutes ||
      a.steps - b.steps ||
      (a.device < b.device ? -1 : a.device > b.device ? 1 : 0);
