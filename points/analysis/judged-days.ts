/**
 * Judged days: what counts of every person's days, in memory, seven bytes a day: up to two steps of a judged day, and what
 * the ledger holds for it. The few days that need more stand beside. Pure.
 */
import { DayGrid, GridColumn, type GridBounds } from '../../runtime/day-grid.ts';
import type { CountedFrom, JudgedDay } from './judged-day.ts';

/** Nothing is known, or there is no second step; steps beyond the last number count as that. */
const none = 65_535;
const stepsMax = none - 1;
const lagMax = 254;
/** In place of a lag: the day stands beside. */
const isBeside = 255;
const finalBit = 128;
/** From here on the points stand beside. */
const creditMax = 127;

export class JudgedDays {
  readonly #first = new GridColumn((cells) => new Uint16Array(cells), none);
  readonly #firstLag = new GridColumn((cells) => new Uint8Array(cells), 0);
  readonly #second = new GridColumn((cells) => new Uint16Array(cells), none);
  readonly #secondLag = new GridColumn((cells) => new Uint8Array(cells), 0);
  /** Whether the day is final, and points credited. */
  readonly #rest = new GridColumn((cells) => new Uint8Array(cells), 0);
  readonly grid: DayGrid;
  readonly #beside = new Map<number, readonly CountedFrom[]>();
  readonly #credits = new Map<number, number>();

  constructor(bounds: GridBounds) {
    const columns = [this.#first, this.#firstLag, this.#second, this.#secondLag, this.#rest];
    this.grid = new DayGrid(bounds, columns);
  }

  put(person: number, day: number, { counted, isFinal }: JudgedDay): void {
    const at = this.grid.at(person, day);
    const [first, second] = counted;
    const fits = counted.length <= 2 && (counted.at(-1)?.lag ?? 0) <= lagMax;
    if (fits) this.#beside.delete(keyOf(person, day));
    else this.#beside.set(keyOf(person, day), counted);
    this.#first.values[at] = Math.min(first?.steps ?? 0, stepsMax);
    this.#firstLag.values[at] = fits ? (first?.lag ?? 0) : isBeside;
    this.#second.values[at] = second === undefined || !fits ? none : Math.min(second.steps, stepsMax);
    this.#secondLag.values[at] = fits ? (second?.lag ?? 0) : 0;
    this.#rest.values[at] = ((this.#rest.values[at] ?? 0) & ~finalBit) | (isFinal ? finalBit : 0);
  }

  /** The ledger holds so many points more. */
  credit(person: number, day: number, points: number): void {
    const at = this.grid.at(person, day);
    const sum = this.creditedAt(at, person, day) + points;
    const fits = sum >= 0 && sum < creditMax;
    if (fits) this.#credits.delete(keyOf(person, day));
    else this.#credits.set(keyOf(person, day), sum);
    this.#rest.values[at] = ((this.#rest.values[at] ?? 0) & finalBit) | (fits ? sum : creditMax);
  }

  creditedAt(at: number, person: number, day: number): number {
    const held = (this.#rest.values[at] ?? 0) & creditMax;
    return held === creditMax ? (this.#credits.get(keyOf(person, day)) ?? 0) : held;
  }

  isFinalAt(at: number): boolean {
    return ((this.#rest.values[at] ?? 0) & finalBit) !== 0;
  }

  /** Points of all these dates together, by one table of points by steps. The walk through memory that a trial is made of. */
  pointsWithin(person: number, from: number, to: number, windowDays: number, table: Uint16Array): number {
    const [start, end] = this.grid.span(person, from, to);
    const [first, firstLag] = [this.#first.values, this.#firstLag.values];
    const second = this.#second.values;
    let sum = 0;
    for (let at = start; at < end; at++) {
      const steps = first[at] ?? none;
      if (steps === none) continue;
      const lag = firstLag[at] ?? 0;
      if (lag !== isBeside && second[at] === none) {
        if (windowDays > lag) sum += table[steps] ?? 0;
      } else {
        const day = Math.max(from, this.grid.base) + at - start;
        sum += table[this.stepsAt(at, person, day, windowDays) ?? 0] ?? 0;
      }
    }
    return sum;
  }

  /** Whether something is known of one of these dates. */
  knowsAny(person: number, from: number, to: number): boolean {
    const [start, end] = this.grid.span(person, from, to);
    const first = this.#first.values;
    for (let at = start; at < end; at++) if (first[at] !== none) return true;
    return false;
  }

  /** What the ledger holds for all these dates together. */
  creditedWithin(person: number, from: number, to: number): number {
    const [start, end] = this.grid.span(person, from, to);
    const rest = this.#rest.values;
    let sum = 0;
    for (let at = start; at < end; at++) {
      const held = (rest[at] ?? 0) & creditMax;
      sum += held === creditMax ? this.creditedAt(at, person, Math.max(from, this.grid.base) + at - start) : held;
    }
    return sum;
  }

  /** Of the dates from `from` on, as many as `into` has: steps that count with a window of so many days; −1 of which nothing is known. */
  stepsFrom(person: number, from: number, windowDays: number, into: Int32Array): void {
    const [first, firstLag, second] = [this.#first.values, this.#firstLag.values, this.#second.values];
    const start = this.grid.at(person, from);
    for (let i = 0; i < into.length; i++) {
      const at = start + i;
      const steps = first[at] ?? none;
      const lag = firstLag[at] ?? 0;
      if (steps === none) into[i] = -1;
      else if (lag !== isBeside && second[at] === none) into[i] = windowDays > lag ? steps : 0;
      else into[i] = this.stepsAt(at, person, from + i, windowDays) ?? -1;
    }
  }

  /** Steps that count with a window of so many days; undefined where nothing is known of the day. */
  stepsAt(at: number, person: number, day: number, windowDays: number): number | undefined {
    const first = this.#first.values[at] ?? none;
    if (first === none) return undefined;
    const lag = this.#firstLag.values[at] ?? 0;
    if (lag === isBeside) return stepsWithin(this.#beside.get(keyOf(person, day)) ?? [], windowDays);
    const second = this.#second.values[at] ?? none;
    if (second !== none && windowDays > (this.#secondLag.values[at] ?? 0)) return second;
    return windowDays > lag ? first : 0;
  }
}

const daysOfKey = 2 ** 20;
const keyOf = (person: number, day: number): number => person * daysOfKey + day;

const stepsWithin = (counted: readonly CountedFrom[], windowDays: number): number =>
  Math.min(stepsMax, counted.findLast(({ lag }) => windowDays > lag)?.steps ?? 0);
