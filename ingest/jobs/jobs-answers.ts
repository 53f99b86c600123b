/** Jobs answers: the jobs API answered from the runner and its ledger. */
import { DeskFault } from '../../contract/desk-fault.ts';
import type { JobsAnswers, ToldJob, ToldRun } from '../../contract/jobs.ts';
import { isoInstant } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { CloudStore } from '../cloud-store.ts';
import type { JobRun } from './job-ledger.ts';
import type { JobRunner, JobStanding } from './job-runner.ts';
import { silentThings } from './silent-job.ts';

export interface JobsWorld {
  readonly store: Pick<CloudStore, 'database' | 'registry'>;
  readonly jobs: JobRunner;
  readonly log: Log;
}

/** Two weeks, as many as there are backups. */
const runsTold = 14;

export const jobsAnswers = ({ store, jobs, log }: JobsWorld): JobsAnswers => ({
  jobs: () => {
    const names = new Map(store.registry.centres().map(({ id, name }) => [id, name]));
    return {
      jobs: jobs.standings().map((standing) => toldJob(standing, jobs.latest(standing.job, runsTold))),
      silent: silentThings(store.database).map(({ kind, id, label, centre, sinceMs }) => ({
        kind,
        id,
        label,
        centre: { id: centre, name: names.get(centre) ?? centre },
        since: instantOf(sinceMs),
      })),
    };
  },
  run: ({ body }) => {
    const asked = jobs.runNow(body.job);
    if (asked === 'unknown')
      throw new DeskFault(404, 'unknown-job', {
        ja: 'この仕事は ありません。何も変わっていません。',
        en: 'There is no such job. Nothing was changed.',
      });
    log.info({ job: body.job, asked }, 'a job was asked for at the desk');
    return { kind: asked };
  },
});

const toldJob = (standing: JobStanding, runs: readonly JobRun[]): ToldJob => ({
  job: standing.job,
  state: standing.state,
  since: instantOf(standing.sinceMs),
  lastDoneAt: instantOf(standing.doneMs),
  hasFailed: standing.hasFailed,
  missedDays: standing.missedDays,
  nextAt: instantOf(standing.nextMs),
  runs: runs.map(toldRun),
});

const toldRun = ({ day, outcome, detail, attempts, startedMs, finishedMs }: JobRun): ToldRun => ({
  day,
  outcome,
  detail,
  attempts,
  startedAt: isoInstant(startedMs),
  finishedAt: instantOf(finishedMs),
});

const instantOf = (ms: number | null): string | null => (ms === null ? null : isoInstant(ms));
