/** Day kind: the days of the calendar a rule is for. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import { calendarDay } from './calendar.ts';

/** `weekdays`: Monday to Friday without national holidays. `weekends-and-holidays`: all other days. */
export const dayKinds = ['all', 'weekdays', 'weekends-and-holidays', 'holidays'] as const;
export type DayKind = (typeof dayKinds)[number];

const saturday = 6;

export const isOfKind = (date: PlainDateText, kind: DayKind): boolean => {
  if (kind === 'all') return true;
  const { weekday, isHoliday } = calendarDay(date);
  switch (kind) {
    case 'weekdays':
      return weekday < saturday && !isHoliday;
    case 'weekends-and-holidays':
      return weekday >= saturday || isHoliday;
    case 'holidays':
      return isHoliday;
  }
};
