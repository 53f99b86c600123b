/** Oracle calendar: dates as whole days since 1970, worked out the slow and obvious way; shares nothing with the engine's. */
import holidayJp from '@holiday-jp/holiday_jp';
import type { DayKind } from '../rule/day-kind.ts';
import type { Periods } from '../rule/period.ts';

const msPerDay = 86_400_000;

/** Remembered: the same few years are asked for a million times. */
const days = new Map<string, number>();
const dates = new Map<number, string>();

export const dayOf = (date: string): number => {
  const known = days.get(date) ?? Date.parse(`${date}T00:00:00Z`) / msPerDay;
  days.set(date, known);
  return known;
};

export const dateOf = (day: number): string => {
  const known = dates.get(day) ?? new Date(day * msPerDay).toISOString().slice(0, 10);
  dates.set(day, known);
  return known;
};

export const monthOf = (day: number): string => dateOf(day).slice(0, 7);

/** The whole days from `from` to `to`, both included. */
export const daysFrom = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);

/** The last day of the month that `day` lies in: the one before the next day numbered 1. */
export const monthEnd = (day: number): number => {
  let last = day;
  while (!dateOf(last + 1).endsWith('-01')) last += 1;
  return last;
};

export const monthStart = (day: number): number => dayOf(`${monthOf(day)}-01`);

/** The same day so many months later, or the last of that month where it is shorter. */
export const monthsLater = (day: number, months: number): number => {
  let first = monthStart(day);
  for (let i = 0; i < months; i++) first = monthEnd(first) + 1;
  return Math.min(first + (day - monthStart(day)), monthEnd(first));
};

/** The last day of so many months from `day` on: before the day of the same number, or the last of a month without it. */
export const keptUntil = (day: number, months: number): number => {
  const numberOf = (each: number): string => dateOf(each).slice(8);
  const later = monthsLater(day, months);
  return numberOf(later) === numberOf(day) ? later - 1 : later;
};

export const isOfDayKind = (day: number, kind: DayKind): boolean => {
  const isHoliday = dateOf(day) in holidayJp.holidays;
  const weekday = new Date(day * msPerDay).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  const is: Record<DayKind, boolean> = {
    all: true,
    weekdays: !isWeekend && !isHoliday,
    'weekends-and-holidays': isWeekend || isHoliday,
    holidays: isHoliday,
  };
  return is[kind];
};

export interface OraclePeriod {
  readonly from: number;
  readonly to: number;
  readonly closes: number;
}

const periodsOfYears = new Map<string, readonly OraclePeriod[]>();

/** All periods of the years around `day`. */
export const periodsNear = (day: number, periods: Periods): readonly OraclePeriod[] => {
  const year = Number(dateOf(day).slice(0, 4));
  const what = `${year} ${JSON.stringify(periods)}`;
  const known = periodsOfYears.get(what) ?? periodsAroundYear(year, periods);
  periodsOfYears.set(what, known);
  return known;
};

const periodsAroundYear = (year: number, periods: Periods): readonly OraclePeriod[] => {
  const starts = [year - 2, year - 1, year, year + 1].map((each) => dayOf(`${each}-${periods.startsOn}`));
  return starts.flatMap((start) =>
    Array.from({ length: 12 / periods.months }, (_, i) => {
      const from = monthsLater(start, i * periods.months);
      const next = monthsLater(start, (i + 1) * periods.months);
      const to = periods.endsOn === undefined ? next - 1 : firstSuchDay(from, periods.endsOn);
      return { from, to, closes: closeAfter(to, periods) };
    }),
  );
};

export const periodAround = (day: number, periods: Periods): OraclePeriod | undefined =>
  periodsNear(day, periods).find(({ from, to }) => from <= day && day <= to);

const closeAfter = (to: number, { graceDays, closesOn }: Periods): number =>
  closesOn === undefined ? to + (graceDays ?? Infinity) : firstSuchDay(to, closesOn);

/** The next day on or after `from` with this month and day; 28 February stands for the 29th where there is none. */
const firstSuchDay = (from: number, monthDay: string): number => {
  const isSuch = (day: number): boolean => {
    const own = dateOf(day).slice(5);
    return own === monthDay || (monthDay === '02-29' && own === '02-28' && dateOf(day + 1).slice(5) === '03-01');
  };
  let day = from;
  while (!isSuch(day)) day += 1;
  return day;
};
