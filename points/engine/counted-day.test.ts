/** The engine gives each day the points of its counted steps, to the step and to the day. */
import { expect, test } from 'vitest';
import { dayTotal, iwamizawa, type TotalParts } from '../trial-points.ts';
import { RuleBook } from '../rule/rule-book.ts';
import { awardsOf } from './awards.ts';
import { countDay, judge as judgeRevision, type Verdict } from './counted-day.ts';
import type { DayFacts, DecisionFact } from './facts.ts';

const book = RuleBook.asWritten(iwamizawa);
const rules = book.newest;

const dayOf = (parts: readonly TotalParts[], decision?: DecisionFact): DayFacts => {
  const totals = parts.map((each, i) => dayTotal({ revision: i + 1, ...each }));
  const revisions = totals.map((total) => ({ ...total, doubted: false }));
  return { date: totals[0]?.date ?? dayTotal({}).date, revisions, decision };
};

const counted = (...parts: readonly TotalParts[]): number => countDay(dayOf(parts), rules)?.steps ?? NaN;

const judge = (parts: TotalParts, under = rules): Verdict => {
  const day = dayOf([parts]);
  const [revision] = day.revisions;
  if (revision === undefined) throw new Error('bug: a day without a revision');
  return judgeRevision(day.date, revision, day, under);
};

test.each([
  [0, 0],
  [2_999, 0],
  [3_000, 1],
  [4_999, 1],
  [5_000, 2],
  [7_999, 2],
  [8_000, 3],
  [9_999, 3],
  [10_000, 4],
  [43_112, 4],
])('gives %i steps %i points', (steps, points) => {
  const facts = { birth: undefined, pedometerFrom: null, days: [dayOf([{ steps }])], visits: [], claims: [] };
  const awards = awardsOf(facts, book, dayTotal({}).syncedOn);
  expect(awards.map((award) => award.points)).toEqual(points === 0 ? [] : [points]);
});

test.each([
  ['the day of the visit itself', '2026-11-21', '2026-11-21', 'counted'],
  ['day 29 of the window', '2026-10-24', '2026-11-21', 'counted'],
  ['day 30 of the window, its last', '2026-10-23', '2026-11-21', 'counted'],
  ['day 31', '2026-10-22', '2026-11-21', 'too-late'],
  ['a day after the visit', '2026-11-22', '2026-11-21', 'after-visit'],
  ['31 March from 1 April, a new fiscal year', '2026-03-31', '2026-04-01', 'counted'],
  ['2 March from 31 March', '2026-03-02', '2026-03-31', 'counted'],
  ['1 March from 31 March', '2026-03-01', '2026-03-31', 'too-late'],
  ['3 March from 1 April', '2026-03-03', '2026-04-01', 'counted'],
  ['2 March from 1 April', '2026-03-02', '2026-04-01', 'too-late'],
  ['29 February from 29 March of a leap year', '2028-02-29', '2028-03-29', 'counted'],
  ['29 February from 30 March of a leap year', '2028-02-29', '2028-03-30', 'too-late'],
  ['28 February from 29 March of another year', '2027-02-28', '2027-03-29', 'counted'],
  ['28 February from 30 March of another year', '2027-02-28', '2027-03-30', 'too-late'],
  ['31 January from 29 February', '2028-01-31', '2028-02-29', 'counted'],
  ['30 January from 29 February', '2028-01-30', '2028-02-29', 'too-late'],
  ['3 December from New Year', '2026-12-03', '2027-01-01', 'counted'],
  ['2 December from New Year', '2026-12-02', '2027-01-01', 'too-late'],
] as const)('finds %s %s → %s to be %s', (_, date, syncedOn, verdict) => {
  expect(judge({ date, syncedOn })).toBe(verdict);
});

test('asks each rule for its own window', () => {
  const brought = { date: '2026-10-23', syncedOn: '2026-11-21' };
  const windows = [30, 29, 30].map((windowDays) => judge(brought, { ...rules, backfill: { windowDays } }));
  expect(windows).toEqual(['counted', 'too-late', 'counted']);
});

test('counts what the newest visit in time brought, up or down', () => {
  expect(counted({ steps: 4_000 }, { steps: 9_000 })).toBe(9_000);
  expect(counted({ steps: 9_000 }, { steps: 4_000, state: 'corrected' })).toBe(4_000);
});

test('adds nothing from a visit that comes too late, and leaves what was counted', () => {
  const late = { syncedOn: '2026-12-20' };
  expect(counted({ steps: 9_000, ...late })).toBe(0);
  expect(counted({ steps: 4_000 }, { steps: 9_000, ...late })).toBe(4_000);
});

test('takes away even late what turns out not to have been walked', () => {
  expect(counted({ steps: 9_000 }, { steps: 4_000, state: 'corrected', syncedOn: '2026-12-20' })).toBe(4_000);
});

test('adds nothing from a day that is dated after its visit', () => {
  expect(counted({ steps: 9_000, date: '2026-11-22' })).toBe(0);
});

test('earns nothing new and loses nothing while a day is held, and counts it when it is let go', () => {
  expect(counted({ steps: 9_000, state: 'held' })).toBe(0);
  expect(counted({ steps: 4_000 }, { steps: 9_000, state: 'held' })).toBe(4_000);
  expect(counted({ steps: 4_000 }, { steps: 0, state: 'held' })).toBe(4_000);
  expect(counted({ steps: 9_000, state: 'held' }, { steps: 9_000, state: 'corrected' })).toBe(9_000);
});

test('judges a held day as held, however late it is', () => {
  expect(judge({ state: 'held', syncedOn: '2027-11-21' })).toBe('held');
});

test('counts what was held once a person has accepted it, and holds again what comes after', () => {
  const held = { steps: 9_000, state: 'held' } as const;
  const accepted = { kind: 'accept', revision: 1, steps: null } as const;
  expect(countDay(dayOf([held], accepted), rules)).toMatchObject({ steps: 9_000, isWaiting: false });
  const more = { steps: 20_000, state: 'held' } as const;
  expect(countDay(dayOf([held, more], accepted), rules)).toMatchObject({ steps: 9_000, isWaiting: true });
});

test('counts at most what a person allowed, and nothing of a day that is void, whatever comes after', () => {
  const days = [{ steps: 9_000, state: 'held' }, { steps: 12_000 }] as const;
  expect(countDay(dayOf(days, { kind: 'cap', revision: 1, steps: 5_000 }), rules)?.steps).toBe(5_000);
  expect(countDay(dayOf(days, { kind: 'void', revision: 1, steps: null }), rules)?.steps).toBe(0);
});

test('goes back to what it was when a decision is taken back', () => {
  const day = dayOf([{ steps: 9_000, state: 'held' }], { kind: 'none', revision: 1, steps: null });
  expect(countDay(day, rules)).toMatchObject({ steps: 0, isWaiting: true });
});

test('believes at most so many steps as the rules say', () => {
  expect(countDay(dayOf([{ steps: 120_000 }]), { ...rules, believedStepsMax: 100_000 })?.steps).toBe(100_000);
});

test('counts what no pedometer has signed only where the programme says so, and holds nobody up for it', () => {
  const unsigned = (steps: number, doubted = false) => ({
    ...dayOf([{ steps }]).revisions[0],
    unsigned: true,
    doubted,
  });
  const day = { date: dayTotal({}).date, revisions: [unsigned(6_000, true)] } as DayFacts;
  expect(countDay(day, rules)).toMatchObject({ steps: 0, hasCounted: false, isFinal: false, isWaiting: false });
  const counting = { ...rules, unsignedDays: 'count' } as const;
  expect(countDay(day, counting)).toMatchObject({ steps: 0, isWaiting: true });
  expect(countDay({ ...day, revisions: [unsigned(6_000)] } as DayFacts, counting)?.steps).toBe(6_000);
});

test('forgets what a pedometer had counted once only another system speaks of the day', () => {
  const { date, revisions } = dayOf([{ steps: 8_000 }, { steps: 9_000 }]);
  const last = revisions.map((each, i) => (i === 1 ? { ...each, unsigned: true } : each));
  expect(countDay({ date, revisions: last }, rules)?.steps).toBe(0);
  expect(countDay({ date, revisions: last.toReversed() }, rules)?.steps).toBe(8_000);
});
