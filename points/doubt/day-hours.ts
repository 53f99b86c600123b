/** DayHours: a day curve laid into the 24 hours of the clock, each bucket whole in the hour of its middle. Pure. */
import type { CurveBucket, DayCurve } from '../../contract/day-curve.ts';

export const dayHours = 24;

export interface DayHours {
  readonly steps: Float64Array;
  /** Minutes of each hour that a pedometer recorded. */
  readonly minutes: Float64Array;
  readonly total: number;
}

/** A bucket that reaches over midnight belongs to the day of its middle, so it never falls outside by more than that. */
export const hourOf = ({ fromMinute, minutes }: CurveBucket): number =>
  Math.min(dayHours - 1, Math.max(0, Math.floor((fromMinute + minutes / 2) / 60)));

export const dayHoursOf = (curve: DayCurve): DayHours => {
  const steps = new Float64Array(dayHours);
  const minutes = new Float64Array(dayHours);
  let total = 0;
  for (const bucket of curve.buckets) {
    const hour = hourOf(bucket);
    steps[hour] = (steps[hour] ?? 0) + bucket.steps;
    minutes[hour] = (minutes[hour] ?? 0) + bucket.minutes;
    total += bucket.steps;
  }
  return { steps, minutes, total };
};

/** `14:00`, `09:37`. Minutes before midnight are told as midnight. */
export const clockText = (minuteOfDay: number): string => {
  const minute = Math.min(1440, Math.max(0, Math.round(minuteOfDay)));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
};
