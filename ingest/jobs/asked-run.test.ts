/** A job that somebody asks for is done once more, never beside itself; and how the jobs stand is told as it is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { TimelineClock } from '../../runtime/clock.ts';
import { openDatabase } from '../../runtime/database.ts';
import { silentLog } from '../../runtime/log.ts';
import { jobSchema } from './job-ledger.ts';
import { JobRunner, type Job } from './job-runner.ts';

const directory = mkdtempSync(join(tmpdir(), 'ayumi-asked-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let files = 0;
const zone = 'Asia/Tokyo';
const tokyo = (text: string): number => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;

let clock: TimelineClock;
let did: string[];
let broken: boolean;
beforeEach(() => {
  clock = new TimelineClock(tokyo('2026-11-21T12:00'));
  did = [];
  broken = false;
});

const job = (name: string, cron: string | null, run?: Job['run']): Job => ({
  name,
  cron,
  catchUpDaysMax: 0,
  run:
    run ??
    ((day) => {
      if (broken) return Promise.reject(new Error('no room'));
      did.push(`${name} ${day.toString()}`);
      return Promise.resolve('well');
    }),
});
const runner = (jobs: readonly Job[], path = join(directory, `${files++}.sqlite`)): JobRunner =>
  new JobRunner({ database: openDatabase(path, [jobSchema]), clock, zone, log: silentLog, jobs });

test('is done for the day it fell due on last, and that day is not done a second time by itself', async () => {
  const jobs = runner([job('backup', '10 3 * * *')]);
  clock.jumpTo(tokyo('2026-11-21T02:00'));
  expect(jobs.runNow('backup')).toBe('started');
  await jobs.runDue();
  expect(did).toEqual(['backup 2026-11-20']);
  clock.jumpTo(tokyo('2026-11-21T03:10'));
  await jobs.runDue();
  await jobs.runDue();
  expect(did).toEqual(['backup 2026-11-20', 'backup 2026-11-21']);
  expect(jobs.runNow('backup')).toBe('started');
  await jobs.runDue();
  expect(jobs.latest('backup', 1)).toMatchObject([{ day: '2026-11-21', attempts: 2, outcome: 'done' }]);
});

test('without a time of its own it is only ever done when asked for', async () => {
  const jobs = runner([job('backup', null)]);
  expect(await jobs.runDue()).toEqual([]);
  expect(jobs.standings()).toMatchObject([{ nextMs: null, missedDays: 0, state: 'idle', doneMs: null }]);
  jobs.runNow('backup');
  await jobs.runDue();
  expect(did).toEqual(['backup 2026-11-21']);
});

test('while it is under way, or waits for its turn, asking again begins nothing', async () => {
  const { promise: end, resolve } = Promise.withResolvers<undefined>();
  const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
  const slow = job('slow', null, async () => {
    begin(undefined);
    await end;
  });
  const jobs = runner([slow, job('quick', null)]);
  expect(jobs.runNow('slow')).toBe('started');
  await begun;
  expect(jobs.runNow('slow')).toBe('busy');
  expect(jobs.runNow('quick')).toBe('started');
  expect(jobs.runNow('quick')).toBe('busy');
  expect(jobs.standings().map(({ state }) => state)).toEqual(['running', 'waiting']);
  expect(jobs.standings()[0]?.sinceMs).toBeGreaterThan(0);
  resolve(undefined);
  await jobs.runDue();
  expect(did).toEqual(['quick 2026-11-21']);
  expect(jobs.standings().map(({ state }) => state)).toEqual(['idle', 'idle']);
  expect(jobs.runNow('gardening')).toBe('unknown');
});

test('what was not done is counted in days until it is done again', async () => {
  const jobs = runner([job('backup', '10 3 * * *')]);
  await jobs.runDue();
  broken = true;
  for (const date of ['2026-11-22', '2026-11-23']) {
    clock.jumpTo(tokyo(`${date}T09:00`));
    await jobs.runDue();
  }
  expect(jobs.standings()).toMatchObject([
    { missedDays: 2, hasFailed: true, doneMs: expect.any(Number) as number, nextMs: tokyo('2026-11-24T03:10') },
  ]);
  broken = false;
  jobs.runNow('backup');
  await jobs.runDue();
  expect(jobs.standings()).toMatchObject([{ missedDays: 0, hasFailed: false }]);
});

test('at the end what waits for its turn is not begun any more', async () => {
  const jobs = runner([job('backup', null)]);
  jobs.runNow('backup');
  await jobs[Symbol.asyncDispose]();
  expect(did).toEqual([]);
});
