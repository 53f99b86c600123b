/** Told days: on which of its dates an atom's data may enter what is told of a choice, as laid down in atoms.ts. */
import { toldAtoms, type Atoms } from './atoms.ts';
import { heldState, noSteps, stateBits, type DayColumns, type ToldMask } from './day-columns.ts';

const never = new Uint8Array(0);

export class ToldDays implements ToldMask {
  readonly #first: number;
  readonly #byAtom: readonly Uint8Array[];
  readonly #atomOf: (person: number) => number | undefined;

  /** `people`: those of the chosen atoms, all of them. A date counts its people whose day is not held. */
  constructor(
    { atoms }: Atoms,
    chosen: readonly boolean[],
    people: readonly number[],
    atomOf: (person: number) => number | undefined,
    columns: DayColumns,
    period: { readonly from: number; readonly to: number },
  ) {
    // Nothing is known of dates there is no room for.
    const [from, to] = [Math.max(period.from, columns.grid.base), Math.min(period.to, columns.grid.end)];
    const length = Math.max(0, to - from + 1);
    const counts = atoms.map(() => new Uint32Array(length));
    const { steps, bits } = columns;
    for (const person of people) {
      const its = counts[atomOf(person) ?? -1];
      if (its === undefined) continue;
      const [start, end] = columns.grid.span(person, from, to);
      for (let at = start, i = 0; at < end; at++, i++)
        if (steps[at] !== noSteps && ((bits[at] ?? 0) & stateBits) !== heldState) its[i] = (its[i] ?? 0) + 1;
    }
    this.#first = from;
    this.#atomOf = atomOf;
    this.#byAtom = atoms.map(() => new Uint8Array(length));
    for (let i = 0; i < length; i++) {
      const of = counts.map((its) => its[i] ?? 0);
      toldAtoms(atoms, chosen, of).forEach((isTold, atom) => {
        const mask = this.#byAtom[atom];
        if (isTold && mask !== undefined) mask[i] = 1;
      });
    }
  }

  /** One for each date from `first` on: whether the person's day of it enters. */
  of(person: number): Uint8Array {
    return this.#byAtom[this.#atomOf(person) ?? -1] ?? never;
  }

  get first(): number {
    return this.#first;
  }
}
