/** Jobs title: the one sentence on how the cloud's nightly work stands, and what it found; what worries comes first. Pure. */
import type { ToldJob, ToldJobs } from '../../../contract/jobs.ts';
import type { jobsJa } from '../words/job-words.ts';

export const isTroubled = ({ hasFailed, missedDays }: ToldJob): boolean => hasFailed || missedDays > 0;

export const jobsTitle = ({ jobs, silent }: ToldJobs, text: typeof jobsJa, clauseMark: string): string => {
  const troubled = jobs.filter(isTroubled).sort((a, b) => b.missedDays - a.missedDays);
  const [worst] = troubled;
  const running = jobs.find(({ state }) => state === 'running');
  const now = running === undefined ? [] : [text.running(text.job(running.job).name)];
  const gateways = silent.filter(({ kind }) => kind === 'gateway').length;
  const quiet = silent.length === 0 ? [] : [text.silent(silent.length - gateways, gateways)];
  if (worst === undefined) return [calm(jobs, quiet.length > 0, text), ...quiet, ...now].join(clauseMark);
  const { name } = text.job(worst.job);
  const first = worst.missedDays > 0 ? text.missed(name, worst.missedDays) : text.failed(name);
  const others = troubled.length > 1 ? [text.more(troubled.length - 1)] : [];
  return [first, ...others, ...quiet, ...now].join(clauseMark);
};

/** Nothing has failed; that is not yet to say that all is well. */
const calm = (jobs: readonly ToldJob[], hasFound: boolean, text: typeof jobsJa): string => {
  if (jobs.every(({ lastDoneAt }) => lastDoneAt === null)) return text.never;
  // One that is done only when asked for is not waited for.
  const pending = jobs.filter(({ lastDoneAt, nextAt }) => lastDoneAt === null && nextAt !== null).length;
  if (pending > 0) return text.pending(pending);
  return hasFound ? text.done : text.clear;
};
