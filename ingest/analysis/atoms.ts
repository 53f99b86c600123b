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

/**
 * Of one date: which atoms' days may be told. `people`: who have data on it, by atom; those of atoms that are not chosen do
 * not matter. Every day belongs to its atom, or to what is left over in its centre, or in the town: each is told as a whole,
 * to whoever chooses all of it, and has ten people or is not told.
 */
export const toldAtoms = (
  atoms: readonly Atom[],
  chosen: readonly boolean[],
  people: ArrayLike<number>,
): readonly boolean[] => {
  const isWhole = chosen.every(Boolean);
  const told = atoms.map((_, i) => chosen[i] === true && !isTooFew(people[i] ?? 0));
  const left: number[] = [];
  let leftPeople = 0;
  for (let start = 0, end = 0; start < atoms.length; start = end) {
    while (end < atoms.length && atoms[end]?.group === atoms[start]?.group) end += 1;
    const small = indexes(start, end).filter((i) => isTooFew(people[i] ?? 0));
    const sum = small.reduce((all, i) => all + (people[i] ?? 0), 0);
    if (!isTooFew(sum)) {
      if (indexes(start, end).every((i) => chosen[i] === true)) for (const i of small) told[i] = true;
      continue;
    }
    left.push(...small);
    leftPeople += sum;
  }
  if (isWhole && !isTooFew(leftPeople)) for (const i of left) told[i] = true;
  return told;
};

const indexes = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, i) => from + i);
