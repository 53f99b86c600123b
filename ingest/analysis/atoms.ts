/**
 * Atoms: the smallest companies of people that can be chosen, none of fewer than ten: an age band of a centre, joined with the
 * next bands where it is too small. Made of everybody, before anything is asked: so two choices never differ by a few people.
 * What fewer than ten people of an atom brought on a date is told with the rest of the centre, or of everybody, or not at all:
 * so two periods do not either. Pure.
 */
import { isTooFew, joinedBins } from '../../contract/analysis-hiding.ts';
import { ageBands } from '../../contract/analysis-terms.ts';

export interface Atom {
  readonly group: number;
  /** Indexes in `ageBands` of those who are in it; bands without anybody are in none. */
  readonly bands: readonly number[];
}

export interface Atoms {
  readonly atoms: readonly Atom[];
  /** Index in `atoms`, by `cellOfGroup`. */
  readonly atomOf: readonly (number | undefined)[];
}

const bandCount = ageBands.length;

export const cellOfGroup = (group: number, band: number): number => group * bandCount + band;

/** `sizes`: people by `cellOfGroup`. A group of too few, as a whole town may be, is one atom. */
export const atomsOf = (sizes: readonly number[]): Atoms => {
  const atoms: Atom[] = [];
  const atomOf: (number | undefined)[] = [];
  for (let group = 0; group * bandCount < sizes.length; group++) {
    const its = sizes.slice(cellOfGroup(group, 0), cellOfGroup(group + 1, 0));
    const peopleOf = (from: number, to: number): number => its.slice(from, to).reduce((sum, size) => sum + size, 0);
    const joined = joinedBins(bandCount, peopleOf);
    for (const { from, to } of joined.length === 0 ? [{ from: 0, to: bandCount }] : joined) {
      const bands = Array.from({ length: to - from }, (_, i) => from + i).filter((band) => (its[band] ?? 0) > 0);
      for (let band = from; band < to; band++) atomOf[cellOfGroup(group, band)] = atoms.length;
      if (peopleOf(from, to) > 0) atoms.push({ group, bands });
    }
  }
  return { atoms, atomOf };
};

/** An atom is chosen where all are asked for who are in it: no figure is of anybody who was not. */
export const chosenAtoms = (
  atoms: readonly Atom[],
  groups: readonly boolean[],
  bands: readonly boolean[],
): readonly boolean[] => atoms.map((atom) => groups[atom.group] === true && atom.bands.every((band) => bands[band]));

/** With whom an atom's days of a date are told: alone, with what is left over in its centre, or in the town, or not at all. */
export const toldWith = { alone: 0, centre: 1, town: 2, nobody: 3 } as const;

/**
 * Of one date, by atom: whoever chooses all of that may be told its days. `people`: who have data on it, by atom. Every day
 * belongs to its atom, or to what is left over in its centre, or in the town: each is told as a whole, and has ten people or
 * is not told.
 */
export const tellWith = (atoms: readonly Atom[], people: ArrayLike<number>, into: Uint8Array): void => {
  let leftPeople = 0;
  for (let start = 0, end = 0; start < atoms.length; start = end) {
    const group = atoms[start]?.group;
    let sum = 0;
    for (; end < atoms.length && atoms[end]?.group === group; end++) {
      const its = people[end] ?? 0;
      const isSmall = isTooFew(its);
      into[end] = isSmall ? toldWith.centre : toldWith.alone;
      if (isSmall) sum += its;
    }
    if (!isTooFew(sum)) continue;
    leftPeople += sum;
    for (let atom = start; atom < end; atom++) if (into[atom] === toldWith.centre) into[atom] = toldWith.town;
  }
  if (!isTooFew(leftPeople)) return;
  for (let atom = 0; atom < atoms.length; atom++) if (into[atom] === toldWith.town) into[atom] = toldWith.nobody;
};

/** By atom, what is chosen of all it may be told with: the highest of `toldWith`; −1 where it is not chosen. */
export const reachOf = (atoms: readonly Atom[], chosen: readonly boolean[]): Int8Array => {
  const isWhole = chosen.every(Boolean);
  const broken = new Set<number>();
  atoms.forEach(({ group }, i) => {
    if (chosen[i] !== true) broken.add(group);
  });
  return Int8Array.from(atoms, ({ group }, i) => {
    if (chosen[i] !== true) return -1;
    if (isWhole) return toldWith.town;
    return broken.has(group) ? toldWith.alone : toldWith.centre;
  });
};

/** Of one date: which atoms' days may be told. */
export const toldAtoms = (
  atoms: readonly Atom[],
  chosen: readonly boolean[],
  people: ArrayLike<number>,
): readonly boolean[] => {
  const told = new Uint8Array(atoms.length);
  tellWith(atoms, people, told);
  return Array.from(reachOf(atoms, chosen), (reach, i) => (told[i] ?? toldWith.nobody) <= reach);
};
