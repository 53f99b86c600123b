/** Letter scale: how long a day's bar is, and where the lines stand at which a day earns more. Pure. */

/** Room above the highest tier before a bar is cut off. */
const overTopTier = 1.2;
const withoutTiers = 12_000;

export interface LetterScale {
  /** 0 to 1. */
  readonly share: (steps: number) => number;
  /** 0 to 1, of each tier. */
  readonly lines: readonly number[];
}

export const letterScaleOf = (tiers: readonly number[], steps: readonly number[]): LetterScale => {
  const top = tiers.at(-1);
  const whole = top === undefined ? Math.max(withoutTiers, ...steps) : top * overTopTier;
  const share = (each: number): number => Math.min(1, each / whole);
  return { share, lines: tiers.map(share) };
};
