/** What is learnt late of people, visits and days moves points to where the rules want them, by new entries. */
import { expect, test } from 'vitest';
import type { CentreVisit } from '../contract/centre-visit.ts';
import { centreIdSchema } from '../contract/ids.ts';
import { contentOf, TrialDesk, walker } from './desk/trial-desk.ts';
import type { Points } from './points.ts';
import { cap, perDay, trialProgramme } from './trial-programme.ts';
import { plainDate } from './trial-points.ts';

const words = { ja: '50', en: '50' };
const firstVisits = trialProgramme({ earning: [{ id: 'first', kind: 'first-visit', points: 50, sentence: words }] });
const visit = (date: string, withdrawn = false): CentreVisit => ({
  participant: walker,
  date: plainDate(date),
  centre: centreIdSchema.parse('c1'),
  withdrawn,
});
const byDate = (points: Points): readonly unknown[] => [...points.listAll()].map((day) => [day.date, day.points]);

test('a first visit that is withdrawn makes the next one the first', async () => {
  using disk = new TrialDesk();
  await using points = await disk.open(firstVisits);
  points.acceptVisits([visit('2026-11-12'), visit('2026-11-10'), visit('2026-11-10')]);
  expect(byDate(points)).toEqual([['2026-11-10', 50]]);
  points.acceptVisits([visit('2026-11-10', true)]);
  expect(byDate(points)).toEqual([['2026-11-12', 50]]);
  points.acceptVisits([visit('2026-11-10', true), visit('2026-11-11', true)]);
  expect(points.entries(walker).map(({ date, points: moved }) => [date, moved])).toEqual([
    ['2026-11-10', 50],
    ['2026-11-10', -50],
    ['2026-11-12', 50],
  ]);
  points.acceptVisits([visit('2026-11-10')]);
  expect([byDate(points), points.verify()]).toMatchObject([[['2026-11-10', 50]], { kind: 'ok' }]);
});

test.each(['month', 'period', 'ever'])(
  'a day that comes late takes its share of a limit per %s from those after it',
  async (per) => {
    using disk = new TrialDesk();
    const limited = { earning: [perDay(7)], caps: [cap('limit', per, 10)], periods: { startsOn: '04-01', months: 12 } };
    await using points = await disk.open(trialProgramme(limited));
    for (const date of ['2026-11-10', '2026-11-12']) disk.walk(points, walker, date, 1_000);
    expect(byDate(points)).toEqual([
      ['2026-11-10', 7],
      ['2026-11-12', 3],
    ]);
    disk.walk(points, walker, '2026-11-11', 1_000);
    expect(byDate(points)).toEqual([
      ['2026-11-10', 7],
      ['2026-11-11', 3],
    ]);
    expect(points.verify()).toMatchObject({ kind: 'ok', points: 10 });
  },
);

test('a corrected day of birth takes back what was earned too young, and gives what was withheld', async () => {
  using disk = new TrialDesk();
  await using points = await disk.open(trialProgramme({ earning: [perDay(7)], participants: { ageMin: 18 } }));
  const born = (date: string): void => {
    const birth = { birthYear: Number(date.slice(0, 4)), birthDate: plainDate(date) };
    points.enrol([{ participant: walker, ...birth, pedometerFrom: plainDate('2026-11-01') }]);
  };
  for (const date of ['2026-11-10', '2026-11-12']) disk.walk(points, walker, date, 1_000);
  expect(points.balance(walker)).toBe(14);
  born('2008-11-12');
  expect(byDate(points)).toEqual([['2026-11-12', 7]]);
  born('2008-11-10');
  const before = contentOf(disk);
  born('2008-11-10');
  expect(contentOf(disk)).toEqual(before);
  expect(points.balance(walker)).toBe(14);
  expect(points.entries(walker).map(({ kind }) => kind)).toEqual(['credit', 'credit', 'correction', 'credit']);
});
