/** Promises of the steps in which sums are told: nine people never make more than one of them, whoever they are. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeToGrain, grainOf, isCoarse, LargestParts, toGrain } from './analysis-grain.ts';

const parts = fc.array(fc.nat(5_000), { minLength: 10, maxLength: 200 });
const sum = (some: readonly number[]): number => some.reduce((all, one) => all + one, 0);
const grainOfAll = (all: readonly number[]): number => {
  const largest = new LargestParts();
  for (const part of all) largest.add(part);
  return grainOf(largest.sum);
};

it('whichever nine people are left out, the figure told is the same or one step less', () => {
  fc.assert(
    fc.property(parts, fc.array(fc.nat(199), { maxLength: 9 }), (all, leftOut) => {
      const grain = grainOfAll(all);
      const rest = all.filter((_, person) => !leftOut.includes(person));
      const steps = (toGrain(sum(all), grain) - toGrain(sum(rest), grain)) / grain;
      expect([0, 1]).toContain(steps);
    }),
  );
});

it('keeps the nine largest, in whatever order they come', () => {
  fc.assert(
    fc.property(parts, (all) => {
      const largest = new LargestParts();
      for (const part of all) largest.add(part);
      expect(largest.sum).toBe(sum(all.toSorted((a, b) => b - a).slice(0, 9)));
    }),
  );
});

it('of people counted the step is ten, and it tells nobody’s share', () => {
  expect([0, 9, 10, 11, 16, 63, 81, 90, 101, 1_234].map(grainOf)).toEqual([
    10, 10, 10, 30, 30, 100, 100, 100, 300, 3_000,
  ]);
});

it('of a difference, too, whichever nine people are left out, what is told is the same or one step off, to either side', () => {
  const signed = fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 10, maxLength: 200 });
  fc.assert(
    fc.property(signed, fc.array(fc.nat(199), { maxLength: 9 }), (all, leftOut) => {
      const grain = grainOfAll(all);
      const rest = all.filter((_, person) => !leftOut.includes(person));
      const steps = (changeToGrain(sum(all), grain) - changeToGrain(sum(rest), grain)) / grain;
      expect([-1, 0, 1]).toContain(steps + 0);
    }),
  );
});

it('is coarse from more than a fifth of the whole on', () => {
  expect([isCoarse(1_000, 5_000), isCoarse(1_001, 5_000), isCoarse(1_000, -3_000), isCoarse(0, 0)]).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
