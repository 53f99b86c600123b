/** Battery: a coin cell's charge as firmware guesses it, from hours of counting and from visits on the radio. */

/** Below this the b2 flag asks for a new cell. */
export const batteryLowPercent = 15;
/** A CR2032 in a pedometer that only counts. */
export const batteryLifeDaysDefault = 365;
/** One visit of a month's buckets costs about as much as this share of the cell. */
const visitPercent = 0.02;
/** The guess never says empty: a device that still answers is not. */
const leastPercent = 1;
const dayMs = 86_400_000;

/** Per cent left of a cell put in `uptimeMs` ago that has served `visits`. */
export const batteryPercentAfter = (uptimeMs: number, visits: number, lifeDays: number): number => {
  const used = (uptimeMs / (lifeDays * dayMs)) * 100 + visits * visitPercent;
  return Math.max(leastPercent, Math.round(100 - used));
};
