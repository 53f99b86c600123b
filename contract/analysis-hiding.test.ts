/** Nothing that an answer shows can be taken apart into fewer than ten people, whatever the town. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalysisVeil, isTooFew, joinedBins, toTheTen } from './analysis-hiding.ts';

const count = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 400 }));
const sum = (numbers: readonly (number | null)[]): number =>
  numbers.reduce<number>((all, number) => all + (number ?? 0), 0);

describe('groups that add up to a known whole', () => {
  it('hide none, or at least nineteen people together: what is too small may still be anything from 1 to 9', () => {
    fc.assert(
      fc.property(fc.array(count, { maxLength: 8 }), count, (numbers, unsaid) => {
        const shown = new AnalysisVeil(true).groups(numbers, unsaid);
        const left = sum(numbers) + unsaid - sum(shown);
        const isNothingShown = shown.every((number, i) => number === null || numbers[i] === 0);
        expect(shown.some(isShownTooSmall)).toBe(false);
        if (isNothingShown) return;
        if (shown.includes(null)) expect(left).toBeGreaterThanOrEqual(19);
        else expect(isTooFew(left)).toBe(false);
      }),
    );
  });

  it('hide one more with the one that is too small, the smallest there is', () => {
    const veil = new AnalysisVeil(true);
    expect(veil.groups([40, 3, 25, 30])).toEqual([40, null, null, 30]);
    expect(veil.hidden).toBe(2);
  });

  it('hide none where none is too small, and tell of nobody', () => {
    expect(new AnalysisVeil(true).groups([40, 0, 10])).toEqual([40, 0, 10]);
  });
});

describe('groups of which each is part of the one before', () => {
  it('never show two whose difference is too few', () => {
    fc.assert(
      fc.property(fc.array(count, { maxLength: 5 }), (some) => {
        const numbers = some.toSorted((a, b) => b - a);
        const shown = new AnalysisVeil(true).nested(numbers).filter((number) => number !== null);
        expect(shown.some(isShownTooSmall)).toBe(false);
        for (const [i, whole] of shown.entries())
          for (const part of shown.slice(i + 1)) expect(isTooFew(whole - part)).toBe(false);
      }),
    );
  });
});

describe('bins', () => {
  it('are joined until each has ten people, leave none out, and begin where something wanted does that has enough', () => {
    const bins = fc.array(fc.uniqueArray(fc.nat(40), { maxLength: 15 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(bins, fc.nat(11), (people, wanted) => {
        const peopleOf = (from: number, to: number): number => new Set(people.slice(from, to).flat()).size;
        const joined = joinedBins(people.length, peopleOf, wanted < people.length ? [wanted] : []);
        if (joined.length === 0) {
          expect(peopleOf(0, people.length)).toBeLessThan(10);
          return;
        }
        expect(joined[0]?.from).toBe(0);
        expect(joined.at(-1)?.to).toBe(people.length);
        for (const [i, { from, to }] of joined.entries()) {
          expect(peopleOf(from, to)).toBeGreaterThanOrEqual(10);
          expect(joined[i + 1]?.from ?? people.length).toBe(to);
        }
        const hasEnough = peopleOf(0, wanted) >= 10 && peopleOf(wanted, people.length) >= 10;
        if (wanted > 0 && wanted < people.length && hasEnough) expect(joined.map(({ from }) => from)).toContain(wanted);
      }),
    );
  });
});

describe('parts behind which the same people may stand', () => {
  it('hide enough of them that ten different people stand behind what is hidden', () => {
    const bins = fc.array(fc.uniqueArray(fc.nat(40), { maxLength: 20 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(bins, (people) => {
        const peopleOf = (list: readonly number[]): number => new Set(list.flatMap((i) => people[i] ?? [])).size;
        const parts = people.map((its, i) => ({ value: i + 1, people: its.length }));
        const shown = new AnalysisVeil(true).parts(parts, peopleOf);
        const hidden = [...shown.keys()].filter((i) => shown[i] === null);
        const others = [...shown.keys()].filter((i) => shown[i] !== null);
        for (const i of others) expect(isTooFew(people[i]?.length ?? 0)).toBe(false);
        if (others.some((i) => (people[i]?.length ?? 0) > 0)) expect(isTooFew(peopleOf(hidden))).toBe(false);
      }),
    );
  });
});

it('a whole is told to the ten, never below its parts, and not at all where it is too few', () => {
  expect([toTheTen(0), toTheTen(9), toTheTen(10), toTheTen(127), toTheTen(127, 126)]).toEqual([0, null, 10, 120, 126]);
});

it('an answer that speaks of too few people as a whole shows nothing, and says how much', () => {
  const veil = new AnalysisVeil(false);
  expect([veil.cell(50), veil.figure(0, 0), ...veil.groups([20, 30]), ...veil.nested([40])]).toEqual(
    Array(5).fill(null),
  );
  expect(veil.hidden).toBe(5);
});

const isShownTooSmall = (number: number | null): boolean => number !== null && isTooFew(number);
