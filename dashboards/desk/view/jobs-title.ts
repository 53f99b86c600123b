/** Jobs title: the one sentence on how the cloud's nightly work stands; what worries comes before what goes on. Pure. */
import type { ToldJob } from '../../../contract/jobs.ts';
import type { jobsJa } from '../words/job-words.ts';

export const isTroubled = ({ hasFailed, missedDays }: ToldJob): boolean => hasFailed || missedDays > 0;

export const jobsTitle = (jobs: readonly ToldJob[], text: typeof jobsJa, clauseMark: string): string => {
  const troubled = jobs.filter(isTroubled).sort((a, b) => b.missedDays - a.missedDays);
  const [worst] = troubled;
  const running = jobs.find(({ state }) => state === 'running');
  const now = running === undefined ? [] : [text.running(text.job(running.job).name)];
  if (worst === undefined) {
    const isNew = jobs.every(({ lastDoneAt }) => lastDoneAt === null);
    return [isNew ? text.never : text.clear, ...now].join(clauseMark);
  }
  const { name } = text.job(worst.job);
  const first = worst.missedDays > 0 ? text.missed(name, worst.missedDays) : text.failed(name);
  const others = troubled.length > 1 ? [text.more(troubled.length - 1)] : [];
  return [first, ...others, ...now].join(clauseMark);
};
