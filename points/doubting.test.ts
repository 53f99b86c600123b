/** A day that nobody can believe waits for a person, also where nothing is known of its hours. */
import { expect, test } from 'vitest';
import { Points } from './points.ts';
import { silentLog } from '../runtime/log.ts';
import { dayTotal, iwamizawa, TrialDisk, walkedOn, walker } from './trial-points.ts';

const openTold = async (disk: TrialDisk): Promise<Points> => {
  const points = new Points({
    path: disk.path,
    programme: iwamizawa,
    clock: disk.clock,
    log: silentLog,
    curveOf: () => undefined,
  });
  await points.start(new AbortController().signal);
  return points;
};

test('more steps than are believed of a day earn nothing until a person has looked', async () => {
  using disk = new TrialDisk();
  await using points = await openTold(disk);
  points.accept([dayTotal({ steps: 99_000 }), dayTotal({ date: '2026-11-19', steps: 12_000 })]);
  expect(points.balance(walker)).toBe(4);
  expect(points.explain(walker, walkedOn).reasons).toMatchObject([{ kind: 'doubted', steps: 99_000 }]);
  points.desk.decisions.decide({
    participant: walker,
    date: walkedOn,
    kind: 'cap',
    steps: 8_000,
    reason: '本人に聞いた',
    actor: '佐藤',
    requestId: crypto.randomUUID(),
  });
  expect(points.balance(walker)).toBe(7);
});

test('a day accepted by a person is not asked about again by the night that makes it final', async () => {
  using disk = new TrialDisk();
  await using points = await openTold(disk);
  points.accept([dayTotal({ steps: 50_000 })]);
  points.desk.decisions.decide({
    participant: walker,
    date: walkedOn,
    kind: 'accept',
    reason: '山に登った',
    actor: '佐藤',
    requestId: crypto.randomUUID(),
  });
  points.accept([dayTotal({ steps: 50_000, state: 'final', revision: 2 })]);
  expect(points.balance(walker)).toBe(4);
  expect(points.explain(walker, walkedOn).isWaiting).toBe(false);
});
