/**
 * Attacker: takes answers of the analysts' API from one another. Beside every figure that was told stands what each person
 * brought to it, which the attacker does not know and the judge of the attack does.
 */
import { grainOf, LargestParts } from '../../../contract/analysis-grain.ts';

/** Figures of one kind are measured in the same unit, and may be taken from one another. */
export interface Told {
  readonly kind: string;
  /** Which line of which question. */
  readonly name: string;
  readonly value: number;
  /** By person. */
  readonly by: Float64Array;
  /** How far the value may be from what is so, as far as anybody can know. */
  readonly off: number;
}

/** A difference that stands on one to nine people. */
export interface Guess {
  readonly from: string;
  /** What the attacker reads off the answers, and what is so. */
  readonly read: number;
  readonly right: number;
  readonly off: number;
  readonly people: number;
}

export const told = (kind: string, name: string, value: number, by: Float64Array): Told => {
  const largest = new LargestParts();
  for (const part of by) largest.add(part);
  return { kind, name, value, by, off: grainOf(largest.sum) / 2 };
};

/** Nobody cares to have found out less than this about nine people: it is how far counts of people may be off. */
const worthMin = 20;
const fewMax = 9;

/** All differences of two figures that stand on a few people and come to something. */
export const guessesOf = (all: readonly Told[]): readonly Guess[] => {
  const guesses: Guess[] = [];
  for (const its of Map.groupBy(all, ({ kind }) => kind).values())
    for (const [i, one] of its.entries())
      for (const other of its.slice(i + 1)) {
        const guess = guessOf(less(one, other));
        if (guess !== undefined) guesses.push(guess);
      }
  return guesses;
};

const guessOf = ({ kind, name, value, by, off }: Told): Guess | undefined => {
  const right = by.reduce((sum, part) => sum + part, 0);
  const people = by.reduce((sum, part) => sum + Number(part !== 0), 0);
  if (people === 0 || people > fewMax || Math.abs(right) < worthMin) return undefined;
  return { from: `${kind}: ${name}`, read: value, right, off, people };
};

/** One figure less another: so triples are made of pairs. */
export const less = (one: Told, other: Told): Told => ({
  kind: one.kind,
  name: `(${one.name} − ${other.name})`,
  value: one.value - other.value,
  by: one.by.map((its, person) => its - (other.by[person] ?? 0)),
  off: one.off + other.off,
});

/** Right to a quarter: good enough to say something of these people. */
export const isRight = ({ read, right }: Guess): boolean => Math.abs(read - right) <= Math.abs(right) / 4;

/** Whoever knows how far answers may be off, and still knows the figure but for a factor of two. */
export const isCertain = ({ read, off }: Guess): boolean => Math.abs(read) - off > (Math.abs(read) + off) / 2;
