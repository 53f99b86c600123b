/** Visiting habit: when a resident next goes to the centre. */
import { localDate } from '../../runtime/clock.ts';
import { dayNumber } from '../walkers/persona-source.ts';
import type { VisitingHabit } from './resident.ts';

/** The first time of the habit after `afterMs`, ms since the Unix epoch. */
export const nextVisitMs = (habit: VisitingHabit, afterMs: number, zone: string): number => {
  const today = localDate(afterMs, zone);
  const past = (dayNumber(today) + habit.everyDays - habit.phaseDays) % habit.everyDays;
  const date = past === 0 ? today : today.add({ days: habit.everyDays - past });
  const atMs = timeOn(date, habit, zone);
  return atMs > afterMs ? atMs : timeOn(date.add({ days: habit.everyDays }), habit, zone);
};

const timeOn = (date: Temporal.PlainDate, habit: VisitingHabit, zone: string): number => {
  const plainTime = new Temporal.PlainTime(Math.floor(habit.minuteOfDay / 60), habit.minuteOfDay % 60);
  return date.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
};
