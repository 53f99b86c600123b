/** Shares: one figure as a part of another, where both are shown. */

/** Null where either is hidden, or there is nothing to be a part of. */
export const shareOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : part / whole;

/** The largest of what is shown; 0 where nothing is. */
export const mostOf = (values: readonly (number | null)[]): number =>
  values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);

/** The first and the last that are shown. */
export const endsOf = (values: readonly (number | null)[]): readonly [number | null, number | null] => [
  values.find((value) => value !== null) ?? null,
  values.findLast((value) => value !== null) ?? null,
];

const roundSteps = [1, 1.5, 2, 3, 4, 5, 6, 8, 10] as const;

/** The next round figure at or above, for the top of a scale. */
export const roundTop = (most: number): number => {
  if (most <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(most));
  const step = roundSteps.find((each) => each * unit >= most - unit * 1e-9) ?? 10;
  return step * unit;
};
