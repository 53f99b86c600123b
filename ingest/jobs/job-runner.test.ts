/** JobRunner does every day once: after a pause, after a crash, after a failure, and whatever the clock does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getTasks } from 'node-cron';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { TimelineClock, scaledClock, type Clock } from '../../runtime/clock.ts';
import { openDatabase } from '../../runtime/database.ts';
import { silentLog } from '../../runtime/log.ts';
import { JobLedger, jobSchema } from './job-ledger.ts';
import { JobRunner, type Job } from './job-runner.ts';

const directory = mkdtempSync(join(tmpdir(), 'ayumi-jobs-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
const zone = 'Asia/Tokyo';
const tokyo = (text: string): number => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;

let path: string;
let clock: TimelineClock;
let did: string[];
beforeEach(() => {
  path = join(directory, `${files++}.sqlite`);
  clock = new TimelineClock(tokyo('2026-11-21T12:00'));
  did = [];
});

const closing = (over: Partial<Job> = {}): Job => ({
  name: 'close',
  cron: '5 0 * * *',
  catchUpDaysMax: 3,
  run: (day) => {
    did.push(day.toString());
    return Promise.resolve(`closed before ${day.toString()}`);
  },
  ...over,
});
/** Opened anew each time, as after a restart. */
const runner = (jobs: readonly Job[], on: Clock = clock, checkEveryMs?: number): JobRunner => {
  const database = openDatabase(path, [jobSchema]);
  const every = checkEveryMs === undefined ? {} : { checkEveryMs };
  return new JobRunner({ database, clock: on, zone, log: silentLog, jobs, ...every });
};

test('a job that an orderly stop breaks off is no error in the log, and is done again', async () => {
  const errors: object[] = [];
  const log = { ...silentLog, error: (what: object) => errors.push(what) };
  const begun = Promise.withResolvers<undefined>();
  const endless = closing({
    catchUpDaysMax: 0,
    run: (_day, signal) =>
      new Promise((_done, fail) => {
        signal.addEventListener('abort', () => fail(new Error('This operation was aborted')));
        begun.resolve(undefined);
      }),
  });
  const first = new JobRunner({ database: openDatabase(path, [jobSchema]), clock, zone, log, jobs: [endless] });
  await first.start(new AbortController().signal);
  await begun.promise;
  await first[Symbol.asyncDispose]();
  expect(errors).toEqual([]);
  expect(await runner([closing({ catchUpDaysMax: 0 })]).runDue()).toMatchObject([{ outcome: 'done', attempts: 2 }]);
});

describe('a disk that takes no word of a job', () => {
  test('is waited for, told of once, and the day is done when it does', async () => {
    const errors: object[] = [];
    const log = { ...silentLog, error: (what: object) => errors.push(what), info: () => undefined };
    const database = openDatabase(path, [jobSchema]);
    database.exec('PRAGMA query_only = 1');
    await using jobs = new JobRunner({ database, clock, zone, log, jobs: [closing()], checkEveryMs: 1 });
    await jobs.start(new AbortController().signal);
    expect(jobs.runNow('close')).toBe('started');
    await expect.poll(() => errors.length).toBe(1);
    database.exec('PRAGMA query_only = 0');
    await expect.poll(() => did.length).toBe(4);
    expect(errors).toHaveLength(1);
  });
});

describe('what is due', () => {
  test('is every day not done, oldest first, as far back as the job wants', async () => {
    const runs = await runner([closing()]).runDue();
    expect(did).toEqual(['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21']);
    expect(runs.at(-1)).toMatchObject({ day: '2026-11-21', outcome: 'done', detail: 'closed before 2026-11-21' });
  });

  test('is told in one line where all of it came to the same', async () => {
    const told: object[] = [];
    const log = { ...silentLog, info: (what: object) => told.push(what) };
    const job = closing({ run: () => Promise.resolve('nothing yet') });
    await new JobRunner({ database: openDatabase(path, [jobSchema]), clock, zone, log, jobs: [job] }).runDue();
    expect(told).toEqual([{ job: 'close', from: '2026-11-18', to: '2026-11-21', days: 4, detail: 'nothing yet' }]);
  });

  test('is nothing when all is done, also after a restart', async () => {
    await runner([closing()]).runDue();
    did = [];
    expect(await runner([closing()]).runDue()).toEqual([]);
    expect(did).toEqual([]);
  });

  test('begins with the slot, not with the date', async () => {
    clock.jumpTo(tokyo('2026-11-21T00:04:00'));
    await runner([closing({ catchUpDaysMax: 0 })]).runDue();
    expect(did).toEqual([]);
    clock.jumpTo(tokyo('2026-11-21T00:05:00'));
    await runner([closing({ catchUpDaysMax: 0 })]).runDue();
    expect(did).toEqual(['2026-11-21']);
  });

  test('is caught up in order after days of being down', async () => {
    await runner([closing()]).runDue();
    did = [];
    clock.jumpTo(tokyo('2026-11-24T08:00'));
    await runner([closing()]).runDue();
    expect(did).toEqual(['2026-11-22', '2026-11-23', '2026-11-24']);
  });

  test('interleaves jobs by the time they fell due', async () => {
    const report = closing({
      name: 'report',
      cron: '0 1 * * *',
      run: (day) => Promise.resolve(did.push(`report ${day.toString()}`)),
      catchUpDaysMax: 1,
    });
    await runner([report, closing({ catchUpDaysMax: 1 })]).runDue();
    expect(did).toEqual(['2026-11-20', 'report 2026-11-20', '2026-11-21', 'report 2026-11-21']);
  });

  test('leaves out days too long ago, and writes that down', async () => {
    await runner([closing()]).runDue();
    clock.jumpTo(tokyo('2026-11-27T12:00'));
    const later = runner([closing({ catchUpDaysMax: 1 })]);
    await later.runDue();
    expect(later.latest('close', 7).map((run) => [run.day, run.outcome])).toEqual([
      ['2026-11-27', 'done'],
      ['2026-11-26', 'done'],
      ['2026-11-25', 'passed-over'],
      ['2026-11-24', 'passed-over'],
      ['2026-11-23', 'passed-over'],
      ['2026-11-22', 'passed-over'],
      ['2026-11-21', 'done'],
    ]);
  });
});

describe('a run', () => {
  test('that failed is tried again at the next look, and does not keep later days waiting', async () => {
    let broken = true;
    const job = closing({
      catchUpDaysMax: 1,
      run: (day) => {
        did.push(day.toString());
        return broken && day.day === 20 ? Promise.reject(new Error('disk full')) : Promise.resolve();
      },
    });
    const [first] = await runner([job]).runDue();
    expect(first).toMatchObject({ day: '2026-11-20', outcome: 'failed', detail: 'disk full', attempts: 1 });
    expect(did).toEqual(['2026-11-20', '2026-11-21']);
    broken = false;
    expect(await runner([job]).runDue()).toMatchObject([{ day: '2026-11-20', outcome: 'done', attempts: 2 }]);
  });

  test('in the middle of which the process died is repeated', async () => {
    const database = openDatabase(path, [jobSchema]);
    new JobLedger(database).begin('close', '2026-11-21' as never, clock.wallMs());
    database.close();
    expect(await runner([closing({ catchUpDaysMax: 0 })]).runDue()).toMatchObject([{ outcome: 'done', attempts: 2 }]);
  });

  test('is alone: a look during another one finds everything done', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const slow = closing({
      catchUpDaysMax: 0,
      run: async (day) => {
        did.push(day.toString());
        await released;
      },
    });
    const one = runner([slow]);
    const looks = [one.runDue(), one.runDue(), one.runDue()];
    release(undefined);
    expect((await Promise.all(looks)).map((runs) => runs.length)).toEqual([1, 0, 0]);
    expect(did).toEqual(['2026-11-21']);
  });

  test('may be told to stop, and is then repeated', async () => {
    const stop = new AbortController();
    const stopped = closing({
      catchUpDaysMax: 1,
      run: (_, signal) => {
        stop.abort();
        return Promise.reject(signal.aborted ? new Error('stopped') : new Error('not told'));
      },
    });
    expect(await runner([stopped]).runDue(stop.signal)).toMatchObject([{ outcome: 'failed', detail: 'stopped' }]);
    await runner([closing({ catchUpDaysMax: 1 })]).runDue();
    expect(did).toEqual(['2026-11-20', '2026-11-21']);
  });
});

describe('a clock', () => {
  test('that jumps back makes nothing happen twice', async () => {
    const one = runner([closing()]);
    await one.runDue();
    did = [];
    for (const text of ['2026-11-21T00:01', '2026-11-20T23:59', '2026-11-19T00:05', '2026-11-21T12:00']) {
      clock.jumpTo(tokyo(text));
      await one.runDue();
    }
    // Looking from the 19th, the two days before the window of the first look were worth doing; no other was done again.
    expect(new Set(did).size).toBe(did.length);
    expect(did.every((day) => day < '2026-11-18')).toBe(true);
  });

  test('that was wrong by years for an hour keeps no day from being done', async () => {
    const one = runner([closing()]);
    await one.runDue();
    clock.jumpTo(tokyo('2031-01-01T12:00'));
    await one.runDue();
    did = [];
    clock.jumpTo(tokyo('2026-11-22T00:06'));
    await one.runDue();
    expect(did).toEqual(['2026-11-22']);
  });

  test('that runs many times faster than life has every day done, one after the other', async () => {
    // A day in 0.2 s, so that two weeks pass in this test, and sixty days are some ten seconds' work at most.
    const fast = scaledClock({ anchorMs: Date.now(), startMs: tokyo('2026-11-21T00:00'), factor: 432_000 });
    await using one = runner([closing({ catchUpDaysMax: 60 })], fast, 1);
    await one.start(new AbortController().signal);
    await expect.poll(() => did.length, { interval: 5, timeout: 25_000 }).toBeGreaterThan(75);
    const days = did.slice(0, 75).map((day) => Temporal.PlainDate.from(day));
    days.forEach((day, i) => expect(day.toString()).toBe(days[0]?.add({ days: i }).toString()));
  });
});

describe('the trigger', () => {
  test('wakes the runner at its slot, and is gone with it', async () => {
    const before = getTasks().size;
    const everySecond = closing({ cron: '* * * * * *', catchUpDaysMax: 0 });
    clock.jumpTo(tokyo('2026-11-20T23:59:59.999') - 3_600_000);
    const one = runner([everySecond]);
    await one.start(new AbortController().signal);
    await one.runDue();
    expect(did).toEqual(['2026-11-20']);
    clock.jumpTo(tokyo('2026-11-21T00:00'));
    await expect.poll(() => did, { timeout: 5_000 }).toEqual(['2026-11-20', '2026-11-21']);
    expect(getTasks().size).toBe(before + 1);
    await one[Symbol.asyncDispose]();
    expect(getTasks().size).toBe(before);
  });
});
