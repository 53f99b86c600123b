/** A day in doubt earns what a person decides, with their grounds, and a decision can be taken back. */
import { expect, test } from 'vitest';
import type { DayState } from '../../contract/day-total.ts';
import type { Points } from '../points.ts';
import { dayTotal, plainDate, walkedOn } from '../trial-points.ts';
import { contentOf, TrialDesk, walker, why } from './trial-desk.ts';

const tell = (points: Points, revision: number, steps: number, state: DayState = 'open'): void => {
  points.accept([dayTotal({ revision, steps, state })]);
};
const about = () => ({ participant: walker, date: walkedOn, ...why() });
const waiting = (points: Points): number =>
  Number(points.books.database.prepare('SELECT count(*) AS days FROM waiting_day').get()?.['days']);
const pedometer = (points: number) => (points === 0 ? [] : [{ account: 'pedometer', points }]);

test.each([
  [{ kind: 'accept' }, 4, 'credit'],
  [{ kind: 'cap', steps: 6_000 }, 2, 'restored'],
  [{ kind: 'void' }, 0, undefined],
] as const)('%j of a held day gives %i points', async (choice, given, kind) => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  tell(points, 1, 12_000, 'held');
  expect([points.balance(walker), waiting(points)]).toEqual([0, 1]);
  const before = contentOf(disk);
  const outcome = { before: [], after: pedometer(given) };
  expect(points.desk.decisions.preview({ participant: walker, date: walkedOn, ...choice })).toMatchObject(outcome);
  expect(contentOf(disk)).toEqual(before);
  const body = { ...about(), ...choice };
  const answer = points.desk.decisions.decide(body);
  expect(answer).toMatchObject(outcome);
  expect(points.desk.decisions.decide(body)).toEqual(answer);
  expect([points.balance(walker), waiting(points)]).toEqual([given, 0]);
  if (kind !== undefined)
    expect(points.entries(walker)).toMatchObject([{ kind, points: given, actor: '佐藤', reason: '押しまちがい' }]);
});

test('a decision taken back leaves the day waiting, and the points as they were before', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  tell(points, 1, 5_000);
  tell(points, 2, 12_000, 'held');
  expect([points.balance(walker), waiting(points)]).toEqual([2, 1]);
  points.desk.decisions.decide({ ...about(), kind: 'void' });
  expect([points.balance(walker), waiting(points)]).toEqual([0, 0]);
  expect(points.desk.decisions.undo(about())).toMatchObject({ before: [], after: pedometer(2) });
  expect([points.balance(walker), waiting(points)]).toEqual([2, 1]);
  expect(points.entries(walker).map((entry) => [entry.kind, entry.points])).toEqual([
    ['credit', 2],
    ['void', -2],
    ['restored', 2],
  ]);
  expect(() => points.desk.decisions.undo(about())).toThrow(/unknown-decision/);
  expect(points.verify()).toMatchObject({ kind: 'ok' });
});

test('what comes after a day was accepted is looked at again; what comes after it was capped or voided is not', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  tell(points, 1, 8_000, 'held');
  points.desk.decisions.decide({ ...about(), kind: 'accept' });
  tell(points, 2, 12_000, 'held');
  expect([points.balance(walker), waiting(points)]).toEqual([3, 1]);
  points.desk.decisions.decide({ ...about(), kind: 'cap', steps: 6_000 });
  tell(points, 3, 15_000, 'held');
  expect([points.balance(walker), waiting(points)]).toEqual([2, 0]);
  points.desk.decisions.decide({ ...about(), kind: 'void' });
  tell(points, 4, 4_000, 'held');
  expect([points.balance(walker), waiting(points)]).toEqual([0, 0]);
});

test('a day that was never in doubt can be voided too', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  tell(points, 1, 12_000);
  expect(points.desk.decisions.decide({ ...about(), kind: 'void' })).toMatchObject({ before: pedometer(4), after: [] });
  expect(points.explain(walker, walkedOn).reasons).toMatchObject([
    { kind: 'decided', decision: 'void' },
    { kind: 'corrected', from: 4, to: 0, because: 'void' },
  ]);
});

test('nothing is decided about a day of which no steps have come, without grounds, or under another request’s number', async () => {
  using disk = new TrialDesk();
  await using points = await disk.openWithPeople();
  tell(points, 1, 12_000, 'held');
  const body = { ...about(), kind: 'void' } as const;
  points.desk.decisions.decide(body);
  const before = contentOf(disk);
  const { decisions } = points.desk;
  const fault = (status: number, code: string) => expect.objectContaining({ status, code }) as Error;
  const elsewhere = { ...about(), date: plainDate('2026-11-19') };
  expect(() => decisions.decide({ ...elsewhere, kind: 'accept' })).toThrow(fault(404, 'unknown-day'));
  expect(() => decisions.preview({ participant: walker, date: elsewhere.date, kind: 'void' })).toThrow(
    fault(404, 'unknown-day'),
  );
  expect(() => decisions.undo(elsewhere)).toThrow(fault(404, 'unknown-day'));
  expect(() => decisions.decide({ ...about(), kind: 'accept', reason: ' ' })).toThrow(fault(400, 'reason-missing'));
  expect(() => decisions.undo({ ...about(), actor: '' })).toThrow(fault(400, 'actor-missing'));
  expect(() => decisions.undo({ ...about(), requestId: body.requestId })).toThrow(fault(409, 'request-reused'));
  expect(contentOf(disk)).toEqual(before);
});
