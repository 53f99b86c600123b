/** A statement tells what stood before, every line written in its time, and what stands after, and the three agree. */
import { expect, test } from 'vitest';
import { dayTotal, participantId, plainDate, TrialDisk, walker } from '../trial-points.ts';
import type { Points } from '../points.ts';
import { fiscalYearRange, statementOf } from './statement.ts';

const at = (disk: TrialDisk, points: Points, instant: string, date: string, steps: number): void => {
  disk.clock.jumpTo(Date.parse(instant));
  points.accept([dayTotal({ date, steps, syncedOn: date })]);
};
const statement = (points: Points, from: string, to: string) =>
  statementOf(points.entries(walker), 'pedometer', { from: plainDate(from), to: plainDate(to) }, 'Asia/Tokyo');

test('a line belongs to the local date it was written on, not to the date walked', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  at(disk, points, '2026-03-31T14:59:59Z', '2026-03-30', 3_000);
  at(disk, points, '2026-03-31T15:00:00Z', '2026-03-31', 5_000);
  at(disk, points, '2026-04-30T14:59:59Z', '2026-04-30', 8_000);
  at(disk, points, '2026-04-30T15:00:00Z', '2026-04-29', 10_000);
  const april = statement(points, '2026-04-01', '2026-04-30');
  expect(april).toMatchObject({ opening: 1, closing: 6 });
  expect(april.lines.map(({ date, points: moved, balance }) => [date, moved, balance])).toEqual([
    ['2026-03-31', 2, 3],
    ['2026-04-30', 3, 6],
  ]);
});

test('a fiscal year goes from April to March, and opens with what the last one closed with', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  at(disk, points, '2026-03-31T14:59:59Z', '2026-03-30', 3_000);
  at(disk, points, '2026-03-31T15:00:00Z', '2026-03-31', 5_000);
  at(disk, points, '2027-03-31T14:59:59Z', '2027-03-31', 8_000);
  at(disk, points, '2027-03-31T15:00:00Z', '2027-03-30', 10_000);
  const of = (year: number) => {
    const { from, to } = fiscalYearRange(year);
    const { opening, lines, closing } = statement(points, from, to);
    return [opening, lines.length, closing];
  };
  expect([2025, 2026, 2027, 2028].map(of)).toEqual([
    [0, 1, 1],
    [1, 2, 6],
    [6, 1, 10],
    [10, 0, 10],
  ]);
});

test('opening and lines are what it closes with, also when the clock was set back over the end of a month', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  at(disk, points, '2026-12-01T00:00:00+09:00', '2026-11-29', 3_000);
  at(disk, points, '2026-11-30T23:59:00+09:00', '2026-11-28', 5_000);
  const told = [statement(points, '2026-11-01', '2026-11-30'), statement(points, '2026-12-01', '2026-12-31')];
  expect(told.map(({ opening, lines, closing }) => [opening, lines.map((line) => line.points), closing])).toEqual([
    [0, [2], 2],
    [2, [1], 3],
  ]);
});

test('an account of somebody unknown is empty', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  const entries = points.entries(participantId('P-9999'));
  expect(statementOf(entries, 'paper', fiscalYearRange(2026), 'Asia/Tokyo')).toEqual({
    account: 'paper',
    opening: 0,
    lines: [],
    closing: 0,
  });
});
