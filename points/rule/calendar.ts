/** Calendar: what a date of the data is: its month, its weekday, whether Japan rests on it. Pure but for what it remembers. */
import holidayJp from '@holiday-jp/holiday_jp';
import type { PlainDateText } from '../../contract/ids.ts';

export interface CalendarDay {
  readonly date: PlainDateText;
  /** Days since 1970-01-01. */
  readonly index: number;
  /** `YYYY-MM`. */
  readonly month: string;
  /** 1 is Monday, 7 Sunday. */
  readonly weekday: number;
  /** A national holiday of Japan, substitute days and days between two of them included. Known from 1970 to 2050. */
  readonly isHoliday: boolean;
}

/** Date arithmetic is dear and the same dates come again and again: some fifty years of them are kept. */
const rememberedMax = 20_000;
const byDate = new Map<string, CalendarDay>();
const byIndex = new Map<number, CalendarDay>();

export const calendarDay = (date: PlainDateText): CalendarDay => {
  const known = byDate.get(date);
  if (known !== undefined) return known;
  return remember(Temporal.PlainDate.from(date));
};

/** The date `days` after, or before when negative. */
export const daysAfter = (date: PlainDateText, days: number): PlainDateText => {
  const { index } = calendarDay(date);
  const known = byIndex.get(index + days);
  return (known ?? remember(Temporal.PlainDate.from(date).add({ days }))).date;
};

/** From `from` to `to`: 0 on the same date, negative when `to` is before. */
export const daysBetween = (from: PlainDateText, to: PlainDateText): number =>
  calendarDay(to).index - calendarDay(from).index;

/** The first and the last date of `YYYY-MM`. */
export const monthRange = (month: string): { readonly from: PlainDateText; readonly to: PlainDateText } => {
  const first = Temporal.PlainYearMonth.from(month);
  return {
    from: `${month}-01` as PlainDateText,
    to: `${month}-${String(first.daysInMonth).padStart(2, '0')}` as PlainDateText,
  };
};

/**
 * The last date of so many months from `from` on: the day before the same date; the month's last where it has no such date,
 * as 28 February for a month from 31 January (Civil Code, article 143).
 */
export const lastOfMonths = (from: PlainDateText, months: number): PlainDateText => {
  const first = Temporal.PlainDate.from(from);
  const then = first.add({ months });
  return (then.day === first.day ? then.subtract({ days: 1 }) : then).toString() as PlainDateText;
};

const epoch = Temporal.PlainDate.from('1970-01-01');

const remember = (date: Temporal.PlainDate): CalendarDay => {
  const text = date.toString() as PlainDateText;
  const day: CalendarDay = {
    date: text,
    index: epoch.until(date).days,
    month: text.slice(0, 7),
    weekday: date.dayOfWeek,
    isHoliday: Object.hasOwn(holidayJp.holidays, text),
  };
  if (byDate.size >= rememberedMax) {
    byDate.clear();
    byIndex.clear();
  }
  byDate.set(text, day);
  byIndex.set(day.index, day);
  return day;
};
