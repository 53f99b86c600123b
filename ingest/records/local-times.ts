/** Local times: instants as ISO 8601 text with the offset of the programme's zone, fast enough to write out for every record. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { LocalDay, LocalDays } from '../local-days.ts';

const dayMs = 86_400_000;
/** Days stand side by side in an export: few are needed at once. */
const knownMax = 1000;

interface DayTexts {
  readonly start: string;
  readonly end: string;
  /** Undefined on a day on which the clocks are changed. */
  readonly offset: { readonly ms: number; readonly text: string } | undefined;
}

export class LocalTimes {
  readonly #days: LocalDays;
  readonly #known = new Map<PlainDateText, DayTexts>();

  constructor(days: LocalDays) {
    this.#days = days;
  }

  /** `2026-11-20T00:00:00+09:00`, and midnight of the date after it. */
  ofDate(date: PlainDateText): Pick<DayTexts, 'start' | 'end'> {
    return this.#textsOf(this.#days.of(date));
  }

  /** ms since the Unix epoch at which the date begins and ends. */
  msOf(date: PlainDateText): LocalDay {
    return this.#days.of(date);
  }

  /** To the second. */
  at(wallMs: number): string {
    const { offset } = this.#textsOf(this.#days.at(wallMs));
    if (offset === undefined) return this.#exact(wallMs);
    return new Date(wallMs + offset.ms).toISOString().slice(0, 19) + offset.text;
  }

  #textsOf(day: LocalDay): DayTexts {
    const known = this.#known.get(day.date);
    if (known !== undefined) return known;
    if (this.#known.size >= knownMax) this.#known.clear();
    const begun = this.#zoned(day.startMs);
    const isPlain = day.endMs - day.startMs === dayMs;
    const texts = {
      start: this.#exact(day.startMs),
      end: this.#exact(day.endMs),
      offset: isPlain ? { ms: begun.offsetNanoseconds / 1e6, text: begun.offset } : undefined,
    };
    this.#known.set(day.date, texts);
    return texts;
  }

  #exact(wallMs: number): string {
    return this.#zoned(wallMs).toString({ timeZoneName: 'never', smallestUnit: 'second' });
  }

  #zoned(wallMs: number): Temporal.ZonedDateTime {
    return Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO(this.#days.zone);
  }
}
