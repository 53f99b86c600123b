/** JobLedger: which job has been done for which business day, so that a day is done once and none is forgotten. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PlainDateText } from '../../contract/ids.ts';
import { inTransaction } from '../../runtime/database.ts';
import { assert } from '../../runtime/fault.ts';

/**
 * `outcome` is null while a run is under way, and stays so when the process dies in the middle of it. `passed-over`: the day
 * was too long ago when somebody was up again to do it.
 */
export const jobSchema = `
CREATE TABLE job_run (
  job TEXT NOT NULL, day TEXT NOT NULL, started_ms INTEGER NOT NULL, finished_ms INTEGER,
  outcome TEXT CHECK (outcome IN ('done', 'failed', 'passed-over')), detail TEXT, attempts INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (job, day)
) WITHOUT ROWID;
`;

export interface JobRun {
  readonly job: string;
  readonly day: PlainDateText;
  readonly outcome: 'done' | 'failed' | 'passed-over' | null;
  /** What the job said of itself, or why it failed. */
  readonly detail: string | null;
  readonly attempts: number;
  /** By the programme's clock, ms since the Unix epoch. */
  readonly startedMs: number;
  readonly finishedMs: number | null;
}

export class JobLedger {
  readonly #database: DatabaseSync;
  readonly #begin: StatementSync;
  readonly #finish: StatementSync;
  readonly #doneSince: StatementSync;
  readonly #lastSettled: StatementSync;
  readonly #passOver: StatementSync;
  readonly #latest: StatementSync;
  readonly #lastDone: StatementSync;
  readonly #firstMissed: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#begin = database.prepare(
      `INSERT INTO job_run (job, day, started_ms) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET started_ms = excluded.started_ms, finished_ms = NULL, outcome = NULL, detail = NULL,
          attempts = attempts + 1`,
    );
    this.#finish = database.prepare(
      'UPDATE job_run SET finished_ms = ?, outcome = ?, detail = ? WHERE job = ? AND day = ? RETURNING *',
    );
    this.#doneSince = database.prepare("SELECT day FROM job_run WHERE job = ? AND day >= ? AND outcome = 'done'");
    this.#lastSettled = database.prepare(
      "SELECT max(day) AS day FROM job_run WHERE job = ? AND outcome IN ('done', 'passed-over')",
    );
    this.#passOver = database.prepare(
      "INSERT OR IGNORE INTO job_run (job, day, started_ms, outcome, attempts) VALUES (?, ?, ?, 'passed-over', 0)",
    );
    this.#lastDone = database.prepare(
      "SELECT finished_ms FROM job_run WHERE job = ? AND outcome = 'done' ORDER BY day DESC LIMIT 1",
    );
    this.#firstMissed = database.prepare(
      `SELECT min(day) AS day FROM job_run WHERE job = :job
        AND day > coalesce((SELECT max(day) FROM job_run WHERE job = :job AND outcome = 'done'), '')
        AND outcome IS NOT NULL`,
    );
    this.#latest = database.prepare('SELECT * FROM job_run WHERE job = ? ORDER BY day DESC LIMIT ?');
  }

  begin(job: string, day: PlainDateText, nowMs: number): void {
    this.#begin.run(job, day, nowMs);
  }

  /** The run that `begin` began, as it now stands. */
  finish(job: string, day: PlainDateText, nowMs: number, outcome: 'done' | 'failed', detail: string | null): JobRun {
    const row = this.#finish.get(nowMs, outcome, detail, job, day);
    assert(row !== undefined, `job ${job} of ${day} was finished without having begun`);
    return runOf(row);
  }

  /** Notes days that nobody will do any more; one that was tried keeps what it says. */
  passOver(job: string, days: readonly PlainDateText[], nowMs: number): void {
    inTransaction(this.#database, () => days.forEach((day) => this.#passOver.run(job, day, nowMs)));
  }

  doneSince(job: string, day: PlainDateText): ReadonlySet<PlainDateText> {
    return new Set(this.#doneSince.all(job, day).map((row) => row['day'] as PlainDateText));
  }

  /** The latest day that was done or passed over. */
  lastSettled(job: string): PlainDateText | null {
    return (this.#lastSettled.get(job)?.['day'] ?? null) as PlainDateText | null;
  }

  /** When the run of the latest day that was done had come to its end. */
  lastDoneMs(job: string): number | null {
    return (this.#lastDone.get(job)?.['finished_ms'] ?? null) as number | null;
  }

  /** The first day after the last that was done of which is known that it was not; null where there is none. */
  firstMissed(job: string): PlainDateText | null {
    return (this.#firstMissed.get({ job })?.['day'] ?? null) as PlainDateText | null;
  }

  /** The runs of a job, the latest day first. */
  latest(job: string, limit: number): readonly JobRun[] {
    return this.#latest.all(job, limit).map(runOf);
  }
}

const runOf = (row: ReturnType<StatementSync['all']>[number]): JobRun => ({
  job: row['job'] as string,
  day: row['day'] as PlainDateText,
  outcome: row['outcome'] as JobRun['outcome'],
  detail: row['detail'] as string | null,
  attempts: Number(row['attempts']),
  startedMs: Number(row['started_ms']),
  finishedMs: row['finished_ms'] as number | null,
});
