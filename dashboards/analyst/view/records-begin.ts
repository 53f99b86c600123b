/** Records begin: a period may begin before anything was known; what lies before then is left out instead of drawn as nothing. Pure. */

/** Nobody, or hidden where there can be nobody. */
export const isNothing = (value: number | null): boolean => value === null || value === 0;

/** Where a single row says anything, it is no line, and the axis of one point says nothing. */
export const onlyOneOf = <Row>(rows: readonly Row[], figureOf: (row: Row) => number | null): Row | undefined => {
  const shown = rows.filter((row) => figureOf(row) !== null);
  return shown.length === 1 ? shown[0] : undefined;
};

/**
 * How many rows at the beginning say nothing because they end before `first`, the first date of which anything is known.
 * `lastDays`: the last date of each row; of a month its name does.
 */
export const rowsBefore = (
  lastDays: readonly string[],
  first: string | null,
  isEmpty: (index: number) => boolean,
): number => {
  if (first === null) return 0;
  const begin = lastDays.findIndex((lastDay, index) => lastDay >= first.slice(0, lastDay.length) || !isEmpty(index));
  return begin < 0 ? lastDays.length : begin;
};
