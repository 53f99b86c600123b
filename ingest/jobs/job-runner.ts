/**
 * JobRunner: daily work that is done once for every business day, also for the days on which nobody was up to do it. node-cron
 * only says "look now"; what is due is what the ledger does not know as done.
 */
import type { DatabaseSync } from 'node:sqlite';
import { schedule, type Logger, type ScheduledTask } from 'node-cron';
import type { PlainDateText } from '../../contract/ids.ts';
import { localDate, type Clock } from '../../runtime/clock.ts';
import { DiskPatience } from '../../runtime/disk-patience.ts';
import { messageOf } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import type { Service } from '../../runtime/service.ts';
import { doneLines } from './done-lines.ts';
import { JobLedger, type JobRun } from './job-ledger.ts';
import { JobSlots } from './job-slots.ts';

export interface Job {
  /** Its name in the ledger; a renamed job is a new one. */
  readonly name: string;
  /** When it falls due, in the programme's zone: once a day at most (JobSlots). Null: only when somebody asks. */
  readonly cron: string | null;
  /**
   * Does the work that falls due on `day`, the local date of the slot (a job that closes yesterday looks at the day before).
   * Called again after a failure or a crash: doing it twice is harmless. A string it resolves with stands in the ledger.
   */
  run(day: Temporal.PlainDate, signal: AbortSignal): Promise<unknown>;
  /** How many days before today are still worth doing, also before the first start ever; 0: only today's. */
  readonly catchUpDaysMax: number;
}

export interface JobRunnerOptions {
  /** Holds `job_run`, of this one process. */
  readonly database: DatabaseSync;
  /** Its wall clock, simulated or not, decides what is due. */
  readonly clock: Clock;
  readonly zone: string;
  readonly log: Log;
  readonly jobs: readonly Job[];
  /** How often to look without a trigger, in real time. Short where the clock is simulated, for cron goes by the machine's. */
  readonly checkEveryMs?: number;
}

/** How a job stands. Times by the programme's clock, ms since the Unix epoch. */
export interface JobStanding {
  readonly job: string;
  readonly doneMs: number | null;
  /** Whether its latest run that came to an end failed. */
  readonly hasFailed: boolean;
  readonly state: 'idle' | 'waiting' | 'running';
  /** When the run that is under way began. */
  readonly sinceMs: number | null;
  /** Null where it is only done when somebody asks. */
  readonly nextMs: number | null;
  /** Days on which it fell due one after the other without being done, the latest included. */
  readonly missedDays: number;
}

/** `busy`: it is under way or waits for its turn already. */
export type AskedRun = 'started' | 'busy' | 'unknown';

interface Due {
  readonly job: Job;
  readonly day: Temporal.PlainDate;
  readonly slotMs: number;
}

interface NamedDay {
  readonly day: Temporal.PlainDate;
  readonly text: PlainDateText;
}

/** Failed days are tried again within the hour, and a slot that cron missed is made up for. */
const hourlyCheckMs = 3_600_000;
/** Where the disk did not even take that one began. */
const refusedCheckMs = 60_000;
/** No daily work takes this long; its signal then ends it, so that tomorrow's is not held up. */
const runMsMax = 3_600_000;
/** node-cron calls a slot missed after one second; a busy machine is not yet down. */
const triggerToleranceMs = 60_000;
/** Whoever was down for longer than a year has other troubles than the list of days. */
const passedOverDaysMax = 366;

export class JobRunner implements Service {
  readonly #options: JobRunnerOptions;
  readonly #ledger: JobLedger;
  readonly #slots: ReadonlyMap<Job, JobSlots>;
  readonly #patience: DiskPatience;
  readonly #stopping = new AbortController();
  readonly #triggers: ScheduledTask[] = [];
  #nap = new AbortController();
  #lastRound: Promise<unknown> = Promise.resolve();
  #running: Promise<void> = Promise.resolve();
  #active: { readonly job: string; readonly sinceMs: number } | undefined;
  readonly #asked = new Set<string>();
  /** The days last looked at: mostly the same as the next time. */
  #window: { readonly key: string; readonly days: readonly NamedDay[] } = { key: '', days: [] };

  /** Throws OperatorError `job-schedule`. */
  constructor(options: JobRunnerOptions) {
    this.#options = options;
    this.#ledger = new JobLedger(options.database);
    this.#patience = new DiskPatience(options.log, 'what the jobs came to');
    this.#slots = new Map(
      options.jobs.flatMap((job) =>
        job.cron === null ? [] : [[job, new JobSlots(job.name, job.cron, options.zone)] as const],
      ),
    );
  }

  /** Resolves at once; what is due by then is done behind it. */
  start(signal: AbortSignal): Promise<void> {
    for (const { name, cron } of this.#options.jobs)
      if (cron !== null) this.#triggers.push(this.#triggerOf(name, cron));
    // A rejection is our own bug (a job's failure is a word in the ledger, and a disk's is waited out) and ends the process.
    this.#running = this.#watch(AbortSignal.any([signal, this.#stopping.signal]));
    return Promise.resolve();
  }

  /**
   * Does everything that is due at this moment, by the time it fell due, each once, and answers what became of it. Rounds
   * never overlap: a call during another waits for it, and then looks for itself.
   */
  runDue(signal: AbortSignal = this.#stopping.signal): Promise<readonly JobRun[]> {
    const round = this.#lastRound.then(() => this.#round(signal));
    this.#lastRound = round.catch(() => undefined);
    return round;
  }

  /** The latest runs of a job, for health and the desk. */
  latest(job: string, limit: number): readonly JobRun[] {
    return this.#ledger.latest(job, limit);
  }

  /** Does a job once more because somebody asks, for the day it fell due on last, behind what is under way. */
  runNow(name: string): AskedRun {
    const job = this.#options.jobs.find((any) => any.name === name);
    if (job === undefined) return 'unknown';
    if (this.#active?.job === name || this.#asked.has(name)) return 'busy';
    const { clock, zone } = this.#options;
    const nowMs = clock.wallMs();
    const day = this.#slots.get(job)?.lastDay(nowMs) ?? localDate(nowMs, zone);
    this.#asked.add(name);
    const round = this.#lastRound.then(async () => {
      this.#asked.delete(name);
      if (this.#stopping.signal.aborted) return;
      const run = await this.#run({ job, day, slotMs: nowMs }, this.#stopping.signal);
      for (const line of doneLines([run])) this.#options.log.info(line, 'job done');
    });
    this.#lastRound = this.#patience.tryLater(() => round);
    return 'started';
  }

  /** In the order in which they are done at night. */
  standings(): readonly JobStanding[] {
    const nowMs = this.#options.clock.wallMs();
    return this.#options.jobs.map((job) => this.#standingOf(job, nowMs));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    this.#nap.abort();
    for (const trigger of this.#triggers.splice(0)) await trigger.destroy();
    await this.#running;
    await this.#lastRound;
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const { clock, checkEveryMs = hourlyCheckMs } = this.#options;
    while (!signal.aborted) {
      // Made before looking: a trigger during the round is not slept through.
      this.#nap = new AbortController();
      // What is not in the ledger as done is done again.
      const isTold = await this.#patience.tryLater(() => this.runDue(signal));
      const napMs = isTold ? checkEveryMs : Math.min(checkEveryMs, refusedCheckMs);
      await clock.sleep(napMs, AbortSignal.any([signal, this.#nap.signal]));
    }
  }

  #standingOf(job: Job, nowMs: number): JobStanding {
    const { name } = job;
    const [active, slots] = [this.#active?.job === name ? this.#active : undefined, this.#slots.get(job)];
    const ended = this.#ledger.latest(name, 2).find(({ outcome }) => outcome !== null);
    return {
      job: name,
      doneMs: this.#ledger.lastDoneMs(name),
      hasFailed: ended?.outcome === 'failed',
      state: active === undefined ? (this.#asked.has(name) ? 'waiting' : 'idle') : 'running',
      sinceMs: active?.sinceMs ?? null,
      nextMs: slots?.nextMs(nowMs) ?? null,
      missedDays: this.#missedDays(name, slots?.lastDay(nowMs)),
    };
  }

  #missedDays(name: string, lastDue: Temporal.PlainDate | undefined): number {
    const first = this.#ledger.firstMissed(name);
    if (lastDue === undefined || first === null) return 0;
    const days = Temporal.PlainDate.from(first).until(lastDue, { largestUnit: 'days' }).days;
    return Math.max(0, days + 1);
  }

  #triggerOf(name: string, cron: string): ScheduledTask {
    const { zone, log } = this.#options;
    return schedule(cron, () => this.#nap.abort(), {
      name,
      timezone: zone,
      missedExecutionTolerance: triggerToleranceMs,
      logger: cronLogger(log),
    });
  }

  async #round(signal: AbortSignal): Promise<readonly JobRun[]> {
    const nowMs = this.#options.clock.wallMs();
    const due = this.#options.jobs.flatMap((job) => this.#dueOf(job, nowMs));
    const runs: JobRun[] = [];
    for (const one of due.sort((a, b) => a.slotMs - b.slotMs)) {
      if (signal.aborted) break;
      runs.push(await this.#run(one, signal));
    }
    for (const line of doneLines(runs)) this.#options.log.info(line, 'job done');
    return runs;
  }

  #dueOf(job: Job, nowMs: number): readonly Due[] {
    const today = localDate(nowMs, this.#options.zone);
    const first = today.subtract({ days: job.catchUpDaysMax });
    this.#passOver(job, first, nowMs);
    const done = this.#ledger.doneSince(job.name, textOf(first));
    return this.#daysFrom(first, job.catchUpDaysMax + 1).flatMap(({ day, text }) => {
      const slotMs = done.has(text) ? undefined : this.#slots.get(job)?.slotMs(day);
      return slotMs === undefined || slotMs > nowMs ? [] : [{ job, day, slotMs }];
    });
  }

  #daysFrom(first: Temporal.PlainDate, count: number): readonly NamedDay[] {
    const key = `${textOf(first)} ${count}`;
    if (this.#window.key !== key) {
      const days = Array.from({ length: count }, (_, days) => first.add({ days }));
      this.#window = { key, days: days.map((day) => ({ day, text: textOf(day) })) };
    }
    return this.#window.days;
  }

  async #run({ job, day }: Due, signal: AbortSignal): Promise<JobRun> {
    const { clock, log } = this.#options;
    this.#ledger.begin(job.name, textOf(day), clock.wallMs());
    this.#active = { job: job.name, sinceMs: clock.wallMs() };
    const { outcome, detail } = await attempt(job, day, signal);
    this.#active = undefined;
    const run = this.#ledger.finish(job.name, textOf(day), clock.wallMs(), outcome, detail);
    if (outcome === 'failed' && signal.aborted)
      log.info({ job: job.name, day: run.day }, 'job broken off by the stop; it is done again');
    else if (outcome === 'failed')
      log.error({ job: job.name, day: run.day, reason: detail }, 'job failed; it is tried again');
    return run;
  }

  /** Writes down the slots between what was settled last and the first day still worth doing: missed, but not in silence. */
  #passOver(job: Job, first: Temporal.PlainDate, nowMs: number): void {
    const last = this.#ledger.lastSettled(job.name);
    if (last === null) return;
    const after = Temporal.PlainDate.from(last).add({ days: 1 });
    const oldest = first.subtract({ days: passedOverDaysMax });
    let day = Temporal.PlainDate.compare(after, oldest) < 0 ? oldest : after;
    const days: PlainDateText[] = [];
    for (; Temporal.PlainDate.compare(day, first) < 0; day = day.add({ days: 1 })) {
      if (this.#slots.get(job)?.slotMs(day) !== undefined) days.push(textOf(day));
    }
    if (days.length === 0) return;
    this.#ledger.passOver(job.name, days, nowMs);
    this.#options.log.warn(
      { job: job.name, from: days[0], to: days.at(-1) },
      'job of days too long ago is passed over',
    );
  }
}

const attempt = async (
  job: Job,
  day: Temporal.PlainDate,
  signal: AbortSignal,
): Promise<{ readonly outcome: 'done' | 'failed'; readonly detail: string | null }> => {
  try {
    const said = await job.run(day, AbortSignal.any([signal, AbortSignal.timeout(runMsMax)]));
    return { outcome: 'done', detail: typeof said === 'string' ? said : null };
  } catch (error) {
    return { outcome: 'failed', detail: messageOf(error) };
  }
};

const textOf = (day: Temporal.PlainDate): PlainDateText => day.toString() as PlainDateText;

/** A slot cron missed is no news: the next look makes up for it. */
const cronLogger = (log: Log): Logger => ({
  info: (message) => log.debug(message),
  warn: (message) => log.debug(message),
  debug: (message) => log.debug(String(message)),
  error: (message) => log.error(String(message)),
});
