/** Formats: dates and times as people of a language write them, in the programme's zone. */
import { dateMs, localDateOf } from './local-date.ts';

export interface Formats {
  /** 11月21日(土) · Sat 21 Nov */
  date(date: string): string;
  /** 2026年11月21日 · 21 November 2026, on paper. */
  longDate(date: string): string;
  /** 2026年11月 · November 2026, from `2026-11`. */
  month(month: string): string;
  /** 11/21 · 21/11, where room is scarce and dates stand in order. */
  shortDate(date: string): string;
  /** 11/21 · 21 Nov, where room is scarce and a date stands alone: in English the order of two numbers could be either. */
  briefDate(date: string): string;
  /** 10:02 */
  time(instantMs: number): string;
  /** The time of today's instants, date and time of others. */
  moment(instant: string, nowMs: number): string;
  /** The same where room is scarce: 11/20 23:59 */
  shortMoment(instant: string, nowMs: number): string;
  dateAndTime(instantMs: number): string;
}

export const formatsOf = (locale: string, zone: string): Formats => {
  const ofDate = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC' });
  const ofShortDate = new Intl.DateTimeFormat(locale, { month: 'numeric', day: 'numeric', timeZone: 'UTC' });
  const ofBriefDate = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const ofLongDate = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const ofMonth = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' });
  const ofTime = new Intl.DateTimeFormat(locale, {
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  const date = (text: string): string => ofDate.format(dateMs(text)).replace(',', '');
  const shortDate = (text: string): string => ofShortDate.format(dateMs(text));
  const isSameDate = (leftMs: number, rightMs: number): boolean =>
    localDateOf(leftMs, zone) === localDateOf(rightMs, zone);
  const dateAndTime = (instantMs: number): string =>
    `${date(localDateOf(instantMs, zone))} ${ofTime.format(instantMs)}`;
  return {
    date,
    shortDate,
    briefDate: (text) => (locale.startsWith('ja') ? shortDate(text) : ofBriefDate.format(dateMs(text))),
    longDate: (text) => ofLongDate.format(dateMs(text)),
    month: (text) => ofMonth.format(dateMs(`${text}-01`)),
    time: (instantMs) => ofTime.format(instantMs),
    dateAndTime,
    moment: (instant, nowMs) => {
      const instantMs = Date.parse(instant);
      return isSameDate(instantMs, nowMs) ? ofTime.format(instantMs) : dateAndTime(instantMs);
    },
    shortMoment: (instant, nowMs) => {
      const instantMs = Date.parse(instant);
      const time = ofTime.format(instantMs);
      return isSameDate(instantMs, nowMs) ? time : `${shortDate(localDateOf(instantMs, zone))} ${time}`;
    },
  };
};
