/** Whoever takes answers of the analysts’ API from one another does not learn what one to nine people did. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ageBands } from '../../../contract/analysis-terms.ts';
import type { AskedFilter } from '../../../ingest/analysis/chosen.ts';
import { dateAfter } from '../../../ingest/analysis/analysis-oracle.ts';
import { guessesOf, isCertain, isRight, less, type Guess, type Told } from './attacker.ts';
import { LivedCity } from './lived-city.ts';
import { ToldFigures } from './told-figures.ts';

const firstDate = '2026-09-01';
const daysMax = 65;
/** Some are seen only in the last month, so that it is hidden. */
const few = 4;

let city: LivedCity;
let figures: ToldFigures;

beforeAll(async () => {
  city = await LivedCity.lived(21, 90, few);
  figures = new ToldFigures(city);
}, 120_000);
afterAll(async () => {
  figures[Symbol.dispose]();
  await city[Symbol.asyncDispose]();
});

interface Choice {
  readonly centres: readonly string[];
  readonly ages: readonly (typeof ageBands)[number][];
}
const everybody: Choice = { centres: [], ages: [] };

/** All but one centre, or one band of ages; one centre; everybody. */
const choice = fc.oneof(
  fc.constant(everybody),
  fc.nat(3).map((i) => ({ ...everybody, centres: figures.centres.filter((_, at) => at !== i) })),
  fc.nat(3).map((i) => ({ ...everybody, centres: figures.centres.filter((_, at) => at === i) })),
  fc.nat(5).map((i) => ({ ...everybody, ages: ageBands.filter((_, at) => at !== i) })),
  fc.record({ centres: fc.nat(3), ages: fc.nat(5) }).map(({ centres, ages }) => ({
    centres: figures.centres.filter((_, at) => at !== centres),
    ages: ageBands.filter((_, at) => at !== ages),
  })),
);
const period = fc.record({ from: fc.nat(20), length: fc.integer({ min: 7, max: daysMax }) });
const question = fc.record({ choice, period }).map(({ choice: its, period: { from, length } }) => ({
  ...its,
  from: dateAfter(firstDate, from),
  to: dateAfter(firstDate, Math.min(daysMax, from + length)),
}));
/** Questions that differ in one thing, which is what whoever subtracts looks for. */
const questions = fc
  .record({ one: question, choices: fc.array(choice, { maxLength: 4 }), later: fc.array(fc.nat(30), { maxLength: 3 }) })
  .map(({ one, choices, later }) => [
    one,
    ...choices.map((its) => ({ ...one, ...its })),
    ...later.map((days) => ({ ...one, from: dateAfter(one.from, -days) })),
  ]);

/** What comes of it over all questions: how many differences stood on a few people, and of how many these were read rightly. */
class Attack {
  readonly #guesses = new Map<string, Guess>();

  take(guesses: readonly Guess[]): void {
    for (const guess of guesses) this.#guesses.set(guess.from, guess);
  }

  /** `triedMin`: without differences that stand on a few people nothing would have been tried. */
  expectToFail(triedMin: number): void {
    const all = [...this.#guesses.values()];
    expect(all.length).toBeGreaterThanOrEqual(triedMin);
    expect(all.filter(isCertain)).toEqual([]);
    // Now and then a blind shot hits.
    const seen = all.filter(({ read }) => read !== 0);
    expect(all.filter(isRight).length / all.length).toBeLessThan(1 / 4);
    expect(all.filter(isRight).length).toBeLessThanOrEqual(seen.length / 2);
  }
}

const attacked = async (
  { numRuns, triedMin }: { readonly numRuns: number; readonly triedMin: number },
  run: (asked: readonly AskedFilter[]) => Promise<readonly Told[]>,
): Promise<void> => {
  const attack = new Attack();
  await fc.assert(
    fc.asyncProperty(questions, async (asked) => attack.take(guessesOf(await run(asked)))),
    { seed: 20_261_129, numRuns },
  );
  attack.expectToFail(triedMin);
};

const each = async (
  asked: readonly AskedFilter[],
  ask: (filter: AskedFilter) => Promise<readonly Told[]>,
): Promise<readonly Told[]> => (await Promise.all(asked.map(ask))).flat();

describe('of one to nine people nothing is learnt by subtracting', () => {
  it('who took part, what was walked, how it came and how good it is', async () => {
    await attacked({ numRuns: 25, triedMin: 50 }, (asked) => each(asked, (filter) => figures.of(filter)));
  }, 120_000);

  it('months of the ledger, of two questions or of one, and its rules', async () => {
    await attacked({ numRuns: 40, triedMin: 500 }, async (asked) => {
      const told = await each(asked, (filter) => figures.ofLedger(filter));
      const outstanding = told.filter(({ name }) => name.startsWith('outstanding'));
      const months = outstanding.flatMap((later, i) => outstanding.slice(0, i).map((earlier) => less(later, earlier)));
      return [...told, ...months];
    });
  }, 120_000);
});
