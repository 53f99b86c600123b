/** Heat: how dark a cell of the map of hours is, in steps that print tells apart, each as wide as a round figure. */

/** Level 0 is the palest. */
export const heatLevels = 7;

const roundWidths = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/** How much a level holds: the next round figure above a seventh of the largest. */
const widthOf = (most: number): number => {
  const least = Math.max(1, most + 1) / heatLevels;
  const unit = 10 ** Math.floor(Math.log10(least));
  return Math.ceil((roundWidths.find((each) => each * unit >= least) ?? 10) * unit);
};

export const heatLevelOf = (value: number, most: number): number =>
  Math.min(heatLevels - 1, Math.floor(Math.round(value) / widthOf(most)));

/** From which whole figure to which a level goes, both included; null where nothing is so large. */
export const heatRangeOf = (level: number, most: number): readonly [number, number] | null => {
  const width = widthOf(most);
  return level * width > most ? null : [level * width, (level + 1) * width - 1];
};
