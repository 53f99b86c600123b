/** Told days: on which of its dates an atom's data may enter what is told of a choice, as laid down in atoms.ts. */
import type { AtomDays } from './atom-days.ts';
import { reachOf, toldWith, type Atoms } from './atoms.ts';
import type { ToldMask } from './day-columns.ts';

const never = new Uint8Array(0);

export class ToldDays implements ToldMask {
  readonly #first: number;
  /** By atom; of those that are chosen. */
  readonly #masks: readonly (Uint8Array | undefined)[];
  readonly #atomOf: Int32Array;

  /** `atomOf`: by person. Nothing is known of dates there is no room for. */
  constructor(
    atoms: Atoms,
    chosen: readonly boolean[],
    atomOf: Int32Array,
    days: AtomDays,
    period: { readonly from: number; readonly to: number },
  ) {
    const { base, told } = days.of(atoms, atomOf);
    const [from, to] = [Math.max(period.from, base), Math.min(period.to, base + told.length - 1)];
    const length = Math.max(0, to - from + 1);
    const reach = reachOf(atoms.atoms, chosen);
    this.#first = from;
    this.#atomOf = atomOf;
    this.#masks = atoms.atoms.map((_, atom) => ((reach[atom] ?? -1) < 0 ? undefined : new Uint8Array(length)));
    for (let i = 0; i < length; i++) {
      const its = told[from - base + i];
      for (let atom = 0; atom < this.#masks.length; atom++) {
        const mask = this.#masks[atom];
        if (mask !== undefined && (its?.[atom] ?? toldWith.nobody) <= (reach[atom] ?? -1)) mask[i] = 1;
      }
    }
  }

  /** One for each date from `first` on: whether the person's day of it enters. */
  of(person: number): Uint8Array {
    return this.#masks[this.#atomOf[person] ?? -1] ?? never;
  }

  get first(): number {
    return this.#first;
  }
}
