/** Fuzz plan: how many runs and from which seed: the same every time, unless somebody wants to go on. */

/** Fixed, so that a red run is red again. */
const seedDefault = 20_261_121;

const numberFrom = (name: string): number | undefined => {
  const text = process.env[name];
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${name} must be a whole number`);
  return Number(text);
};

/**
 * `AYUMI_FUZZ_SEED=7 AYUMI_FUZZ_RUNS=100000 vitest run test/bad-input` goes where nobody has been. What it finds prints its
 * seed and counterexample; the bytes go to `corpus/found-…` with the mending.
 */
export const fuzzPlan = (runs: number): { readonly seed: number; readonly numRuns: number } => ({
  seed: numberFrom('AYUMI_FUZZ_SEED') ?? seedDefault,
  numRuns: numberFrom('AYUMI_FUZZ_RUNS') ?? runs,
});

/** Longer runs take longer. */
export const fuzzTimeoutMs = numberFrom('AYUMI_FUZZ_RUNS') === undefined ? 30_000 : 3_600_000;
