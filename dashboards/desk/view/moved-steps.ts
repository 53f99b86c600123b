/** Moved steps: the days a change of loans makes different, summed up for each person. Pure. */

interface MovedDay {
  readonly participant: string;
  readonly before: number | null;
  readonly after: number | null;
}

export interface MovedSteps {
  readonly participant: string;
  readonly days: number;
  /** More than before; less where it is negative. */
  readonly steps: number;
}

export const movedStepsOf = (days: readonly MovedDay[]): readonly MovedSteps[] =>
  [...Map.groupBy(days, ({ participant }) => participant)].map(([participant, own]) => ({
    participant,
    days: own.length,
    steps: own.reduce((sum, { before, after }) => sum + (after ?? 0) - (before ?? 0), 0),
  }));
