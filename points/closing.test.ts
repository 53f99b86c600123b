/** A new day grants what months have earned and lets expire what was not used, once, and puts right what turns out otherwise. */
import { expect, test } from 'vitest';
import { claimBody, paperHolder, signed, TrialDesk, walker, why } from './desk/trial-desk.ts';
import { ticketsFor } from './draws.ts';
import { expiringPoints, lastDateOf } from './engine/expiry.ts';
import { lotsOf } from './closing.ts';
import type { Points } from './points.ts';
import { activity, perDay, perMonth, trialProgramme } from './trial-programme.ts';
import { dayTotal, plainDate } from './trial-points.ts';

const noon = (date: string): number => Date.parse(`${date}T12:00:00+09:00`);
const closeOn = async (disk: TrialDesk, points: Points, date: string): Promise<number> => {
  disk.clock.jumpTo(noon(date));
  return (await points.close()).entries;
};

test('a month is granted once it is over and has settled, and only once', async () => {
  using disk = new TrialDesk();
  await using points = await disk.open(trialProgramme({ earning: [perMonth(3)] }));
  disk.clock.jumpTo(noon('2026-10-31'));
  for (const date of ['2026-10-01', '2026-10-31']) disk.walk(points, walker, date, 1_000);
  expect([await closeOn(disk, points, '2026-11-03'), points.balance(walker)]).toEqual([0, 0]);
  expect([await closeOn(disk, points, '2026-11-04'), points.balance(walker)]).toEqual([1, 100]);
  expect([await closeOn(disk, points, '2026-11-05'), points.balance(walker)]).toEqual([0, 100]);
  expect(points.entries(walker)).toMatchObject([
    { date: '2026-10-31', cause: '{"kind":"closing","asOf":"2026-11-04"}' },
  ]);
});

test('what comes after a month was granted corrects it', async () => {
  using disk = new TrialDesk();
  await using points = await disk.open(trialProgramme({ earning: [perMonth()] }));
  disk.walk(points, walker, '2026-10-01', 1_000);
  await closeOn(disk, points, '2026-11-20');
  expect(points.balance(walker)).toBe(0);
  disk.walk(points, walker, '2026-10-02', 1_000);
  expect(points.balance(walker)).toBe(100);
  points.accept([dayTotal({ date: '2026-10-02', steps: 999, revision: 2, syncedOn: '2026-11-20' })]);
  expect(points.balance(walker)).toBe(0);
  expect(points.entries(walker).map(({ kind, points: moved }) => [kind, moved])).toEqual([
    ['credit', 100],
    ['correction', -100],
  ]);
});

test('months are granted also when nobody closed a day for half a year', async () => {
  using disk = new TrialDesk();
  await using points = await disk.open(trialProgramme({ earning: [perMonth()] }));
  disk.clock.jumpTo(noon('2026-03-31'));
  for (const date of ['2026-03-01', '2026-03-02']) disk.walk(points, walker, date, 1_000);
  await closeOn(disk, points, '2026-03-31');
  await closeOn(disk, points, '2026-11-20');
  expect(points.balance(walker)).toBe(100);
});

test('the balance a clerk is told is the one there is when a month falls due with a claim', async () => {
  using disk = new TrialDesk();
  await using points = await disk.open(trialProgramme({ earning: [perMonth()], activities: [activity('a')] }));
  disk.clock.jumpTo(noon('2026-10-31'));
  for (const date of ['2026-10-01', '2026-10-02']) disk.walk(points, walker, date, 1_000);
  disk.clock.jumpTo(noon('2026-11-20'));
  const answer = points.desk.claims.record(claimBody({ activity: 'a', evidence: 'declaration' }));
  expect([answer, points.balance(walker)]).toMatchObject([{ points: 10, balance: 110 }, 110]);
});

test.each([
  ['2025-11-21', 12, 'day', '2026-11-21'],
  ['2028-02-29', 12, 'day', '2029-02-28'],
  ['2027-02-28', 12, 'day', '2028-02-28'],
  ['2026-03-31', 11, 'day', '2027-02-28'],
  ['2026-01-31', 1, 'month-end', '2026-02-28'],
  ['2028-01-31', 1, 'month-end', '2028-02-29'],
  ['2026-02-28', 1, 'month-end', '2026-03-31'],
  ['2025-03-31', 12, 'fiscal-year-end', '2026-03-31'],
  ['2025-04-01', 12, 'fiscal-year-end', '2027-03-31'],
  ['2028-02-29', 12, 'fiscal-year-end', '2029-03-31'],
] as const)('points of %s live %i months, to the end of the %s: %s', (date, months, until, last) => {
  expect(lastDateOf(plainDate(date), { months, until })).toBe(last);
});

test('points expire the day after their last, the oldest first, and only once', async () => {
  using disk = new TrialDesk();
  await using points = await disk.open(trialProgramme({ earning: [perDay(7)], expiry: { months: 1 } }));
  for (const date of ['2026-11-10', '2026-11-15']) disk.walk(points, walker, date, 1_000);
  expect([await closeOn(disk, points, '2026-12-10'), points.balance(walker)]).toEqual([0, 14]);
  expect([await closeOn(disk, points, '2026-12-11'), points.balance(walker)]).toEqual([1, 7]);
  expect([await closeOn(disk, points, '2026-12-11'), points.balance(walker)]).toEqual([0, 7]);
  expect([await closeOn(disk, points, '2027-02-01'), points.balance(walker)]).toEqual([1, 0]);
  expect(points.verify()).toMatchObject({
    kind: 'ok',
    programme: { 'expired/pedometer': 14, 'issued/pedometer': -14 },
  });
  expect(points.issued()).toBe(14);
});

test('a correction of points that have expired brings them back out of the expired ones', async () => {
  using disk = new TrialDesk();
  await using points = await disk.open(trialProgramme({ earning: [perDay(7)], expiry: { months: 1 } }));
  for (const date of ['2026-11-10', '2026-11-15']) disk.walk(points, walker, date, 1_000);
  await closeOn(disk, points, '2027-02-01');
  points.accept([dayTotal({ date: '2026-11-10', steps: 0, revision: 2, syncedOn: '2027-02-01' })]);
  await closeOn(disk, points, '2027-02-02');
  expect(points.balance(walker)).toBe(0);
  points.accept([dayTotal({ date: '2026-11-15', steps: 0, revision: 2, syncedOn: '2027-02-01' })]);
  await closeOn(disk, points, '2027-02-03');
  expect([points.balance(walker), points.entries(walker).at(-1)?.points]).toEqual([0, 7]);
  expect(points.verify()).toMatchObject({ kind: 'ok', points: 0 });
});

/** 5 points on paper for each date, of somebody who has a card until 1 December. */
const stamped = async (disk: TrialDesk, ...dates: readonly string[]): Promise<Points> => {
  const points = await disk.open(trialProgramme({ activities: [activity('a')], expiry: { months: 1 } }));
  points.enrol([
    { participant: paperHolder, birthYear: 1950, birthDate: null, pedometerFrom: plainDate('2026-12-01') },
  ]);
  for (const date of dates) points.desk.claims.record(stamp(date));
  return points;
};
const stamp = (date: string) => claimBody({ participant: paperHolder, activity: 'a', evidence: 'stamp', date });
const move = (points: number | 'all') => ({ participant: paperHolder, points, reference: '7', ...signed() });

test('spending later points does not bring back earlier ones that have expired', async () => {
  using disk = new TrialDesk();
  await using points = await stamped(disk, '2026-10-25', '2026-11-20');
  await closeOn(disk, points, '2026-12-01');
  expect(points.balance(paperHolder, 'paper')).toBe(5);
  points.desk.transfers.record(move('all'));
  expect(await closeOn(disk, points, '2026-12-02')).toBe(0);
  expect(points.balance(paperHolder, 'paper')).toBe(0);
  expect(await closeOn(disk, points, '2026-12-25')).toBe(0);
});

test('points spent in time do not expire, and those that are left do', async () => {
  using disk = new TrialDesk();
  await using points = await stamped(disk, '2026-11-10', '2026-11-20');
  points.desk.transfers.record(move(5));
  await closeOn(disk, points, '2026-12-15');
  expect(points.balance(paperHolder, 'paper')).toBe(5);
  await closeOn(disk, points, '2026-12-21');
  expect(points.balance(paperHolder, 'paper')).toBe(0);
});

test('points that expired since the last closing are not moved any more', async () => {
  using disk = new TrialDesk();
  await using points = await stamped(disk, '2026-10-25', '2026-11-20');
  disk.clock.jumpTo(noon('2026-12-01'));
  expect(points.desk.transfers.preview(move('all'))).toMatchObject({ before: [{ points: 5 }, { points: 0 }] });
  expect(points.desk.transfers.record(move(6))).toMatchObject({ refusals: [{ code: 'too-many-points' }] });
  expect(points.desk.transfers.record(move('all'))).toMatchObject({ after: [{ points: 0 }, { points: 50 }] });
  expect(await closeOn(disk, points, '2026-12-02')).toBe(0);
  expect([points.balance(paperHolder, 'paper'), points.balance(paperHolder)]).toEqual([0, 50]);
  expect(points.verify()).toMatchObject({ kind: 'ok' });
});

test('what was moved lives from the day it was moved on', async () => {
  using disk = new TrialDesk();
  await using points = await stamped(disk, '2026-11-10');
  points.desk.transfers.record(move('all'));
  const { lots, spent } = lotsOf(points.books, paperHolder, 'pedometer');
  expect(expiringPoints(lots, spent, points.books.book, points.books.today())).toEqual([
    { on: '2026-12-21', points: 50 },
  ]);
  await closeOn(disk, points, '2026-12-21');
  expect(points.balance(paperHolder)).toBe(50);
  await closeOn(disk, points, '2026-12-22');
  expect(points.balance(paperHolder)).toBe(0);
});

test('a claim voided after it expired leaves nothing, and takes nothing twice', async () => {
  using disk = new TrialDesk();
  await using points = await stamped(disk, '2026-10-25');
  await closeOn(disk, points, '2026-12-01');
  points.desk.claims.void({ claim: '1', ...why() });
  await closeOn(disk, points, '2026-12-02');
  expect(points.balance(paperHolder, 'paper')).toBe(0);
});

test('a closing that is broken off is done by the next', async () => {
  using disk = new TrialDesk();
  await using points = await disk.open(trialProgramme({ earning: [perMonth()] }));
  for (let i = 0; i < 120; i++)
    points.accept(
      ['2026-10-01', '2026-10-02'].map((date) =>
        dayTotal({ participant: `P-${i}`, date, steps: 1_000, syncedOn: date }),
      ),
    );
  // The totals came when the month had settled: all is credited already.
  expect((await points.close()).entries).toBe(0);
  disk.clock.jumpTo(noon('2026-11-30'));
  for (let i = 0; i < 120; i++)
    points.accept(
      ['2026-11-01', '2026-11-02'].map((date) =>
        dayTotal({ participant: `P-${i}`, date, steps: 1_000, syncedOn: date }),
      ),
    );
  disk.clock.jumpTo(noon('2026-12-24'));
  const stop = new AbortController();
  const closing = points.close(stop.signal);
  stop.abort();
  expect((await closing).people).toBe(100);
  disk.clock.jumpTo(noon('2027-06-01'));
  expect(await points.close()).toMatchObject({ people: 120, entries: 20 });
});

test('a draw gives one ticket at its points, or one for each so many', () => {
  const draw = {
    id: 'd',
    name: { ja: 'd', en: 'd' },
    account: 'pedometer',
    points: 200,
    sentence: { ja: 'd', en: 'd' },
  } as const;
  const tickets = [199, 200, 399, 400].map((points) => [
    ticketsFor(points, { ...draw, tickets: 'one' }),
    ticketsFor(points, { ...draw, tickets: 'for-every' }),
  ]);
  expect(tickets).toEqual([
    [0, 0],
    [1, 1],
    [1, 1],
    [1, 2],
  ]);
});
