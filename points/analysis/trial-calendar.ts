/** Trial calendar: the dates of a trial's period by month, as far as anything is known of them. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import { monthRange } from '../rule/calendar.ts';
import { dateOfNumber, dayNumberOf } from './day-number.ts';
import type { JudgedDays } from './judged-days.ts';

/** The dates that are walked through: from the first of a month, because a cap may be used up before the period begins. */
export interface Calendar {
  readonly first: number;
  readonly from: number;
  readonly dates: readonly PlainDateText[];
  /** The months the period touches, with the first and last of their dates that are walked through. */
  readonly months: readonly { readonly name: string; readonly first: number; readonly last: number }[];
}

export const calendarOf = (from: string, to: string, days: JudgedDays): Calendar => {
  const begin = dayNumberOf(from);
  const first = Math.max(dayNumberOf(monthRange(from.slice(0, 7)).from), days.grid.base);
  const last = Math.min(dayNumberOf(to), days.grid.end);
  const dates = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => dateOfNumber(first + i));
  const names = [...new Set(dates.map((date) => date.slice(0, 7)))];
  const months = names.map((name) => ({
    name,
    first: first + dates.findIndex((date) => date.startsWith(name)),
    last: first + dates.findLastIndex((date) => date.startsWith(name)),
  }));
  return { first, from: begin, dates, months };
};
