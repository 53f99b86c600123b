/**
 * Day columns: every person's days as columns of numbers, four bytes a day: what analysts ask of ten million days is then one
 * walk through memory. A person's days lie side by side. Pure.
 */
import type { DayState } from '../../contract/day-total.ts';

/** No day total; what is walked beyond the last number counts as that. */
export const noSteps = 65_535;
const stepsMax = noSteps - 1;
/** Not known, and the longest that is told apart. */
export const noLag = 255;
export const lagMax = 254;

export const stateBits = 3;
const stateNumbers = { open: 0, final: 1, corrected: 2, held: 3 } as const satisfies Record<DayState, number>;
export const heldState = stateNumbers.held;
export const unsignedBit = 4;
/** The pedometer of the person was read on the date. */
export const cameBit = 8;

export interface DayCell {
  readonly steps: number;
  readonly state: DayState;
  readonly isSigned: boolean;
  /** Days from walking to the visit that brought it first; undefined leaves what is known. */
  readonly lag: number | undefined;
}

/** Room for this many more dates and people, so that not every new one moves everything. */
const spareDays = 32;
const sparePeople = 256;

export interface ColumnBounds {
  /** Dates looked back on. */
  readonly daysMax: number;
  /** People × dates: four bytes each, and as much again for a moment while room is made. */
  readonly cellsMax: number;
}

export class DayColumns {
  readonly #bounds: ColumnBounds;
  #base = 0;
  #stride = 0;
  #people = 0;
  steps = new Uint16Array(0);
  lag = new Uint8Array(0);
  bits = new Uint8Array(0);
  /** First and last date with a day total. */
  #first = Infinity;
  #last = -Infinity;

  constructor(bounds: ColumnBounds) {
    this.#bounds = bounds;
  }

  /** The first date there is room for. */
  get base(): number {
    return this.#base;
  }

  /** The last date there is room for. */
  get end(): number {
    return this.#base + this.#stride - 1;
  }

  get days(): { readonly first: number; readonly last: number } | undefined {
    const first = Math.max(this.#first, this.#base);
    return first > this.#last ? undefined : { first, last: this.#last };
  }

  get bytes(): number {
    return this.steps.byteLength + this.lag.byteLength + this.bits.byteLength;
  }

  /** Index of a person's cell of `day`, which there must be room for. */
  at(person: number, day: number): number {
    return person * this.#stride + (day - this.#base);
  }

  /** Makes room for `people` and the dates first … last; older ones go where there are more than may be held. */
  makeRoom(people: number, first: number, last: number): void {
    const fits = people <= this.#people && first >= this.#base && last <= this.end;
    if (fits || people === 0) return;
    const held = this.#stride === 0 ? { first, last } : { first: this.#base, last: this.end };
    const from = Math.min(first, held.first);
    const to = last > held.last ? last + spareDays : held.last;
    const daysMax = Math.min(this.#bounds.daysMax, Math.max(1, Math.floor(this.#bounds.cellsMax / people)));
    const base = Math.max(from, to - daysMax + 1);
    // Asked for something older than may be held: nothing to be done.
    if (people <= this.#people && base === this.#base && to === this.end) return;
    this.#move(people <= this.#people ? this.#people : people + sparePeople, base, to - base + 1);
  }

  put(person: number, day: number, cell: DayCell): void {
    const at = this.at(person, day);
    this.steps[at] = Math.min(cell.steps, stepsMax);
    this.bits[at] = ((this.bits[at] ?? 0) & cameBit) | stateNumbers[cell.state] | (cell.isSigned ? 0 : unsignedBit);
    if (cell.lag !== undefined) this.lag[at] = Math.min(Math.max(0, cell.lag), lagMax);
    this.#first = Math.min(this.#first, day);
    this.#last = Math.max(this.#last, day);
  }

  /** The day is nobody's any more. */
  clear(person: number, day: number): void {
    const at = this.at(person, day);
    this.steps[at] = noSteps;
    this.bits[at] = (this.bits[at] ?? 0) & cameBit;
  }

  came(person: number, day: number, hasCome: boolean): void {
    const at = this.at(person, day);
    this.bits[at] = hasCome ? (this.bits[at] ?? 0) | cameBit : (this.bits[at] ?? 0) & ~cameBit;
  }

  /** Of the dates that are known and not held. */
  sum(person: number, from: number, to: number): { readonly sum: number; readonly days: number } {
    const { steps, bits } = this;
    const first = Math.max(from, this.#base);
    const start = this.at(person, first);
    const end = start + Math.min(to, this.end) - first + 1;
    let sum = 0;
    let days = 0;
    for (let at = start; at < end; at++) {
      const walked = steps[at] ?? noSteps;
      if (walked === noSteps || ((bits[at] ?? 0) & stateBits) === heldState) continue;
      sum += walked;
      days += 1;
    }
    return { sum, days };
  }

  /** Whether the person's pedometer was read on one of the dates. */
  hasCome(person: number, from: number, to: number): boolean {
    const first = Math.max(from, this.#base);
    const start = this.at(person, first);
    const end = start + Math.min(to, this.end) - first + 1;
    for (let at = start; at < end; at++) if (((this.bits[at] ?? 0) & cameBit) !== 0) return true;
    return false;
  }

  /** The most steps of one of the dates, also where they are held: 0 of none. */
  stepsMost(person: number, from: number, to: number): number {
    const first = Math.max(from, this.#base);
    const start = this.at(person, first);
    const end = start + Math.min(to, this.end) - first + 1;
    let most = 0;
    for (let at = start; at < end; at++) {
      const walked = this.steps[at] ?? noSteps;
      if (walked > most && walked !== noSteps) most = walked;
    }
    return most;
  }

  #move(people: number, base: number, stride: number): void {
    const old = { steps: this.steps, lag: this.lag, bits: this.bits, base: this.#base, stride: this.#stride };
    this.steps = new Uint16Array(people * stride).fill(noSteps);
    this.lag = new Uint8Array(people * stride).fill(noLag);
    this.bits = new Uint8Array(people * stride);
    const from = Math.max(base, old.base);
    const count = Math.min(base + stride, old.base + old.stride) - from;
    for (let person = 0; count > 0 && person < this.#people; person++) {
      const source = person * old.stride + (from - old.base);
      const target = person * stride + (from - base);
      this.steps.set(old.steps.subarray(source, source + count), target);
      this.lag.set(old.lag.subarray(source, source + count), target);
      this.bits.set(old.bits.subarray(source, source + count), target);
    }
    this.#people = people;
    this.#base = base;
    this.#stride = stride;
  }
}
