/** Habit: what a person's own believed days say about an unusual one. Who runs, or works at night, has a higher limit. Pure. */
import type { DayCurve } from '../../contract/day-curve.ts';
import { dayHoursOf, type DayHours } from './day-hours.ts';
import type { DoubtLimits } from './doubt-limits.ts';

/** How much above their habit somebody may be before it is no habit any more. */
const aboveHabit = 1.2;
/** Whatever the habit, nobody runs an hour at more than 210 steps a minute. */
export const hourStepsMax = 12_600;

/**
 * The limit, raised to a fifth above what the person did on at least `habitDays` of their own days. Ask only where the
 * limit alone is exceeded: every own day is looked at.
 */
export const habitLimit = (
  limit: number,
  ownDays: readonly DayCurve[],
  { habitDays }: DoubtLimits,
  measure: (day: DayHours) => number,
): number => {
  const measured = ownDays.map((own) => measure(dayHoursOf(own))).sort((a, b) => b - a);
  return Math.max(limit, aboveHabit * (measured[habitDays - 1] ?? 0));
};

export const bestHour = (day: DayHours): number => {
  let best = 0;
  for (const steps of day.steps) if (steps > best) best = steps;
  return best;
};
