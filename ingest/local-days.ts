/** Local days: which calendar date an instant falls on in the programme's zone, fast enough to ask for every bucket. */
import type { PlainDateText } from '../contract/ids.ts';

/** One local day: [startMs, endMs). */
export interface LocalDay {
  readonly date: PlainDateText;
  readonly startMs: number;
  readonly endMs: number;
}

const dayMs = 86_400_000;
/** A year of days is asked for again and again; ten thousand leave room for very old pages and bound the memory. */
const cachedDaysMax = 10_000;

export class LocalDays {
  readonly zone: string;
  readonly #byUtcDay = new Map<number, readonly LocalDay[]>();
  readonly #byDate = new Map<PlainDateText, LocalDay>();
  #last: LocalDay | undefined;

  constructor(zone: string) {
    this.zone = zone;
  }

  /** The local day that holds `wallMs` (ms since the Unix epoch). */
  at(wallMs: number): LocalDay {
    const last = this.#last;
    if (last !== undefined && wallMs >= last.startMs && wallMs < last.endMs) return last;
    const utcDay = Math.floor(wallMs / dayMs);
    const found = this.#daysAround(utcDay).find((day) => wallMs >= day.startMs && wallMs < day.endMs);
    if (found === undefined) throw new Error(`bug: no local day holds ${wallMs}`);
    this.#last = found;
    return found;
  }

  of(date: PlainDateText): LocalDay {
    const known = this.#byDate.get(date);
    if (known !== undefined) return known;
    const day = this.#day(Temporal.PlainDate.from(date));
    if (this.#byDate.size >= cachedDaysMax) this.#byDate.clear();
    this.#byDate.set(date, day);
    return day;
  }

  #daysAround(utcDay: number): readonly LocalDay[] {
    const known = this.#byUtcDay.get(utcDay);
    if (known !== undefined) return known;
    const first = Temporal.Instant.fromEpochMilliseconds(utcDay * dayMs)
      .toZonedDateTimeISO(this.zone)
      .toPlainDate();
    const days = [0, 1].map((days) => this.#day(first.add({ days })));
    if (this.#byUtcDay.size >= cachedDaysMax) this.#byUtcDay.clear();
    this.#byUtcDay.set(utcDay, days);
    return days;
  }

  #day(date: Temporal.PlainDate): LocalDay {
    const startMs = date.toZonedDateTime(this.zone).epochMilliseconds;
    const endMs = date.add({ days: 1 }).toZonedDateTime(this.zone).epochMilliseconds;
    return { date: date.toString() as PlainDateText, startMs, endMs };
  }
}

/** Days since 1970-01-01 of a calendar date, and back. */
export const epochDayOf = (date: PlainDateText): number => Math.round(Date.parse(`${date}T00:00:00Z`) / dayMs);
export const dateOfEpochDay = (day: number): PlainDateText =>
  new Date(day * dayMs).toISOString().slice(0, 10) as PlainDateText;
