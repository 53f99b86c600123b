/** Local day: the calendar date of an instant as the contracts write it. Pure. */
import { plainDateSchema, type PlainDateText } from '../../contract/ids.ts';
import { localDate } from '../../runtime/clock.ts';

export const localDay = (wallMs: number, zone: string): PlainDateText =>
  plainDateSchema.parse(localDate(wallMs, zone).toString());

/** Wall time at which the local date began that many days before the one of `wallMs`. */
export const dayStartMs = (wallMs: number, zone: string, daysBefore = 0): number =>
  localDate(wallMs, zone).subtract({ days: daysBefore }).toZonedDateTime(zone).epochMilliseconds;
