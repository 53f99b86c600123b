/** Day columns: every person's days in memory, four bytes a day: steps, how long they took to come, state and trust. Pure. */
import type { DayState } from '../../contract/day-total.ts';
import { DayGrid, GridColumn, type GridBounds } from '../../runtime/day-grid.ts';

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
const cameBit = 8;

export interface DayCell {
  readonly steps: number;
  readonly state: DayState;
  readonly isSigned: boolean;
  /** Days from walking to the visit that brought it first; undefined leaves what is known. */
  readonly lag: number | undefined;
}

/** Which dates enter: one for each from `first` on, of a person. */
export interface ToldMask {
  readonly first: number;
  of(person: number): Uint8Array;
}

export class DayColumns {
  readonly #steps = new GridColumn((cells) => new Uint16Array(cells), noSteps);
  readonly #lag = new GridColumn((cells) => new Uint8Array(cells), noLag);
  readonly #bits = new GridColumn((cells) => new Uint8Array(cells), 0);
  readonly grid: DayGrid;
  /** First and last date with a day total. */
  #first = Infinity;
  #last = -Infinity;
  /** Dates on which something has changed since these were last taken. */
  #changed = new Set<number>();

  constructor(bounds: GridBounds) {
    this.grid = new DayGrid(bounds, [this.#steps, this.#lag, this.#bits]);
  }

  /** By cell of the grid, until room is made. */
  get steps(): Uint16Array {
    return this.#steps.values;
  }

  get lag(): Uint8Array {
    return this.#lag.values;
  }

  get bits(): Uint8Array {
    return this.#bits.values;
  }

  get days(): { readonly first: number; readonly last: number } | undefined {
    const first = Math.max(this.#first, this.grid.base);
    return first > this.#last ? undefined : { first, last: this.#last };
  }

  takeChanged(): Set<number> {
    const changed = this.#changed;
    this.#changed = new Set();
    return changed;
  }

  put(person: number, day: number, cell: DayCell): void {
    this.#changed.add(day);
    const at = this.grid.at(person, day);
    this.steps[at] = Math.min(cell.steps, stepsMax);
    this.bits[at] = ((this.bits[at] ?? 0) & cameBit) | stateNumbers[cell.state] | (cell.isSigned ? 0 : unsignedBit);
    if (cell.lag !== undefined) this.lag[at] = Math.min(Math.max(0, cell.lag), lagMax);
    this.#first = Math.min(this.#first, day);
    this.#last = Math.max(this.#last, day);
  }

  /** The day is nobody's any more. */
  clear(person: number, day: number): void {
    this.#changed.add(day);
    const at = this.grid.at(person, day);
    this.steps[at] = noSteps;
    this.lag[at] = noLag;
    this.bits[at] = (this.bits[at] ?? 0) & cameBit;
  }

  came(person: number, day: number, hasCome: boolean): void {
    const at = this.grid.at(person, day);
    this.bits[at] = hasCome ? (this.bits[at] ?? 0) | cameBit : (this.bits[at] ?? 0) & ~cameBit;
  }

  /** Of the dates that are known and not held; of those that `told` has, where there is one. */
  sum(person: number, from: number, to: number, told?: ToldMask): { readonly sum: number; readonly days: number } {
    const { steps, bits } = this;
    const [start, end] = this.grid.span(person, from, to);
    const mask = told?.of(person);
    const shift = Math.max(from, this.grid.base) - (told?.first ?? 0);
    let sum = 0;
    let days = 0;
    for (let at = start; at < end; at++) {
      const walked = steps[at] ?? noSteps;
      if (walked === noSteps || ((bits[at] ?? 0) & stateBits) === heldState) continue;
      if (mask !== undefined && mask[at - start + shift] !== 1) continue;
      sum += walked;
      days += 1;
    }
    return { sum, days };
  }

  /** Whether the person's pedometer was read on one of the dates. */
  hasCome(person: number, from: number, to: number): boolean {
    const { bits } = this;
    const [start, end] = this.grid.span(person, from, to);
    for (let at = start; at < end; at++) if (((bits[at] ?? 0) & cameBit) !== 0) return true;
    return false;
  }

  /** The most steps of one of the dates, also where they are held: 0 of none. */
  stepsMost(person: number, from: number, to: number): number {
    const { steps } = this;
    const [start, end] = this.grid.span(person, from, to);
    let most = 0;
    for (let at = start; at < end; at++) {
      const walked = steps[at] ?? noSteps;
      if (walked > most && walked !== noSteps) most = walked;
    }
    return most;
  }
}
