/** Day number: dates as whole numbers of days since 1970-01-01, and back, remembered. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import { calendarDay } from '../rule/calendar.ts';

const dayMs = 86_400_000;

export const dayNumberOf = (date: string): number => calendarDay(date as PlainDateText).index;
export const dateOfNumber = (day: number): PlainDateText =>
  new Date(day * dayMs).toISOString().slice(0, 10) as PlainDateText;
