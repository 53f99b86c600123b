/** Paper points become points of the pedometer at the file's ratio, once, after which the card is closed and the books balance. */
import { expect, test } from 'vitest';
import type { Points } from '../points.ts';
import { iwamizawa } from '../trial-points.ts';
import { claimBody, contentOf, signed, TrialDesk, walker, why } from './trial-desk.ts';

/** 12 points on the card of somebody who carries a pedometer since October. */
const withCard = async (disk: TrialDesk): Promise<Points> => {
  const points = await disk.openWithPeople();
  const stamps = [
    ['health-check', '2026-09-01'],
    ['lung-screening', '2026-09-01'],
    ['city-event', '2026-09-02'],
  ] as const;
  for (const [activity, date] of stamps) points.desk.claims.record(claimBody({ activity, date, evidence: 'stamp' }));
  return points;
};
const body = (points: number | 'all') => ({ participant: walker, points, reference: '申請 7', ...signed() });
const balances = (points: Points) => [points.balance(walker, 'paper'), points.balance(walker)];

test('one point on paper becomes ten, all of them or some', async () => {
  using disk = new TrialDesk();
  await using points = await withCard(disk);
  const before = contentOf(disk);
  const ask = { participant: walker, points: 5 };
  expect(points.desk.transfers.preview(ask)).toMatchObject({
    kind: 'possible',
    after: [{ points: 7 }, { points: 50 }],
  });
  expect(contentOf(disk)).toEqual(before);
  const part = body(5);
  const answer = points.desk.transfers.record(part);
  expect(answer).toMatchObject({ kind: 'recorded', before: [{ points: 12 }, { points: 0 }] });
  expect(points.desk.transfers.record(part)).toEqual(answer);
  expect(balances(points)).toEqual([7, 50]);
  points.desk.transfers.record(body('all'));
  expect(balances(points)).toEqual([0, 120]);
  expect(points.desk.transfers.record(body('all'))).toMatchObject({ refusals: [{ code: 'nothing-to-move' }] });
  expect(points.entries(walker).slice(3)).toMatchObject([
    { account: 'paper', counter: 'transferred', points: -5, actor: '佐藤', reference: '申請 7' },
    { account: 'pedometer', counter: 'transferred', points: 50, actor: '佐藤', reference: '申請 7' },
    { account: 'paper', points: -7 },
    { account: 'pedometer', points: 70 },
  ]);
  expect(points.verify()).toMatchObject({
    kind: 'ok',
    points: 120,
    programme: { 'issued/paper': -12, 'transferred/paper': 12, 'transferred/pedometer': -120 },
  });
});

test('more than there is moves nothing', async () => {
  using disk = new TrialDesk();
  await using points = await withCard(disk);
  const before = contentOf(disk);
  expect(points.desk.transfers.record(body(13))).toMatchObject({ refusals: [{ code: 'too-many-points' }] });
  expect(contentOf(disk)).toEqual(before);
  expect(points.desk.transfers.record(body(12))).toMatchObject({ kind: 'recorded' });
});

test('after a move no stamp is taken, also none of the time before', async () => {
  using disk = new TrialDesk();
  await using points = await withCard(disk);
  points.desk.transfers.record(body(1));
  const late = claimBody({ activity: 'hiroba-event', date: '2026-09-03', evidence: 'stamp' });
  expect(points.desk.claims.record(late)).toMatchObject({ refusals: [{ code: 'channel-closed' }] });
});

test('a stamp voided after its points were moved takes them back from where they went, at the ratio at which they came', async () => {
  using disk = new TrialDesk();
  await using points = await withCard(disk);
  points.desk.transfers.record(body('all'));
  points.desk.claims.void({ claim: '1', ...why() });
  expect(balances(points)).toEqual([0, 70]);
  expect(points.desk.transfers.record(body('all'))).toMatchObject({ refusals: [{ code: 'nothing-to-move' }] });
  expect(points.verify()).toMatchObject({ kind: 'ok' });
});

test('a move needs the number of its form', async () => {
  using disk = new TrialDesk();
  await using points = await withCard(disk);
  const before = contentOf(disk);
  expect(() => points.desk.transfers.record({ ...body('all'), reference: ' ' })).toThrow(/reference-missing/);
  expect(contentOf(disk)).toEqual(before);
});

test('what expired on the card, and was not moved, is not taken from the pedometer when its stamp is voided', async () => {
  using disk = new TrialDesk();
  const versions = iwamizawa.versions.map((rules) => ({ ...rules, expiry: { months: 12, until: 'day' as const } }));
  await using points = await disk.openWithPeople({ ...iwamizawa, versions });
  const stamp = (date: string) => claimBody({ activity: 'health-check', date, evidence: 'stamp' });
  points.desk.claims.record(stamp('2025-10-10'));
  points.desk.claims.record(stamp('2026-09-01'));
  await points.close();
  points.desk.transfers.record(body('all'));
  expect(balances(points)).toEqual([0, 50]);
  points.desk.claims.void({ claim: '1', ...why() });
  expect(balances(points)).toEqual([0, 50]);
  await points.close();
  expect(balances(points)).toEqual([0, 50]);
  expect(points.verify()).toMatchObject({ kind: 'ok' });
});
