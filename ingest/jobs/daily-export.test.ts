/** A daily file is whole or not there, says the same whenever it is made, and goes when its time is over. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { participantIdSchema } from '../../contract/ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { cloudJobs } from '../cloud-jobs.ts';
import { Fleet } from '../fleet.ts';
import { anna, bert, dayMs, device, epochOne, firstDayMs, hourMs, zone } from '../sample-cloud.ts';
import { north, otherDevice, SampleStore } from '../sample-store.ts';
import { sampleVisit } from '../sample-walk.ts';
import { dailyExportJob, type DailyExport } from './daily-export.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'ayumi-exports-')), 'exports');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const living = new AbortController().signal;
/** Noon of a day of November 2026 in Japan. */
const noon = (day: number): number => firstDayMs + (day - 1) * dayMs + 12 * hourMs;
const text = (name: string): string => readFileSync(join(folder, name), 'utf8');
/** As the job that falls due on a day of November 2026. */
const run = async (sample: SampleStore, name: string, dueDay: number): Promise<unknown> => {
  const clock = { ...systemClock, wallMs: () => sample.nowMs };
  const jobs = cloudJobs({
    store: sample.store,
    dataPath: sample.folder,
    fleet: new Fleet(),
    series: [],
    clock,
    zone,
    onClosed: () => undefined,
    exports: { path: folder, keepDays: 400 },
    dailyExports: [{ name: 'points', write: (day) => ['participant,points\n', `${day},1\n`] }],
  });
  return jobs.find((job) => job.name === name)?.run(new Temporal.PlainDate(2026, 11, dueDay), living);
};
const walk = (sample: SampleStore, toHours: number, which = device): void => {
  sample.bring([sampleVisit(which, [epochOne(240)], { atMs: firstDayMs + toHours * hourMs, from: 0 })]);
};

test('the totals of a day are those whose newest revision was made on it, also when asked a week later', async () => {
  using sample = new SampleStore(noon(1));
  sample.store.registry.lend(device.serial, anna, firstDayMs);
  sample.store.registry.lend(otherDevice.serial, bert, firstDayMs);
  sample.nowMs = noon(3);
  walk(sample, 20);
  walk(sample, 30);
  const said = sample.store.derivation.totals.get(anna, '2026-11-02' as never)?.steps;
  sample.nowMs = noon(5);
  walk(sample, 40);
  walk(sample, 30, otherDevice);
  sample.nowMs = noon(12);
  expect(await run(sample, 'export-day-totals', 4)).toMatch(/^day-totals-2026-11-03\.csv, \d+ bytes$/);
  await run(sample, 'export-day-totals', 5);
  await run(sample, 'export-day-totals', 6);
  expect(text('day-totals-2026-11-03.csv')).toBe(
    `participant,date,steps,state\n${anna},2026-11-01,300,open\n${anna},2026-11-02,${said},open\n`,
  );
  expect(text('day-totals-2026-11-04.csv')).toBe('participant,date,steps,state\n');
  const rows = text('day-totals-2026-11-05.csv').trim().split('\n').slice(1);
  expect(rows.map((row) => row.split(',').slice(0, 2).join(' '))).toEqual([
    `${anna} 2026-11-02`,
    `${bert} 2026-11-01`,
    `${bert} 2026-11-02`,
  ]);
  expect(statSync(join(folder, 'day-totals-2026-11-05.csv')).mode & 0o077).toBe(0);
});

test('days before anything was known have no file, and others write theirs beside it', async () => {
  using sample = new SampleStore(noon(10));
  for (const name of ['export-points', 'export-day-totals']) {
    expect(await run(sample, name, 10)).toBe('nothing yet');
    expect(readdirSync(folder)).not.toContain('points-2026-11-09.csv');
    await run(sample, name, 11);
  }
  expect(readdirSync(folder).sort()).toEqual(['day-totals-2026-11-10.csv', 'points-2026-11-10.csv']);
  expect(text('points-2026-11-10.csv')).toBe('participant,points\n2026-11-10,1\n');
});

test('a participant that a spreadsheet would take for a formula is disarmed', async () => {
  using sample = new SampleStore(noon(1));
  const minus = participantIdSchema.parse('-1-2');
  const { registry } = sample.store;
  registry.atomically(() => registry.putParticipant({ id: minus, name: '歩', birthYear: 1950, centre: north }));
  registry.lend(device.serial, minus, firstDayMs);
  walk(sample, 10);
  sample.nowMs = noon(4);
  await run(sample, 'export-day-totals', 2);
  expect(text('day-totals-2026-11-01.csv')).toContain("\n'-1-2,2026-11-01,");
});

const job = (write: DailyExport['write'], keepDays = 400) =>
  dailyExportJob({
    export: { name: 'points', write },
    folder: { path: folder, keepDays },
    firstDay: () => ({ date: '2026-01-01' as never, startMs: 0, endMs: 0 }),
  });
const due = new Temporal.PlainDate(2026, 11, 22);

test('a file that breaks off in the middle never has the name of a whole one, and is made whole the next time', async () => {
  const breaking = job(function* () {
    yield 'half of it\n';
    throw new Error('no more');
  });
  await expect(breaking.run(due, living)).rejects.toThrow('no more');
  expect(existsSync(join(folder, 'points-2026-11-21.csv'))).toBe(false);
  await job(() => ['all of it\n']).run(due, living);
  expect(readdirSync(folder)).toEqual(['points-2026-11-21.csv']);
  expect(text('points-2026-11-21.csv')).toBe('all of it\n');
});

test('a long file is whole, and lets the process do other things meanwhile', async () => {
  const lines = Array.from({ length: 20_000 }, (_, i) => `P-${i},歩\n`);
  let turns = 0;
  const ticking = setInterval(() => turns++, 0);
  await job(() => lines).run(due, living);
  clearInterval(ticking);
  expect(text('points-2026-11-21.csv')).toBe(lines.join(''));
  expect(turns).toBeGreaterThan(1);
});

test('an end in the middle is heeded', async () => {
  const ending = new AbortController();
  const endless = job(function* () {
    for (let i = 0; ; i++) {
      if (i === 5000) ending.abort();
      yield 'x\n';
    }
  });
  await expect(endless.run(due, ending.signal)).rejects.toThrow();
  expect(existsSync(join(folder, 'points-2026-11-21.csv'))).toBe(false);
});

test('files are kept for as many days as asked for, and files of others for ever', async () => {
  await job(() => ['x\n']).run(due, living);
  const others = ['points-2026-11-18.csv.bak', 'day-totals-2026-01-01.csv', 'points-of-2026-01-01.csv', 'notes.txt'];
  const own = ['points-2026-11-19.csv', 'points-2026-11-18.csv', 'points-2025-12-31.csv.unfinished'];
  for (const name of [...others, ...own]) writeFileSync(join(folder, name), '');
  await job(() => ['x\n'], 3).run(due, living);
  expect(readdirSync(folder).sort()).toEqual([...others, 'points-2026-11-19.csv', 'points-2026-11-21.csv'].sort());
});
