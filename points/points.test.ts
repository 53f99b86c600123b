/** The point service credits each revision once, keeps what it wrote, and answers what anyone has. */
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openDatabase } from '../runtime/database.ts';
import { assert } from '../runtime/fault.ts';
import { pointsMigrations } from './points-schema.ts';
import { dayTotal, iwamizawa, participantId, plainDate, TrialDisk, walkedOn, walker } from './trial-points.ts';

test('credits a day once, however often its revision comes', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  const total = dayTotal({ steps: 6_214 });
  const first = points.accept([total, total]);
  expect(first).toMatchObject({ fresh: 1, repeated: 1, conflicting: [] });
  expect(first.entries).toMatchObject([
    { id: 1, points: 2, kind: 'credit', key: 'steps:steps:2026-11-20', counter: 'issued', ruleVersion: 1 },
  ]);
  expect(points.accept([total])).toEqual({ fresh: 0, repeated: 1, conflicting: [], entries: [] });
  expect(points.balance(walker)).toBe(2);
});

test('adds only the difference as a day grows through its tiers', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  [2_999, 3_000, 4_999, 5_000, 10_000, 12_000].forEach((steps, i) =>
    points.accept([dayTotal({ steps, revision: i + 1 })]),
  );
  const told = points
    .entries(walker, walkedOn)
    .map((entry) => [entry.points, entry.kind, JSON.parse(entry.cause) as unknown]);
  const brought = { kind: 'feed', syncedOn: '2026-11-21' };
  expect(told).toEqual([
    [1, 'credit', { ...brought, revision: 2, countedSteps: 3_000 }],
    [1, 'credit', { ...brought, revision: 4, countedSteps: 5_000 }],
    [2, 'credit', { ...brought, revision: 5, countedSteps: 10_000 }],
  ]);
  expect(points.balance(walker)).toBe(4);
});

test('takes points back by a new entry and leaves the old one as it was', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  points.accept([dayTotal({ steps: 9_000 })]);
  const paid = points.entries(walker)[0];
  points.accept([dayTotal({ steps: 4_000, revision: 2, state: 'corrected' })]);
  const entries = points.entries(walker);
  expect(entries.map((entry) => [entry.points, entry.kind, entry.reverses])).toEqual([
    [3, 'credit', null],
    [-2, 'correction', 1],
  ]);
  expect(entries[0]).toEqual(paid);
});

test('keeps the first content of a revision that comes again with another', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  points.accept([dayTotal({ steps: 4_000 })]);
  const other = dayTotal({ steps: 12_000 });
  expect(points.accept([other])).toEqual({ fresh: 0, repeated: 0, conflicting: [other], entries: [] });
  expect(points.balance(walker)).toBe(1);
});

test('gives a day the same points when an older revision is overtaken by a newer one', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  const inTime = dayTotal({ steps: 6_000, revision: 1 });
  const tooLate = dayTotal({ steps: 12_000, revision: 2, syncedOn: '2026-12-25' });
  points.accept([tooLate]);
  expect(points.balance(walker)).toBe(0);
  expect(points.accept([inTime]).fresh).toBe(1);
  expect(points.balance(walker)).toBe(2);
  expect(points.accept([inTime, tooLate])).toMatchObject({ fresh: 0, repeated: 2 });
});

test('writes all of a call or none of it', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  const impossible = { ...dayTotal({ participant: 'P-0002' }), steps: -1 };
  expect(() => points.accept([dayTotal({}), impossible])).toThrow(/CHECK constraint/);
  expect(points.issued()).toBe(0);
  expect(points.explain(walker, walkedOn).revisions).toEqual([]);
  expect(points.accept([dayTotal({})]).entries).toMatchObject([{ id: 1 }]);
});

test('remembers everything after a restart', async () => {
  using disk = new TrialDisk();
  {
    await using points = await disk.open();
    points.accept([dayTotal({ steps: 6_214 })]);
  }
  await using again = await disk.open();
  expect(again.accept([dayTotal({ steps: 6_214 })])).toMatchObject({ fresh: 0, repeated: 1 });
  expect(again.accept([dayTotal({ steps: 8_000, revision: 2 })]).entries).toMatchObject([{ id: 2, points: 1 }]);
  expect(again.verify()).toMatchObject({ kind: 'ok', entries: 2, points: 3 });
});

test('continues one chain when two processes write the same file', async () => {
  using disk = new TrialDisk();
  await using one = await disk.open();
  await using two = await disk.open();
  one.accept([dayTotal({})]);
  expect(two.accept([dayTotal({}), dayTotal({ participant: 'P-0002' })])).toMatchObject({ fresh: 1, repeated: 1 });
  one.accept([dayTotal({ participant: 'P-0003' })]);
  expect(two.verify()).toMatchObject({ kind: 'ok', entries: 3, points: 6 });
});

test('tells the points of a month by the date walked, from its first day to its last', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  const days = ['2028-01-31', '2028-02-01', '2028-02-29', '2028-03-01', '2028-03-31', '2028-04-01'];
  points.accept(days.map((date) => dayTotal({ date, syncedOn: date, steps: 3_000 })));
  points.accept([dayTotal({ participant: 'P-0002', date: '2028-02-10', syncedOn: '2028-02-10', steps: 10_000 })]);
  expect(
    ['2028-01', '2028-02', '2028-03', '2028-04', '2028-05'].map((month) => points.monthPoints(walker, month)),
  ).toEqual([1, 2, 2, 1, 0]);
  expect(() => points.monthPoints(walker, '2028-2')).toThrow(/is no month/);
  const february = points.pointsOf({ from: plainDate('2028-02-01'), to: plainDate('2028-02-29') });
  expect([...february].map((day) => [day.participant, day.date, day.points])).toEqual([
    ['P-0001', '2028-02-01', 1],
    ['P-0001', '2028-02-29', 1],
    ['P-0002', '2028-02-10', 4],
  ]);
});

test('tells what was issued on the day it was written, in the zone of the programme', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  disk.clock.jumpTo(Date.parse('2026-11-21T23:59:00+09:00'));
  points.accept([dayTotal({ steps: 9_000 }), dayTotal({ date: '2026-11-19', steps: 3_000 })]);
  disk.clock.jumpTo(Date.parse('2026-11-22T00:00:00+09:00'));
  points.accept([dayTotal({ steps: 4_000, revision: 2 })]);
  const issuedOn = ['2026-11-20', '2026-11-21', '2026-11-22'].map((date) => points.issuedOn(plainDate(date)));
  expect(issuedOn).toEqual([0, 4, -2]);
  expect(points.issued()).toBe(2);
});

test('has nothing of a person it never heard of', async () => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  const stranger = participantId('P-9999');
  expect([points.balance(stranger), points.monthPoints(stranger, '2026-11'), points.entries(stranger)]).toEqual([
    0,
    0,
    [],
  ]);
});

test('refuses to start when a rule decides otherwise under an old version, and starts under a new one', async () => {
  using disk = new TrialDisk();
  await (await disk.open())[Symbol.asyncDispose]();
  const [first] = iwamizawa.versions;
  assert(first !== undefined, 'a programme has rules');
  const shorter = { ...first, backfill: { windowDays: 14 } };
  await expect(disk.open({ ...iwamizawa, versions: [shorter] })).rejects.toMatchObject({ code: 'rule-changed' });
  const second = { ...shorter, version: 2, effectiveFrom: walkedOn };
  await using points = await disk.open({ ...iwamizawa, versions: [first, second] });
  points.accept([dayTotal({})]);
  expect(points.entries(walker)).toMatchObject([{ ruleVersion: 2 }]);
});

test('refuses the ledger of another programme', async () => {
  using disk = new TrialDisk();
  await (await disk.open())[Symbol.asyncDispose]();
  await expect(disk.open({ ...iwamizawa, programme: 'sodegaura' })).rejects.toMatchObject({
    code: 'rule-other-programme',
  });
});

test.each([
  ['UPDATE entry SET points = 4', 'entry'],
  ['DELETE FROM entry', 'entry'],
  [
    `INSERT OR REPLACE INTO entry SELECT id, participant, account, counter, kind, key, date, 4, programme, rule,
    rule_version, reverses, reason, actor, reference, cause, at_ms, hash FROM entry`,
    'entry',
  ],
  [
    `INSERT INTO entry SELECT id + 2, participant, account, counter, kind, key, date, 4, programme, rule,
    rule_version, reverses, reason, actor, reference, cause, at_ms, hash FROM entry`,
    'entry',
  ],
  ['UPDATE day_revision SET steps = 10000', 'day_revision'],
  ['DELETE FROM day_revision', 'day_revision'],
  ["UPDATE rule_version SET decides = ''", 'rule_version'],
  ['DELETE FROM rule_version', 'rule_version'],
  ["UPDATE rule_in_force SET from_date = '2000-01-01'", 'rule_in_force'],
])('refuses %s', async (sql, table) => {
  using disk = new TrialDisk();
  await using points = await disk.open();
  points.accept([dayTotal({})]);
  const stranger = new DatabaseSync(disk.path);
  expect(() => stranger.exec(sql)).toThrow(`${table} is append-only`);
  stranger.close();
  expect(points.verify()).toMatchObject({ kind: 'ok', entries: 1, points: 2 });
});

test('refuses a file written by a newer version', async () => {
  using disk = new TrialDisk();
  openDatabase(disk.path, [...pointsMigrations, 'CREATE TABLE a (b)']).close();
  await expect(disk.open()).rejects.toMatchObject({ code: 'database-newer' });
});
