/** Quartiles: of numbers that were counted by their value. Pure. */

/**
 * The values below which a quarter, half and three quarters of all lie: the first value that so many reach. `counts[v]`: how
 * often v came. Undefined of nothing.
 */
export const quartilesOf = (counts: Uint32Array): readonly [number, number, number] | undefined => {
  let total = 0;
  for (const count of counts) total += count;
  if (total === 0) return undefined;
  return [reached(counts, total / 4), reached(counts, total / 2), reached(counts, (total * 3) / 4)];
};

const reached = (counts: Uint32Array, wanted: number): number => {
  let seen = 0;
  for (let value = 0; value < counts.length; value++) {
    seen += counts[value] ?? 0;
    if (seen >= wanted) return value;
  }
  return counts.length - 1;
};
