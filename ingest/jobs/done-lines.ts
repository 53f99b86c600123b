/** Done lines: what the log says of a round of jobs: one line for each that was done, however many days it did with the same words. Pure. */
import type { JobRun } from './job-ledger.ts';

export interface DoneLine extends Pick<JobRun, 'job' | 'detail'> {
  /** The only day, or the first and the last of `days`. */
  readonly day?: string;
  readonly from?: string;
  readonly to?: string;
  readonly days?: number;
}

/** `runs`: in the order in which they were done. */
export const doneLines = (runs: readonly JobRun[]): readonly DoneLine[] => {
  const done = runs.filter(({ outcome }) => outcome === 'done');
  const alike = Map.groupBy(done, ({ job, detail }) => JSON.stringify([job, detail]));
  return [...alike.values()].flatMap((some): readonly DoneLine[] => {
    const [first, last] = [some[0], some.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { job, detail } = first;
    return some.length === 1
      ? [{ job, day: first.day, detail }]
      : [{ job, from: first.day, to: last.day, days: some.length, detail }];
  });
};
