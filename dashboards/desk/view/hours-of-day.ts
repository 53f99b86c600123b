/** Hours of day: a date's buckets as steps of each of its 24 hours, for a small chart. Pure. */
import type { ExplainedPage } from '../../../contract/desk-day.ts';

const hours = 24;
const hourMinutes = 60;

/** A bucket that lies in two hours is shared out by the minutes; the small chart shows shape, the table below it the truth. */
export const hoursOfDay = (pages: readonly ExplainedPage[]): readonly number[] => {
  const sums = Array.from({ length: hours }, () => 0);
  for (const { fromMinute, minutes, steps, isCounted } of pages.flatMap((page) => page.buckets)) {
    if (!isCounted) continue;
    for (let hour = 0; hour < hours; hour++) {
      const from = hour === 0 ? -Infinity : hour * hourMinutes;
      const to = hour === hours - 1 ? Infinity : (hour + 1) * hourMinutes;
      const shared = Math.max(0, Math.min(to, fromMinute + minutes) - Math.max(from, fromMinute));
      sums[hour] = (sums[hour] ?? 0) + (steps * shared) / minutes;
    }
  }
  return sums;
};

/** `-3` → `23:57`, `615` → `10:15`. */
export const clockOf = (minute: number): string => {
  const whole = ((Math.round(minute) % (hours * hourMinutes)) + hours * hourMinutes) % (hours * hourMinutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(whole / hourMinutes))}:${two(whole % hourMinutes)}`;
};
