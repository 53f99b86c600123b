/**
 * Points oracle: what a day must have, worked out the slow way from the city's page, for tests. It shares nothing with
 * the engine: its own table, its own calendar (whole days since 1970), no state.
 */

/** A revision with dates as whole days since 1970. */
export interface OracleRevision {
  readonly revision: number;
  readonly steps: number;
  readonly isHeld: boolean;
  readonly walkedDay: number;
  readonly syncedDay: number;
}

const tableOfTheCity = [
  { least: 0, most: 2_999, points: 0 },
  { least: 3_000, most: 4_999, points: 1 },
  { least: 5_000, most: 7_999, points: 2 },
  { least: 8_000, most: 9_999, points: 3 },
  { least: 10_000, most: Infinity, points: 4 },
];

export const oraclePoints = (revisions: readonly OracleRevision[]): number => {
  const steps = oracleSteps(revisions);
  return tableOfTheCity.filter((row) => row.least <= steps && steps <= row.most).map((row) => row.points)[0] ?? NaN;
};

/** The last visit in time says how many; of the late ones after it only the lowest matters, and only if it is lower. */
const oracleSteps = (revisions: readonly OracleRevision[]): number => {
  const once = [...new Map(revisions.map((each) => [each.revision, each])).values()];
  const believed = once.filter((each) => !each.isHeld).sort((a, b) => a.revision - b.revision);
  const daysBack = believed.map((each) => each.syncedDay - each.walkedDay);
  const lastInTime = daysBack.findLastIndex((days) => days >= 0 && days <= 29);
  return lastInTime === -1 ? 0 : Math.min(...believed.slice(lastInTime).map((each) => each.steps));
};

/** `YYYY-MM-DD` of a day since 1970. */
export const oracleDate = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);
