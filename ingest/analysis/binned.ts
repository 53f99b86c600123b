/** Binned: days of people by a number, in bins joined until each has enough people. Pure. */
import { LargestParts } from '../../contract/analysis-grain.ts';
import { joinedBins, type Joined } from '../../contract/analysis-hiding.ts';

/** A person's bins are the bits of one number. */
export const binsMax = 31;

/** Counts days by bin, and which bins each person is in. */
export class Binned {
  readonly #count: number;
  readonly #days: Float64Array;
  /** How many people have days in exactly these bins. */
  readonly #people = new Map<number, number>();
  readonly #parts: readonly LargestParts[];
  readonly #whole = new LargestParts();

  constructor(count: number) {
    if (count > binsMax) throw new Error(`bug: ${count} bins`);
    this.#count = count;
    this.#days = new Float64Array(count);
    this.#parts = Array.from({ length: count }, () => new LargestParts());
  }

  /** Somebody's days by bin; returns whether there are any. */
  addPerson(days: Uint16Array): boolean {
    let mask = 0;
    let whole = 0;
    for (let bin = 0; bin < this.#count; bin++) {
      const its = days[bin] ?? 0;
      if (its === 0) continue;
      this.#days[bin] = (this.#days[bin] ?? 0) + its;
      this.#parts[bin]?.add(its);
      mask |= 1 << bin;
      whole += its;
    }
    if (mask === 0) return false;
    this.#people.set(mask, (this.#people.get(mask) ?? 0) + 1);
    this.#whole.add(whole);
    return true;
  }

  /** Days that nine people have in these bins at the most, or a little more. */
  fewOf(from: number, to: number): number {
    let few = 0;
    for (let bin = from; bin < to; bin++) few += this.#parts[bin]?.sum ?? 0;
    return Math.min(few, this.#whole.sum);
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
