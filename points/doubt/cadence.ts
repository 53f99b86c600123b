/** Cadence: more steps in a bucket, or in a day, than legs can do. Pure. */
import type { DayCurve } from '../../contract/day-curve.ts';
import { clockText, dayHours, hourOf, type DayHours } from './day-hours.ts';
import type { DoubtLimits } from './doubt-limits.ts';
import type { FindingOf } from './finding.ts';

/** A bucket may be a minute at least; what is shorter is held to the minute's pace. */
const lnHour = Math.log(60);

/** Steps of an hour that are too many at this age; without an age, those of the young. */
export const hourStepsLimit = ({ cadence }: DoubtLimits, age: number | undefined): number => {
  let found: { readonly ageMin: number; readonly steps: number } | undefined;
  for (const each of cadence.hourSteps) {
    const applies = each.ageMin <= (age ?? 0);
    if (applies && (found === undefined || each.ageMin > found.ageMin)) found = each;
  }
  return found?.steps ?? Infinity;
};

/**
 * The most steps believed of `minutes` in one go. What can be kept up falls with time: from the pace of a minute to that of
 * an hour along the logarithm of the time.
 */
export const stepsLimit = (minutes: number, limits: DoubtLimits, hourLimit: number): number => {
  const minutePace = limits.cadence.minuteSteps;
  const hourPace = hourLimit / 60;
  const share = Math.min(1, Math.max(0, Math.log(minutes) / lnHour));
  return minutes * (minutePace + (Math.min(hourPace, minutePace) - minutePace) * share);
};

/** A stretch of time that has more steps than its limit. */
interface Excess {
  readonly fromMinute: number;
  readonly minutes: number;
  readonly steps: number;
  readonly limit: number;
}

/**
 * `hourLimit` as `hourStepsLimit` gives it, or higher where the person is known to run. Shorter buckets are held to the
 * hour's limit as well, added up.
 */
export const cadenceFinding = (
  curve: DayCurve,
  day: DayHours,
  limits: DoubtLimits,
  hourLimit: number,
): FindingOf<'cadence'> | undefined => {
  const excesses: Excess[] = [];
  const hours = new Set<number>();
  const look = (fromMinute: number, minutes: number, steps: number, hour: number): void => {
    // What every walker stays below needs no logarithm.
    if (steps <= minutes * (hourLimit / 60)) return;
    const limit = stepsLimit(minutes, limits, hourLimit);
    if (steps <= limit) return;
    excesses.push({ fromMinute, minutes, steps, limit });
    hours.add(hour);
  };
  for (const bucket of curve.buckets) look(bucket.fromMinute, bucket.minutes, bucket.steps, hourOf(bucket));
  for (let hour = 0; hour < dayHours; hour++) look(hour * 60, day.minutes[hour] ?? 0, day.steps[hour] ?? 0, hour);
  const worst = excesses.reduce<Excess | undefined>(worse, undefined);
  if (worst === undefined) return undefined;
  return {
    kind: 'cadence',
    hours: [...hours].sort((a, b) => a - b),
    at: clockText(worst.fromMinute),
    minutes: worst.minutes,
    steps: worst.steps,
    limit: Math.round(worst.limit),
  };
};

/** The further above its limit; of equals the longer, then the earlier. */
const worse = (a: Excess | undefined, b: Excess): Excess => {
  if (a === undefined) return b;
  const difference = b.steps / b.limit - a.steps / a.limit || b.minutes - a.minutes || a.fromMinute - b.fromMinute;
  return difference > 0 ? b : a;
};
