/**
 * Atom days: of every date, with whom each atom's days may be told (atoms.ts): the same for every question, so it is kept, and
 * made again only for the dates of which something has come.
 */
import { tellWith, type Atoms } from './atoms.ts';
import { heldState, noSteps, stateBits, type DayColumns } from './day-columns.ts';

export class AtomDays {
  readonly #columns: DayColumns;
  /** Of which `#told` is. */
  #atoms: Atoms | undefined;
  #base = 0;
  /** One of `toldWith` for each atom, by date from `#base` on. */
  #told: Uint8Array[] = [];

  constructor(columns: DayColumns) {
    this.#columns = columns;
  }

  /** The first date, and for each from it on one of `toldWith` by atom. `atomOf`: by person. */
  of(atoms: Atoms, atomOf: Int32Array): { readonly base: number; readonly told: readonly Uint8Array[] } {
    const { grid } = this.#columns;
    const changed = this.#columns.takeChanged();
    const length = Math.max(0, grid.end - grid.base + 1);
    if (atoms !== this.#atoms || grid.base !== this.#base || changed.size > someDates) {
      this.#told = this.#count(atoms, atomOf, grid.base, length);
      this.#atoms = atoms;
      this.#base = grid.base;
    } else {
      for (let i = this.#told.length; i < length; i++) changed.add(grid.base + i);
      for (const day of changed)
        if (grid.has(day)) this.#told[day - grid.base] = this.#count(atoms, atomOf, day, 1)[0] ?? new Uint8Array(0);
    }
    return { base: this.#base, told: this.#told };
  }

  /** A date counts the people whose day is not held. */
  #count({ atoms }: Atoms, atomOf: Int32Array, first: number, length: number): Uint8Array[] {
    const { steps, bits, grid } = this.#columns;
    const counts = new Uint32Array(atoms.length * length);
    for (let person = 0; person < atomOf.length; person++) {
      const atom = atomOf[person] ?? -1;
      if (atom < 0) continue;
      const [start, end] = grid.span(person, first, first + length - 1);
      for (let at = start, i = atom; at < end; at++, i += atoms.length)
        if ((steps[at] ?? noSteps) !== noSteps && ((bits[at] ?? 0) & stateBits) !== heldState)
          counts[i] = (counts[i] ?? 0) + 1;
    }
    return Array.from({ length }, (_, i) => {
      const told = new Uint8Array(atoms.length);
      tellWith(atoms, counts.subarray(i * atoms.length, (i + 1) * atoms.length), told);
      return told;
    });
  }
}

/** With more of them all are counted, which walks through memory in order. */
const someDates = 40;
