/** A first night makes up for a month in a few lines, and nothing that differs is lost in them. */
import { expect, test } from 'vitest';
import type { PlainDateText } from '../../contract/ids.ts';
import { doneLines } from './done-lines.ts';
import type { JobRun } from './job-ledger.ts';

const run = (job: string, day: number, detail: string, outcome: JobRun['outcome'] = 'done'): JobRun => ({
  job,
  day: `2026-12-${String(day).padStart(2, '0')}` as PlainDateText,
  ...{ outcome, detail, attempts: 1, startedMs: 0, finishedMs: 1 },
});

test('days of a job that came to the same are one line; what it says of another day stands by itself', () => {
  const nights = Array.from({ length: 30 }, (_, day) => [
    run('close', day + 1, '0 days'),
    run('export', day + 1, 'nothing yet'),
  ]);
  const runs = [...nights.flat(), run('export', 31, 'file, 3 bytes'), run('backup', 31, 'no room', 'failed')];
  expect(doneLines(runs)).toEqual([
    { job: 'close', from: '2026-12-01', to: '2026-12-30', days: 30, detail: '0 days' },
    { job: 'export', from: '2026-12-01', to: '2026-12-30', days: 30, detail: 'nothing yet' },
    { job: 'export', day: '2026-12-31', detail: 'file, 3 bytes' },
  ]);
});

test('files of many days, each of another size, are one line that names the first and the last', () => {
  const runs = [20, 21, 22].map((day) => run('export', day, `day-totals-2026-12-${day}.csv, ${day * 9} bytes`));
  expect(doneLines([...runs, run('close', 22, '3 days'), run('close', 23, '4 days')])).toEqual([
    {
      ...{ job: 'export', from: '2026-12-20', to: '2026-12-22', days: 3 },
      detail: 'day-totals-2026-12-20.csv, 180 bytes … day-totals-2026-12-22.csv, 198 bytes',
    },
    { job: 'close', day: '2026-12-22', detail: '3 days' },
    { job: 'close', day: '2026-12-23', detail: '4 days' },
  ]);
});
