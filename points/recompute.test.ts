/** The past is worked out anew only on purpose: shown first, then written as new entries with their grounds, and never twice. */
import { expect, test } from 'vitest';
import { contentOf, TrialDesk, walker } from './desk/trial-desk.ts';
import { allDates } from './engine/award.ts';
import type { Programme } from './rule/programme-file.ts';
import { perDay, perMonth, trialProgramme } from './trial-programme.ts';
import { dayTotal, plainDate } from './trial-points.ts';

const noon = (date: string): number => Date.parse(`${date}T12:00:00+09:00`);
const one: Programme = trialProgramme({ earning: [perDay(1)] });
/** Written on 21 November 2026, 3 points a day from the 10th on. */
const two: Programme = trialProgramme({ earning: [perDay(1)] }, { earning: [perDay(3)], effectiveFrom: '2026-11-10' });
const approval = { reason: '規則の改正', actor: '佐藤', reference: '決裁 12' };

test('a version that comes late has the say from tomorrow on, and no day that was lived changes', async () => {
  using disk = new TrialDesk();
  await using first = await disk.open(one);
  for (const date of ['2026-11-09', '2026-11-20']) disk.walk(first, walker, date, 1_000);
  await using late = await disk.open(two);
  for (const date of ['2026-11-15', '2026-11-21']) disk.walk(late, walker, date, 1_000);
  late.accept([dayTotal({ date: '2026-11-20', steps: 2_000, revision: 2, syncedOn: '2026-11-21' })]);
  expect(late.balance(walker)).toBe(4);
  disk.clock.jumpTo(noon('2026-11-22'));
  disk.walk(late, walker, '2026-11-22', 1_000);
  expect(late.balance(walker)).toBe(7);
  expect(late.entries(walker).map(({ ruleVersion }) => ruleVersion)).toEqual([1, 1, 1, 1, 2]);
});

test('whoever has the file open learns of new rules without a restart', async () => {
  using disk = new TrialDesk();
  await using early = await disk.open(one);
  disk.walk(early, walker, '2026-11-20', 1_000);
  await using late = await disk.open(two);
  disk.clock.jumpTo(noon('2026-11-22'));
  expect(early.explain(walker, plainDate('2026-11-22')).ruleVersion).toBe(2);
  disk.walk(early, walker, '2026-11-22', 1_000);
  late.recompute().apply(plainDate('2026-11-10'), approval);
  expect(early.explain(walker, plainDate('2026-11-20'))).toMatchObject({ ruleVersion: 2, points: 3 });
  disk.walk(early, walker, '2026-11-15', 1_000);
  expect(early.balance(walker)).toBe(9);
});

test('a dry run tells the difference of each person and changes nothing', async () => {
  using disk = new TrialDesk();
  await using first = await disk.open(one);
  for (const who of ['P-0001', 'P-0002']) disk.walk(first, who, '2026-11-20', 1_000);
  disk.walk(first, 'P-0003', '2026-11-05', 1_000);
  await using late = await disk.open(two);
  const before = contentOf(disk);
  const found = [...late.recompute().dryRun(plainDate('2026-11-10'))];
  expect(found).toMatchObject(
    ['P-0001', 'P-0002'].map((participant) => ({
      participant,
      differences: [{ date: '2026-11-20', points: 2, before: 1, ruleVersion: 2 }],
    })),
  );
  expect([...late.recompute().dryRun(plainDate('2026-11-21'))]).toEqual([]);
  expect(contentOf(disk)).toEqual(before);
});

test('applied, it writes new entries with reason and name, once', async () => {
  using disk = new TrialDesk();
  await using first = await disk.open(one);
  for (const date of ['2026-11-09', '2026-11-20']) disk.walk(first, walker, date, 1_000);
  await using late = await disk.open(two);
  const old = late.entries(walker);
  expect(late.recompute().apply(plainDate('2026-11-10'), approval)).toEqual({ people: 1, changed: 1, entries: 1 });
  expect(late.entries(walker).slice(0, 2)).toEqual(old);
  expect(late.entries(walker).at(-1)).toMatchObject({ kind: 'recomputed', points: 2, date: '2026-11-20', ...approval });
  expect(late.recompute().apply(plainDate('2026-11-10'), approval)).toMatchObject({ changed: 0, entries: 0 });
  expect([...late.recompute().dryRun(allDates.from)]).toEqual([]);
  expect([late.balance(walker), late.verify()]).toMatchObject([4, { kind: 'ok', entries: 3 }]);
});

test.each(['reason', 'actor'])('without a %s nothing is applied', async (field) => {
  using disk = new TrialDesk();
  await using first = await disk.open(one);
  disk.walk(first, walker, '2026-11-20', 1_000);
  await using late = await disk.open(two);
  const before = contentOf(disk);
  expect(() => late.recompute().apply(plainDate('2026-11-10'), { ...approval, [field]: ' ' })).toThrow(
    expect.objectContaining({ status: 400, code: `${field}-missing` }) as Error,
  );
  expect(contentOf(disk)).toEqual(before);
});

test('broken off in the middle it goes on where it was', async () => {
  using disk = new TrialDesk();
  await using first = await disk.open(one);
  const people = Array.from({ length: 450 }, (_, i) => `P-${1_000 + i}`);
  first.accept(people.map((participant) => dayTotal({ participant, steps: 1_000 })));
  const late = await disk.open(two);
  const killed = (): void => {
    throw new Error('killed');
  };
  expect(() => late.recompute().apply(plainDate('2026-11-10'), approval, killed)).toThrow('killed');
  await late[Symbol.asyncDispose]();
  await using again = await disk.open(two);
  expect(again.issued()).toBe(450 + 2 * 200);
  expect(again.verify()).toMatchObject({ kind: 'ok' });
  expect([...again.recompute().dryRun(plainDate('2026-11-10'))]).toHaveLength(250);
  expect(again.recompute().apply(plainDate('2026-11-10'), approval)).toMatchObject({ people: 450, changed: 250 });
  expect([again.issued(), again.verify()]).toMatchObject([1_350, { kind: 'ok', entries: 900 }]);
});

test('a version that the file has dropped still has the say over its days, and is explained', async () => {
  using disk = new TrialDesk();
  await using first = await disk.open(one);
  disk.walk(first, walker, '2026-11-20', 1_000);
  const [, second] = two.versions;
  if (second === undefined) throw new Error('two has two versions');
  await using late = await disk.open({ ...two, versions: [second] });
  disk.walk(late, walker, '2026-11-19', 1_000);
  expect(late.balance(walker)).toBe(2);
  expect(late.explain(walker, plainDate('2026-11-20'))).toMatchObject({ ruleVersion: 1, points: 1 });
  expect([...late.recompute().dryRun(plainDate('2026-11-01'))]).toMatchObject([
    { differences: [{ date: '2026-11-19' }, { date: '2026-11-20' }] },
  ]);
});

test('a draft of rules is tried on a ledger without a trace, and may be changed and tried again', async () => {
  using disk = new TrialDesk();
  await using first = await disk.open(one);
  disk.walk(first, walker, '2026-11-20', 1_000);
  const before = contentOf(disk);
  for (const points of [3, 5]) {
    const draft = trialProgramme({ earning: [perDay(1)] }, { earning: [perDay(points)], effectiveFrom: '2026-11-10' });
    await using tried = await disk.open(draft, { looksOnly: true });
    expect([...tried.recompute().dryRun(plainDate('2026-11-10'))]).toMatchObject([
      { differences: [{ points: points - 1 }] },
    ]);
  }
  expect(contentOf(disk)).toEqual(before);
  const otherPast = trialProgramme({ earning: [perDay(2)] });
  await expect(disk.open(otherPast, { looksOnly: true })).rejects.toMatchObject({ code: 'rule-changed' });
});

test('a version put in between those recorded leaves the later one its date', async () => {
  using disk = new TrialDesk();
  const [old, next] = trialProgramme(
    { earning: [perDay(1)] },
    { earning: [perDay(5)], effectiveFrom: '2027-04-01', version: 9 },
  ).versions;
  const [, between] = trialProgramme({}, { earning: [perDay(3)], effectiveFrom: '2026-12-01' }).versions;
  if (old === undefined || next === undefined || between === undefined) throw new Error('there are three versions');
  await using first = await disk.open({ ...one, versions: [old, next] });
  disk.walk(first, walker, '2026-11-20', 1_000);
  await using late = await disk.open({ ...one, versions: [old, between, next] });
  const versionOn = (date: string) => late.explain(walker, plainDate(date)).ruleVersion;
  expect(['2026-11-30', '2026-12-01', '2027-03-31', '2027-04-01'].map(versionOn)).toEqual([1, 2, 2, 9]);
});

test('a month in whose middle the rules change falls under those of its last day', async () => {
  using disk = new TrialDesk();
  const monthly = (points: number) => [
    { ...perMonth(0), tiers: [{ days: 2, points }], sentence: { ja: `1,000 2 ${points}`, en: `1,000 2 ${points}` } },
  ];
  const changing = trialProgramme({ earning: monthly(100) }, { earning: monthly(300), effectiveFrom: '2026-11-16' });
  await using points = await disk.open(changing);
  disk.clock.jumpTo(noon('2026-11-30'));
  for (const date of ['2026-10-01', '2026-10-02', '2026-11-01', '2026-11-15']) disk.walk(points, walker, date, 1_000);
  disk.clock.jumpTo(noon('2026-12-01'));
  await points.close();
  expect(points.entries(walker).map(({ date, points: given, ruleVersion }) => [date, given, ruleVersion])).toEqual([
    ['2026-10-31', 100, 1],
    ['2026-11-30', 300, 2],
  ]);
});
