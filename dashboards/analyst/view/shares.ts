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
