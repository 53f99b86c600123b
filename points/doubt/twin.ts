/** Twin: whether two people's curves of one date may have been walked by the same legs. Pure. */
import type { CurveBucket, DayCurve } from '../../contract/day-curve.ts';
import { curveSumOf, inOrder, type CurveSum } from './curve-sum.ts';
import { dayHours, dayHoursOf } from './day-hours.ts';
import type { DoubtLimits } from './doubt-limits.ts';
import type { FindingOf } from './finding.ts';

/** Nobody's clock runs through an hour faster, so that many steps cannot have been elsewhere in it. */
const paceMax = 120;
/** An hour with fewer steps does not tell one day from another. */
const tellingSteps = 100;

/**
 * Two pedometers cut the day at moments of their own: what one has done at the end of a bucket must lie between what the
 * other had done before and after, give or take `minutes` of their clocks, the counters being scaled to the same total.
 */
export const isTwin = (a: DayCurve, b: DayCurve, limits: DoubtLimits): boolean => {
  const mine = tellingSum(a, limits);
  return mine !== undefined && twinSum(mine, b, limits) !== undefined;
};

/** The first of the others who is a twin on this date and on so many of the own days as are asked for. */
export const twinFinding = (
  curve: DayCurve,
  ownDays: readonly DayCurve[],
  others: readonly DayCurve[],
  limits: DoubtLimits,
): FindingOf<'twin'> | undefined => {
  const mine = others.length === 0 ? undefined : tellingSum(curve, limits);
  if (mine === undefined) return undefined;
  for (const other of others) {
    if (other.participant === curve.participant || other.date !== curve.date) continue;
    const theirs = twinSum(mine, other, limits);
    if (theirs === undefined) continue;
    const days = 1 + ownDays.filter((own) => own.date !== curve.date && hasTwin(own, other, others, limits)).length;
    if (days < limits.twin.days) continue;
    return {
      kind: 'twin',
      hours: tellingHours(curve),
      other: other.participant,
      steps: mine.total,
      otherSteps: theirs.total,
      days,
    };
  }
  return undefined;
};

const hasTwin = (own: DayCurve, other: DayCurve, others: readonly DayCurve[], limits: DoubtLimits): boolean =>
  others.some((each) => each.participant === other.participant && each.date === own.date && isTwin(own, each, limits));

/** Undefined where a day has too little to tell it from anybody's. */
export const tellingSum = (curve: DayCurve, { twin }: DoubtLimits): CurveSum | undefined =>
  stepsOf(curve) >= twin.steps && tellingHours(curve).length >= twin.hours ? curveSumOf(curve) : undefined;

const tellingHours = (curve: DayCurve): readonly number[] => {
  const { steps } = dayHoursOf(curve);
  const hours: number[] = [];
  for (let hour = 0; hour < dayHours; hour++) if ((steps[hour] ?? 0) >= tellingSteps) hours.push(hour);
  return hours;
};

const stepsOf = (curve: DayCurve): number => {
  let sum = 0;
  for (const { steps } of curve.buckets) sum += steps;
  return sum;
};

/** The other's sum if it is a twin's. Of a crowd most are told apart by their totals, and of the rest most before noon. */
const twinSum = (mine: CurveSum, other: DayCurve, limits: DoubtLimits): CurveSum | undefined => {
  const { twin } = limits;
  const total = stepsOf(other);
  if (Math.abs(mine.total - total) * 100 > twin.totalPercent * Math.max(mine.total, total)) return undefined;
  const buckets = inOrder(other.buckets);
  if (!isWithin(mine, buckets, total, twin)) return undefined;
  const theirs = tellingSum(other, limits);
  if (theirs === undefined) return undefined;
  const isTwinSum =
    isWithin(theirs, mine.buckets, mine.total, twin) && movedPercent(mine, theirs, twin.minutes) <= twin.movedPercent;
  return isTwinSum ? theirs : undefined;
};

/** Whether what the buckets have done at the end of each lies within what `a` allows. */
const isWithin = (a: CurveSum, buckets: readonly CurveBucket[], total: number, twin: DoubtLimits['twin']): boolean => {
  const { minutes } = twin;
  const scale = a.total / total;
  const furthest = (twin.furthestPercent / 100) * a.total;
  const sumMax = (twin.meanPercent / 100) * a.total * buckets.length;
  let [sum, low, high, steps] = [0, 0, 0, 0];
  for (const bucket of buckets) {
    steps += bucket.steps;
    const at = bucket.fromMinute + bucket.minutes;
    const done = steps * scale;
    low = marksUntil(a, at - minutes, low);
    high = marksUntil(a, at + minutes, high);
    const out = Math.max(0, leastDone(a, at - minutes, low) - done, done - mostDone(a, at + minutes, high));
    sum += out;
    if (out > furthest || sum > sumMax) return false;
  }
  return true;
};

/** How many marks lie at or before the moment, counted on from `known` of them. */
const marksUntil = ({ at }: CurveSum, minute: number, known: number): number => {
  let marks = known;
  while (marks < at.length && (at[marks] ?? Infinity) <= minute) marks += 1;
  return marks;
};

/** At least what the bucket before had, and what cannot be done in the rest of this one. */
const leastDone = ({ at, done, total }: CurveSum, minute: number, marks: number): number => {
  if (marks === 0) return 0;
  if (marks === at.length) return total;
  return Math.max(done[marks - 1] ?? 0, (done[marks] ?? 0) - paceMax * ((at[marks] ?? 0) - minute));
};

const mostDone = ({ at, done, total }: CurveSum, minute: number, marks: number): number => {
  if (marks === 0) return 0;
  if (marks === at.length) return total;
  return Math.min(done[marks] ?? 0, (done[marks - 1] ?? 0) + paceMax * (minute - (at[marks - 1] ?? 0)));
};

/**
 * Where the buckets of both begin together, bucket is held against bucket: the percent of the day's steps that lie in
 * others. 0 where they do not begin together.
 */
const movedPercent = (a: CurveSum, b: CurveSum, minutes: number): number => {
  if (a.at.length < 2 || b.at.length < 2) return 0;
  const scale = a.total / b.total;
  let [moved, j] = [0, 0];
  let [mine, theirs] = [0, 0];
  for (let i = 0; i < a.at.length; i++) {
    const at = a.at[i] ?? 0;
    while (j < b.at.length && (b.at[j] ?? Infinity) < at - minutes) j += 1;
    if (j === b.at.length || (b.at[j] ?? Infinity) > at + minutes) return 0;
    const [mineNow, theirsNow] = [a.done[i] ?? 0, (b.done[j] ?? 0) * scale];
    moved += Math.abs(mineNow - mine - (theirsNow - theirs));
    [mine, theirs] = [mineNow, theirsNow];
  }
  return (moved / a.total) * 100;
};
