/** Calendar weeks: the dates of a month as they stand on a wall calendar, Sunday first. Pure. */
import { dateMs } from '../../shared/local-date.ts';

const weekDays = 7;

/** Rows of seven; null where another month's date would stand. */
export const weeksOf = <Day extends { readonly date: string }>(
  days: readonly Day[],
): readonly (readonly (Day | null)[])[] => {
  const [first] = days;
  if (first === undefined) return [];
  const before = new Date(dateMs(first.date)).getUTCDay();
  const count = Math.ceil((before + days.length) / weekDays);
  return Array.from({ length: count }, (_, week) =>
    Array.from({ length: weekDays }, (__, weekday) => days[week * weekDays + weekday - before] ?? null),
  );
};

/** `2026-12` and 1 → `2027-01`. */
export const monthAfter = (month: string, months: number): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
};

/** The fiscal year, April to March, that a date lies in: `2026-03-31` → `2025`. */
export const fiscalYearOf = (date: string): string => monthAfter(date.slice(0, 7), -3).slice(0, 4);
