/** Heat: how dark a cell of the map of hours is, in steps that print tells apart. */

/** Level 0 is the palest. */
export const heatLevels = 7;

export const heatLevelOf = (value: number, most: number): number =>
  most <= 0 ? 0 : Math.min(heatLevels - 1, Math.floor((value / most) * heatLevels));

/** From which figure to below which a level goes, in whole steps. */
export const heatRangeOf = (level: number, most: number): readonly [number, number] => [
  Math.round((level * most) / heatLevels),
  Math.round(((level + 1) * most) / heatLevels),
];
