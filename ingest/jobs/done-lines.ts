/** Done lines: what the log says of a round of jobs: one line for each that was done, however many days it did with the same words, or wrote a file of each. Pure. */
import type { JobRun } from './job-ledger.ts';

export interface DoneLine extends Pick<JobRun, 'job' | 'detail'> {
  /** The only day, or the first and the last of `days`. */
  readonly day?: string;
  readonly from?: string;
  readonly to?: string;
  readonly days?: number;
}

/** As the daily export says of each; its size of each day stands in the ledger. */
const fileOfDay = /^(\S+-)\d{4}-\d{2}-\d{2}\.csv, \d+ bytes$/;

/** `runs`: in the order in which they were done. */
export const doneLines = (runs: readonly JobRun[]): readonly DoneLine[] => {
  const done = runs.filter(({ outcome }) => outcome === 'done');
  const alike = Map.groupBy(done, ({ job, detail }) => JSON.stringify([job, detail?.replace(fileOfDay, '$1')]));
  return [...alike.values()].flatMap((some): readonly DoneLine[] => {
    const [first, last] = [some[0], some.at(-1)];
    if (first === undefined || last === undefined) return [];
    const { job, detail } = first;
    if (some.length === 1) return [{ job, day: first.day, detail }];
    const said = detail === last.detail ? detail : `${detail} … ${last.detail}`;
    return [{ job, from: first.day, to: last.day, days: some.length, detail: said }];
  });
};
