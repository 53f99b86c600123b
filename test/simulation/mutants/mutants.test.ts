/** Each safeguard of the product, taken out, is missed by the checker whose promise it keeps. */
import { expect, test } from 'vitest';
import { promises } from '../checkers/wrong.ts';
import { runSeeds } from '../run-seeds.ts';
import { mutants } from './mutants.ts';

/** After `fromSeed`: a change of the product or of the weather may move the seed that notices. */
const seedsMost = 40;

test.concurrent.each(mutants)('it is noticed when $name', { timeout: 400_000 }, async ({ name, breaks, fromSeed }) => {
  const seeds = { first: fromSeed, count: seedsMost, processes: 1, mutant: name, untilWrong: true };
  const results = await runSeeds(seeds);
  const broken = results.flatMap(({ wrongs }) => wrongs.map(({ promise }) => promise));
  expect(
    broken.filter((promise) => breaks.includes(promise)).length,
    `broken: ${[...new Set(broken)].join(', ')}`,
  ).toBeGreaterThan(0);
});

test('every promise has a mutant that breaks it', () => {
  const broken = new Set(mutants.flatMap(({ breaks }) => breaks));
  expect(promises.filter((promise) => !broken.has(promise))).toEqual([]);
});
