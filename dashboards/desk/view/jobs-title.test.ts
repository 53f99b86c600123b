/** The headline of the night's work says all is well only where it is. */
import { expect, test } from 'vitest';
import type { CentreId } from '../../../contract/ids.ts';
import type { ToldJob, ToldJobs } from '../../../contract/jobs.ts';
import { jobsEn, jobsJa } from '../words/job-words.ts';
import { jobsTitle } from './jobs-title.ts';

const at = '2026-11-20T18:10:00Z';
const job = (name: string, rest: Partial<ToldJob> = {}): ToldJob => ({
  job: name,
  state: 'idle',
  since: null,
  lastDoneAt: at,
  hasFailed: false,
  missedDays: 0,
  nextAt: at,
  runs: [],
  ...rest,
});
const quiet = (kind: 'pedometer' | 'gateway'): ToldJobs['silent'][number] => ({
  kind,
  id: 'x',
  label: '3',
  centre: { id: 'north' as CentreId, name: '北公民館' },
  since: at,
});
const titles = (jobs: readonly ToldJob[], silent: ToldJobs['silent'] = []): readonly string[] =>
  [jobsJa, jobsEn].map((text) => jobsTitle({ jobs: [...jobs], silent }, text, ' ・ '));

test('all done, and nothing found', () => {
  const jobs = [job('close-days'), job('backup')];
  expect(titles(jobs)).toEqual(['昨夜の仕事は すべて すみました', 'Last night’s work is all done']);
});

test('what is silent is named beside it, whether the work was done or not', () => {
  expect(titles([job('close-days')], [quiet('pedometer')])).toEqual([
    '昨夜の仕事は すみました ・ 歩数計 1台が しばらく来ていません',
    'Last night’s work is done ・ 1 pedometer not heard of for a while',
  ]);
  expect(titles([job('backup', { hasFailed: true })], [quiet('gateway'), quiet('pedometer')])[0]).toBe(
    'バックアップが うまくいきませんでした ・ 歩数計 1台と 読み取り機 1台が しばらく来ていません',
  );
});

test('a job whose night has not come yet is not called done, and one done only when asked for is not waited for', () => {
  const jobs = [job('close-days'), job('retention', { lastDoneAt: null })];
  expect(titles(jobs)).toEqual(['まだ していない夜の仕事が 1件 あります', '1 job of the night has not been done yet']);
  expect(titles([job('close-days'), job('backup', { lastDoneAt: null, nextAt: null })])[0]).toContain('すべて');
});
