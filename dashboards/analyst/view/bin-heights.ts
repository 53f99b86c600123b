/** Bin heights: bins of different width as one picture: so many for each unit, so that a wide bin does not look full. */

export interface CountedBin {
  readonly from: number;
  /** Null where the bin has no end. */
  readonly to: number | null;
  readonly count: number;
}

export interface BinHeight extends CountedBin {
  /** Where it ends in the picture. */
  readonly end: number;
  /** How many for each unit. */
  readonly height: number;
}

/** A bin without an end is drawn as wide as so many units, or as the bin before where that is wider. */
const openUnits = 4;

export const heightsOf = (bins: readonly CountedBin[], unit: number): readonly BinHeight[] =>
  bins.map((bin, index) => {
    const { from, to, count } = bin;
    const before = bins[index - 1];
    const beforeWidth = before === undefined ? 0 : (before.to ?? before.from) - before.from;
    const end = to ?? from + Math.max(openUnits * unit, beforeWidth);
    return { ...bin, end, height: (count * unit) / (end - from) };
  });
