/** Invented: numbers that a hand wrote or steered: round hours, a day told twice, days that end just at a target. Pure. */
import type { DayCurve } from '../../contract/day-curve.ts';
import { dayHours, hourOf, type DayHours } from './day-hours.ts';
import type { DoubtLimits } from './doubt-limits.ts';
import type { FindingOf } from './finding.ts';

/** Of the hours with at least so many steps as the multiple, this share must be round: a few are by chance. */
const roundShare = 0.6;
/** Hours with fewer steps are alike by chance. */
const tellingSteps = 100;

export const roundFinding = (day: DayHours, limits: DoubtLimits): FindingOf<'round'> | undefined => {
  const { multiple, hours: hoursMin } = limits.round;
  const hours: number[] = [];
  let activeHours = 0;
  for (let hour = 0; hour < dayHours; hour++) {
    const steps = day.steps[hour] ?? 0;
    if (steps < multiple) continue;
    activeHours += 1;
    if (steps % multiple === 0) hours.push(hour);
  }
  if (hours.length < hoursMin || hours.length < roundShare * activeHours) return undefined;
  return { kind: 'round', hours, multiple, activeHours };
};

/** The latest of the person's own days that has the same steps in the same hours. */
export const repeatFinding = (
  day: DayHours,
  date: string,
  ownDays: readonly DayCurve[],
  limits: DoubtLimits,
): FindingOf<'repeat'> | undefined => {
  let found: FindingOf<'repeat'> | undefined;
  for (const own of ownDays) {
    if (own.date === date || (found !== undefined && own.date <= found.date)) continue;
    const hours = sameHours(day, own);
    if (hours.length >= limits.repeatedHours) found = { kind: 'repeat', hours, date: own.date };
  }
  return found;
};

/** Bucket by bucket: a day told again has the buckets it had, and days told by the minute are hardly written by a hand. */
const sameHours = (day: DayHours, own: DayCurve): readonly number[] => {
  const hours: number[] = [];
  for (const bucket of own.buckets) {
    if (bucket.steps < tellingSteps) continue;
    const hour = hourOf(bucket);
    if (day.steps[hour] === bucket.steps) hours.push(hour);
  }
  return hours.sort((a, b) => a - b);
};

/** Looks at the last days only when today itself ends just above a target. */
export const atTargetFinding = (
  day: DayHours,
  date: string,
  ownDays: readonly DayCurve[],
  targets: readonly number[],
  limits: DoubtLimits,
): FindingOf<'at-target'> | undefined => {
  const { steps: within, days: daysMin, of } = limits.atTarget;
  const target = targets.find((each) => day.total >= each && day.total <= each + within);
  if (target === undefined) return undefined;
  const recent = ownDays
    .filter((own) => own.date < date)
    .toSorted((a, b) => (a.date < b.date ? 1 : -1))
    .slice(0, of - 1);
  const days = 1 + recent.filter((own) => isWithin(total(own), target, within)).length;
  if (days < daysMin) return undefined;
  return { kind: 'at-target', hours: [], target, within, days, of: recent.length + 1 };
};

const isWithin = (steps: number, target: number, within: number): boolean =>
  steps >= target && steps <= target + within;

const total = (curve: DayCurve): number => curve.buckets.reduce((sum, each) => sum + each.steps, 0);
