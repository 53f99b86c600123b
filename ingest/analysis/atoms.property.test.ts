/** Promises of what can be chosen: no two questions, whatever their lists and periods, differ by the days of one to nine people. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isTooFew } from '../../contract/analysis-hiding.ts';
import { ageBands } from '../../contract/analysis-terms.ts';
import { atomsOf, cellOfGroup, chosenAtoms, toldAtoms } from './atoms.ts';

const groupCount = 3;
const dates = [0, 1, 2, 3];

interface Walker {
  readonly group: number;
  readonly band: number;
  /** By date. */
  readonly came: readonly boolean[];
}

const walker = fc.record({
  group: fc.nat(groupCount - 1),
  band: fc.nat(ageBands.length - 1),
  came: fc.array(
    fc.integer({ min: 0, max: 9 }).map((chance) => chance < 6),
    { minLength: 4, maxLength: 4 },
  ),
});
const town = fc.array(walker, { minLength: 10, maxLength: 150 }).map((walkers) => {
  // Groups of fewer than ten are no choice (centre-groups.ts).
  const sizes = Array.from({ length: groupCount }, (_, group) => walkers.filter((its) => its.group === group).length);
  return sizes.some(isTooFew) ? walkers.map((its) => ({ ...its, group: 0 })) : walkers;
});
const flags = (length: number) => fc.array(fc.boolean(), { minLength: length, maxLength: length });
const question = fc.record({
  groups: fc.oneof(fc.constant(Array<boolean>(groupCount).fill(true)), flags(groupCount)),
  bands: fc.oneof(fc.constant(Array<boolean>(ageBands.length).fill(true)), flags(ageBands.length)),
  from: fc.nat(3),
  length: fc.integer({ min: 1, max: 4 }),
});
type Question = typeof question extends fc.Arbitrary<infer Asked> ? Asked : never;

/** `person date` of every day that enters. */
const entering = (walkers: readonly Walker[], { groups, bands, from, length }: Question): ReadonlySet<string> => {
  const sizes = Array<number>(cellOfGroup(groupCount, 0)).fill(0);
  for (const { group, band } of walkers) {
    const cell = cellOfGroup(group, band);
    sizes[cell] = (sizes[cell] ?? 0) + 1;
  }
  const { atoms, atomOf } = atomsOf(sizes);
  const chosen = chosenAtoms(atoms, groups, bands);
  const entered = new Set<string>();
  for (const date of dates.slice(from, from + length)) {
    const here = walkers.map(({ group, band, came }, i) => ({
      i,
      atom: atomOf[cellOfGroup(group, band)],
      came: came[date],
    }));
    const people = atoms.map((_, atom) => here.filter((its) => its.came === true && its.atom === atom).length);
    const told = toldAtoms(atoms, chosen, people);
    for (const { i, atom, came } of here) if (came === true && told[atom ?? -1] === true) entered.add(`${i} ${date}`);
  }
  return entered;
};

const peopleOnlyIn = (some: ReadonlySet<string>, others: ReadonlySet<string>): number =>
  new Set([...some.difference(others)].map((key) => key.split(' ')[0])).size;

it('of any two questions, what enters one and not the other is nobody’s, or of ten people and more', () => {
  fc.assert(
    fc.property(town, question, question, (walkers, one, other) => {
      const [here, there] = [entering(walkers, one), entering(walkers, other)];
      expect(isTooFew(peopleOnlyIn(here, there))).toBe(false);
      expect(isTooFew(peopleOnlyIn(there, here))).toBe(false);
    }),
    { numRuns: 600 },
  );
});

it('joins a band of one person with the band before it, and takes both or none', () => {
  const { atoms } = atomsOf([0, 20, 20, 0, 0, 1]);
  expect(atoms).toEqual([
    { group: 0, bands: [1] },
    { group: 0, bands: [2, 5] },
  ]);
  const asked = (...bands: readonly number[]) =>
    chosenAtoms(
      atoms,
      [true],
      [0, 1, 2, 3, 4, 5].map((band) => bands.includes(band)),
    );
  expect(asked(1)).toEqual([true, false]);
  expect(asked(1, 5)).toEqual([true, false]);
  expect(asked(1, 2, 5)).toEqual([true, true]);
});

it('what few people of an atom brought is told with the rest of the centre where that is enough, else with the town', () => {
  const { atoms } = atomsOf([20, 20, 0, 0, 0, 0, 20, 20, 0, 0, 0, 0]);
  const all = [true, true, true, true];
  expect(toldAtoms(atoms, all, [6, 5, 15, 3])).toEqual([true, true, true, false]);
  expect(toldAtoms(atoms, all, [15, 6, 15, 5])).toEqual(all);
  expect(toldAtoms(atoms, [true, true, false, false], [15, 6, 15, 5])).toEqual([true, false, false, false]);
});
