/**
 * Analysis shares: parts of a whole, out of what is told of both, to the hundredth. Where the steps of either are a large part
 * of the whole a share says what nobody knows, and is left out. Pure.
 */
import { isCoarse } from './analysis-grain.ts';

/** `grain`: the coarser of the two. Null stays null. */
export const shareOf = (part: number | null, whole: number | null, grain: number): number | null => {
  if (part === null || whole === null) return null;
  if (whole === 0) return 0;
  return isCoarse(grain, whole) ? null : Math.round(Math.min(1, part / whole) * 100) / 100;
};

export interface ToldPart {
  readonly value: number | null;
  readonly grain: number;
}

/** Of parts of one whole, which each are rounded: they never come to more than all of it. */
export const sharesOf = (
  parts: readonly ToldPart[],
  whole: { readonly value: number; readonly grain: number },
): readonly (number | null)[] => {
  const sum = parts.reduce((all, { value }) => all + (value ?? 0), 0);
  const of = Math.max(whole.value, sum);
  const exact = parts.map(({ value, grain }) => {
    const isTold = value !== null && (value === 0 || !isCoarse(Math.max(grain, whole.grain), of));
    return isTold ? (of === 0 ? 0 : (value / of) * 100) : null;
  });
  // Rounded up are those that lack the least, as long as there is room.
  const floors = exact.map((share) => (share === null ? null : Math.floor(share)));
  const room = 100 - floors.reduce<number>((all, share) => all + (share ?? 0), 0);
  const upwards = [...exact.keys()].filter((i) => overOf(exact[i]) >= 0.5);
  const nearest = upwards.sort((a, b) => overOf(exact[b]) - overOf(exact[a])).slice(0, room);
  const raised = new Set(nearest);
  return floors.map((share, i) => (share === null ? null : (share + Number(raised.has(i))) / 100));
};

const overOf = (share: number | null = null): number => (share === null ? 0 : share - Math.floor(share));
