/** Whoever changes, takes out or cuts off an entry behind the service's back is found out. */
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { assert } from '../../runtime/fault.ts';
import { noHash, sealed } from './ledger-entry.ts';
import type { LedgerVerdict } from './verify-ledger.ts';
import { dayTotal, participantId, TrialDisk, trialStartMs, walkedOn, walker } from '../trial-points.ts';

const forge = (path: string, sql: string): void => {
  const forger = new DatabaseSync(path);
  const triggers = forger.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) forger.exec(`DROP TRIGGER ${String(name)}`);
  forger.exec(sql);
  forger.close();
};

/** Four entries (the third a correction of the first), then `sql` by someone who has taken the triggers away. */
const verdictAfter = async (sql: string): Promise<LedgerVerdict> => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  points.accept([dayTotal({ steps: 9_000 }), dayTotal({ participant: 'P-0002', steps: 5_000 })]);
  points.accept([dayTotal({ steps: 4_000, revision: 2 }), dayTotal({ participant: 'P-0003', steps: 10_000 })]);
  forge(disk.path, sql);
  return points.verify();
};

test('says ok of an untouched ledger, with what it holds', async () => {
  expect(await verdictAfter('SELECT 1')).toEqual({
    kind: 'ok',
    entries: 4,
    points: 7,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    programme: { 'issued/pedometer': -7 },
  });
});

test('says ok of an empty ledger', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  expect(points.verify()).toEqual({ kind: 'ok', entries: 0, points: 0, hash: '0'.repeat(64), programme: {} });
});

test.each(['participant', 'account', 'counter', 'kind', 'key', 'date', 'programme', 'rule', 'cause', 'hash'])(
  'finds an entry whose %s was altered',
  async (column) => {
    expect(await verdictAfter(`UPDATE entry SET ${column} = ${column} || 'x' WHERE id = 2`)).toEqual({
      kind: 'broken',
      entry: 2,
      why: 'altered',
    });
  },
);

test.each(['points', 'rule_version', 'reverses', 'at_ms'])('finds an entry whose %s was altered', async (column) => {
  expect(await verdictAfter(`UPDATE entry SET ${column} = ${column} + 1 WHERE id = 3`)).toEqual({
    kind: 'broken',
    entry: 3,
    why: 'altered',
  });
});

test('finds an altered entry by the one after it, when the forger gave it a hash that fits', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  points.accept(['P-0001', 'P-0002', 'P-0003'].map((participant) => dayTotal({ participant })));
  const [first] = points.entries(participantId('P-0001'));
  const [second] = points.entries(participantId('P-0002'));
  assert(first !== undefined && second !== undefined, 'both were credited');
  const forged = sealed({ ...second, points: 4 }, first.hash);
  forge(disk.path, `UPDATE entry SET points = 4, hash = '${forged.hash}' WHERE id = 2`);
  expect(points.verify()).toEqual({ kind: 'broken', entry: 3, why: 'altered' });
});

test('finds the first of several', async () => {
  const verdict = await verdictAfter('UPDATE entry SET points = 4 WHERE id IN (2, 4)');
  expect(verdict).toMatchObject({ kind: 'broken', entry: 2 });
});

test('finds an entry taken out of the middle, also when the rest is renumbered', async () => {
  expect(await verdictAfter('DELETE FROM entry WHERE id = 2')).toEqual({ kind: 'broken', entry: 2, why: 'missing' });
  const renumbered = 'DELETE FROM entry WHERE id = 2; UPDATE entry SET id = id - 1 WHERE id > 2';
  expect(await verdictAfter(renumbered)).toEqual({ kind: 'broken', entry: 2, why: 'altered' });
});

test('finds entries cut off at the end by the days that still name them', async () => {
  expect(await verdictAfter('DELETE FROM entry WHERE id = 4')).toEqual({
    kind: 'astray',
    what: 'P-0003 2026-11-20 steps:steps:2026-11-20: 4 credited, entries say 0',
  });
});

test('finds a day whose credit is not the sum of its entries, or that is gone', async () => {
  const what = 'P-0003 2026-11-20 steps:steps:2026-11-20: 0 credited, entries say 4';
  const zeroed = "UPDATE award SET points = 0 WHERE participant = 'P-0003'";
  expect(await verdictAfter(zeroed)).toEqual({ kind: 'astray', what });
  expect(await verdictAfter("DELETE FROM award WHERE participant = 'P-0003'")).toEqual({ kind: 'astray', what });
});

test('finds books that do not balance', async () => {
  expect(await verdictAfter('UPDATE issued SET points = 8')).toEqual({
    kind: 'astray',
    what: 'issued to pedometer: 8, entries: 7',
  });
  expect(await verdictAfter("UPDATE balance SET points = 5 WHERE name = 'P-0003/pedometer'")).toEqual({
    kind: 'astray',
    what: 'balance of P-0003/pedometer: 5, entries: 4',
  });
  expect(await verdictAfter("INSERT INTO balance VALUES ('P-0009/pedometer', 5)")).toEqual({
    kind: 'astray',
    what: 'balance of P-0009/pedometer: 5, but no entry',
  });
});

test('seals an entry as it always has, so that old ledgers stay verifiable', () => {
  const entry = sealed(
    {
      id: 1,
      participant: walker,
      account: 'pedometer',
      counter: 'issued',
      kind: 'credit',
      key: `steps:steps:${walkedOn}`,
      date: walkedOn,
      points: 2,
      programme: 'iwamizawa',
      rule: 'steps',
      ruleVersion: 1,
      reverses: null,
      reason: null,
      actor: null,
      reference: null,
      cause: '{"kind":"feed","revision":3,"syncedOn":"2026-11-20","countedSteps":6214}',
      atMs: trialStartMs,
    },
    noHash,
  );
  expect(entry.hash).toBe('4e57e9f8cb5155de668aec4a9839340efdfc560e8aa90f0d7c11dea6832b9513');
});
