/**
 * Step bins: the chosen people's days by their steps, in bins of ten people and more: the same for every trial of the same
 * choice, so that trials can be told apart by whole bins only, and no row of them closes in on anybody's steps. Pure.
 */
import { joinedBins, type Joined } from '../../contract/analysis-hiding.ts';
import { trialTierSteps } from '../../contract/analysis-points.ts';
import { peopleMin } from '../../contract/analysis-terms.ts';

const stepsEnd = 65_536;

export class StepBins {
  readonly #edges: readonly number[];
  readonly #binOf: Uint8Array;
  /** Who has days in it, each once, by bin; no more than are enough. */
  readonly #people: number[][];
  readonly #isFull: Uint8Array;
  readonly #wanted: readonly number[];

  /** `wanted`: where today's rules begin to give more. */
  constructor(wanted: readonly number[]) {
    this.#wanted = wanted.filter((edge) => edge < stepsEnd).slice(0, 100);
    const edges = new Set([0, ...this.#wanted]);
    for (let edge = 0; edge < stepsEnd; edge += trialTierSteps) edges.add(edge);
    this.#edges = [...edges].sort((a, b) => a - b);
    this.#binOf = new Uint8Array(stepsEnd);
    this.#edges.forEach((edge, bin) => this.#binOf.fill(bin, edge));
    this.#people = this.#edges.map(() => []);
    this.#isFull = new Uint8Array(this.#edges.length);
  }

  /** A day of a person; people come one after another. */
  add(person: number, steps: number): void {
    const bin = this.#binOf[steps] ?? 0;
    if (this.#isFull[bin] === 1) return;
    const its = this.#people[bin];
    if (its === undefined || its.at(-1) === person) return;
    if (its.push(person) >= peopleMin) this.#isFull[bin] = 1;
  }

  /** Whether each of `edges` lies between bins, so that on either side there is nobody, or are ten and more. */
  areApart(edges: readonly number[]): boolean {
    if (this.#peopleOf(0, this.#edges.length) === 0) return true;
    const joined = joinedBins(
      this.#edges.length,
      (from, to) => this.#peopleOf(from, to),
      this.#wanted.map((edge) => this.#edges.indexOf(edge)),
    );
    return edges.every((edge) => this.#isApart(edge, joined));
  }

  #isApart(edge: number, joined: readonly Joined[]): boolean {
    const at = this.#edges.indexOf(edge);
    const bin = joined.find(({ from, to }) => from <= at && at < to);
    if (bin === undefined) return false;
    return this.#peopleOf(bin.from, at) === 0 || this.#peopleOf(at, bin.to) === 0;
  }

  #peopleOf(from: number, to: number): number {
    return new Set(this.#people.slice(from, to).flat()).size;
  }
}
