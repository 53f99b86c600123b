/** Binned: days of people by a number, in bins joined until each has enough people. Pure. */
import { joinedBins, type Joined } from '../../contract/analysis-hiding.ts';

/** A person's bins are the bits of one number. */
export const binsMax = 31;

/** Counts days by bin, and which bins each person is in. */
export class Binned {
  readonly #count: number;
  readonly #days: Float64Array;
  /** How many people have days in exactly these bins. */
  readonly #people = new Map<number, number>();

  constructor(count: number) {
    if (count > binsMax) throw new Error(`bug: ${count} bins`);
    this.#count = count;
    this.#days = new Float64Array(count);
  }

  addDays(bin: number, days: number): void {
    this.#days[bin] = (this.#days[bin] ?? 0) + days;
  }

  /** Somebody whose days are in the bins of `mask`. */
  addPerson(mask: number): void {
    if (mask !== 0) this.#people.set(mask, (this.#people.get(mask) ?? 0) + 1);
  }

  daysOf(from: number, to: number): number {
    let days = 0;
    for (let bin = from; bin < to; bin++) days += this.#days[bin] ?? 0;
    return days;
  }

  peopleOf(from: number, to: number): number {
    const wanted = (2 ** to - 1) & ~(2 ** from - 1);
    let people = 0;
    for (const [mask, its] of this.#people) if ((mask & wanted) !== 0) people += its;
    return people;
  }

  /** `wanted`: bins at which something begins that is to be told by itself, where it has enough people. */
  joined(wanted: readonly number[]): readonly Joined[] {
    return joinedBins(this.#count, (from, to) => this.peopleOf(from, to), wanted);
  }
}

/** `edges` and all of `wanted`, rising, each once; where there are too many the last of `edges` are left out. */
export const withEdges = (edges: readonly number[], wanted: readonly number[]): readonly number[] => {
  const all = new Set([0, ...wanted]);
  for (const edge of edges) if (all.size < binsMax) all.add(edge);
  return [...all].sort((a, b) => a - b);
};
