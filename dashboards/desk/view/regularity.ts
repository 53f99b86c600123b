/** Regularity: what can be praised in the days of a month: how many had a walk, how many came one after another. Pure. */
import type { DeskDayState } from '../../../contract/desk-kinds.ts';

/** Where the rules know no tier, a day with so many steps had a walk. */
const walkStepsMin = 1000;

export interface Regularity {
  readonly arrived: number;
  /** Days whose steps reach the lowest tier. */
  readonly walked: number;
  /** The most of them that came one after another. */
  readonly longestRun: number;
  readonly steps: number;
  readonly praise: Praise;
}

/** From nothing to praise, for want of days, to somebody who walks nearly every day. */
export const praises = ['waiting', 'begun', 'often', 'steady'] as const;
export type Praise = (typeof praises)[number];

interface Day {
  readonly date: string;
  readonly steps: number | null;
  readonly state: DeskDayState;
}

/** `days`: every date of the month, in order. What waits for a person to check is neither praised nor held against anybody. */
export const regularityOf = (days: readonly Day[], tierSteps: number | undefined): Regularity => {
  const least = tierSteps ?? walkStepsMin;
  const arrived = days.filter(({ steps, state }) => steps !== null && !isInDoubt(state));
  const walks = days.map(({ steps, state }) => steps !== null && steps >= least && !isInDoubt(state));
  const walked = walks.filter(Boolean).length;
  return {
    arrived: arrived.length,
    walked,
    longestRun: longestRunOf(walks),
    steps: arrived.reduce((sum, { steps }) => sum + (steps ?? 0), 0),
    praise: praiseOf(arrived.length, walked),
  };
};

const isInDoubt = (state: DeskDayState): boolean => state === 'doubt' || state === 'held' || state === 'void';

const longestRunOf = (walks: readonly boolean[]): number => {
  let longest = 0;
  let run = 0;
  for (const walk of walks) {
    run = walk ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
};

const praiseOf = (arrived: number, walked: number): Praise => {
  if (arrived === 0) return 'waiting';
  const share = walked / arrived;
  if (walked >= 5 && share >= 0.8) return 'steady';
  return walked >= 3 && share >= 0.4 ? 'often' : 'begun';
};
