/** PersonaSource: a persona with a pedometer in the pocket, from a first date on. */
import { localDate } from '../../runtime/clock.ts';
import type { StepSource } from '../pedometer/step-source.ts';
import { dayLayout, dayMinutes, dayTotal } from './persona-day.ts';
import type { Persona } from './persona.ts';
import type { Weather } from './weather.ts';

const minuteMs = 60_000;
/** Buckets are asked for in order, so today and yesterday are all that is worth keeping. */
const layoutsKeptMax = 2;
const epochDate = new Temporal.PlainDate(1970, 1, 1);

export interface PersonaSourceOptions {
  readonly persona: Persona;
  readonly weather: Weather;
  readonly zone: string;
  /** Steps are counted from the start of this local date. */
  readonly firstDate: Temporal.PlainDate;
}

/** A day of the walk, its steps told minute by minute. */
interface Day {
  readonly startMs: number;
  readonly endMs: number;
  /** All steps before it. */
  readonly before: number;
  /** Steps done before each minute of the day, and after its last. */
  readonly sums: Uint32Array;
}

export class PersonaSource implements StepSource {
  readonly #options: PersonaSourceOptions;
  readonly #firstDay: number;
  /** Steps before each day from the first date on. */
  readonly #before: number[] = [0];
  readonly #kept: Day[] = [];

  constructor(options: PersonaSourceOptions) {
    this.#options = options;
    this.#firstDay = dayNumber(options.firstDate);
  }

  stepsUntil(wallMs: number): number {
    const day = this.#kept.find((each) => wallMs >= each.startMs && wallMs < each.endMs) ?? this.#dayOf(wallMs);
    if (day === undefined) return 0;
    const elapsedMs = wallMs - day.startMs;
    const minute = Math.floor(elapsedMs / minuteMs);
    // A day with an hour more than usual rests in it; one with an hour less has done its last minutes at midnight.
    if (minute >= dayMinutes) return day.before + (day.sums[dayMinutes] ?? 0);
    const done = day.sums[minute] ?? 0;
    const inMinute = (day.sums[minute + 1] ?? 0) - done;
    return day.before + done + Math.floor((inMinute * (elapsedMs % minuteMs)) / minuteMs);
  }

  #dayOf(wallMs: number): Day | undefined {
    const { zone } = this.#options;
    const date = localDate(wallMs, zone);
    const index = dayNumber(date) - this.#firstDay;
    if (index < 0) return undefined;
    const day = {
      startMs: date.toZonedDateTime(zone).epochMilliseconds,
      endMs: date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds,
      before: this.#stepsBefore(index),
      sums: sumsOf(dayLayout(this.#options.persona, this.#options.weather, this.#firstDay + index)),
    };
    this.#kept.unshift(day);
    this.#kept.splice(layoutsKeptMax);
    return day;
  }

  #stepsBefore(index: number): number {
    for (let known = this.#before.length; known <= index; known++) {
      const total = dayTotal(this.#options.persona, this.#options.weather, this.#firstDay + known - 1);
      this.#before.push((this.#before.at(-1) ?? 0) + total);
    }
    return this.#before[index] ?? 0;
  }
}

/** Days since 1970-01-01. */
export const dayNumber = (date: Temporal.PlainDate): number => epochDate.until(date, { largestUnit: 'day' }).days;

const sumsOf = (minutes: Uint16Array): Uint32Array => {
  const sums = new Uint32Array(minutes.length + 1);
  for (let i = 0; i < minutes.length; i++) sums[i + 1] = (sums[i] ?? 0) + (minutes[i] ?? 0);
  return sums;
};
