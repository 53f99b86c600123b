/** What a trial says of today's rules is what the ledger holds, whatever happened; and sums of the ledger are the ledger's. */
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { AnalysisVeil } from '../../contract/analysis-hiding.ts';
import { centreIdSchema } from '../../contract/ids.ts';
import { ruleFilePath, readProgramme, type Programme } from '../rule/programme-file.ts';
import { daysAfter } from '../rule/calendar.ts';
import { RuleBook } from '../rule/rule-book.ts';
import { dayTotal, participantId, TrialDisk } from '../trial-points.ts';
import { town, type Deed } from '../trial-deeds.suite.ts';
import { cap, perDay, trialProgramme } from '../trial-programme.ts';
import { TrialTown } from '../trial-town.ts';
import { PointAnalysis } from './point-analysis.ts';
import { TrialJudge } from './trial-judge.ts';
import { judgeEverybody } from './trial-tally.ts';
import type { Whom } from './whom.ts';

const words = { ja: '2,000 3 500 1 9', en: '2,000 3 500 1 9' };
const tiered = readProgramme(ruleFilePath('iwamizawa'));
const slope = { from: 2_000, points: 3, everySteps: 500, pointsEach: 1, pointsMax: 9 };
const capped = trialProgramme({
  participants: { ageMin: 18, ageMax: 85 },
  backfill: { windowDays: 20 },
  believedStepsMax: 20_000,
  periods: { startsOn: '04-01', months: 3, graceDays: 10 },
  earning: [perDay(7), { id: 'slope', kind: 'slope', ...slope, days: 'weekdays', sentence: words }],
  caps: [
    { ...cap('cap-month', 'month', 90), of: ['day', 'slope'] },
    { ...cap('cap-day', 'day', 12), of: ['day', 'slope'] },
  ],
});
const onceFinal = trialProgramme({ credit: 'final', earning: [perDay(2)], backfill: { windowDays: 40 } });
const whole = { from: '2027-11-01', to: '2029-03-01' };

const everybody: Whom = {
  veil: new AnalysisVeil(true),
  asOf: () => ({ people: null, hidden: 0, countedUntil: null }),
  people: 0,
  centres: [{ id: centreIdSchema.parse('c'), name: 'c' }],
  toldOf: () => ({ first: 0, days: new Uint8Array(40_000).fill(1) }),
  centreOf: () => 0,
};

const analysisOf = (path: string, programme: Programme) => {
  const database = new DatabaseSync(path, { readOnly: true });
  const bounds = { daysMax: 5_000, cellsMax: 1_000_000 };
  return { database, analysis: new PointAnalysis({ database, programme, bounds, changed: () => [] }) };
};

const credited = (database: DatabaseSync, from: string, to: string): number =>
  Number(
    database
      .prepare("SELECT coalesce(sum(points), 0) AS points FROM award WHERE key LIKE 'steps:%' AND date BETWEEN ? AND ?")
      .get(from, to)?.['points'],
  );

const live = async (programme: Programme, deeds: readonly Deed[], cut: number): Promise<void> => {
  using lived = new TrialTown(programme);
  for (const deed of deeds) await lived.do(deed);
  await lived.close();
  const { database, analysis } = analysisOf(lived.path, programme);
  const today = lived.points.books.today();
  while (analysis.step(today));
  const rules = RuleBook.asWritten(programme).on(today);
  const none = { tiers: null, monthPointsMax: null, backfillDays: null };
  const judges = { today: new TrialJudge(rules, none), other: new TrialJudge(rules, none) };
  // The last part of what there is, so that caps are used up before it begins.
  const from = daysAfter(today, -cut);
  for (const period of [whole, { from, to: today }]) {
    const tally = judgeEverybody(period, everybody, judges, analysis.people, analysis.days);
    const held = credited(database, period.from, period.to);
    expect(tally.whole).toMatchObject({ today: held, other: held, affected: 0 });
    expect([tally.credited, tally.creditedOtherwise]).toEqual([held, 0]);
  }
  database.close();
};

test.each([
  ['iwamizawa', 25, tiered],
  ['caps, ages, weekdays and periods', 40, capped],
  ['credit once final', 25, onceFinal],
] as const)('under the rules of %s, in %i lives', async (_name, numRuns, programme) => {
  await fc.assert(
    fc.asyncProperty(town, fc.integer({ min: 0, max: 90 }), (deeds, cut) => live(programme, deeds, cut)),
    { seed: 20_261_128, numRuns },
  );
});

/** A ledger of so many people who walked the same days, brought the day after; everybody 6,000 steps but a few. */
const walkedTogether = async (disk: TrialDisk, people: number, of: (person: number) => number): Promise<void> => {
  await using points = await disk.open();
  for (let person = 0; person < people; person++)
    points.accept(
      ['2026-11-17', '2026-11-18', '2026-11-19'].map((date, i) =>
        dayTotal({
          participant: participantId(`P-${1000 + person}`),
          date,
          steps: of(person) + i,
          syncedOn: '2026-11-20',
        }),
      ),
    );
};

const asked = { from: '2026-11-01', to: '2026-11-20' };
const today = '2026-11-21' as Parameters<PointAnalysis['terms']>[0];
const asToday = { tiers: null, monthPointsMax: null, backfillDays: null, voucher: null };
const veiled = (): Whom => ({ ...everybody, veil: new AnalysisVeil(true), people: 40 });

describe('other rules', () => {
  it('change nothing where they are today’s', async () => {
    using disk = new TrialDisk();
    await walkedTogether(disk, 40, (person) => 2_000 + person * 100);
    const { database, analysis } = analysisOf(disk.path, tiered);
    while (analysis.step(today));
    const told = analysis.whatIf({ ...asked, rules: asToday }, veiled(), today);
    expect(told.today).toEqual(told.other);
    expect(told.today.points).toBe(credited(database, asked.from, asked.to));
    expect(told.credited).toBe(told.today.points);
    expect([told.gaining, told.losing, told.change]).toEqual([0, 0, { points: 0, yen: 0 }]);
    expect(told.changes).toEqual([{ from: null, to: null, people: 40 }]);
    database.close();
  });

  it('cost as much a person and year, however long before the first record the period begins', async () => {
    using disk = new TrialDisk();
    await walkedTogether(disk, 40, () => 9_000);
    const { database, analysis } = analysisOf(disk.path, tiered);
    while (analysis.step(today));
    const rules = { ...asToday, voucher: { points: 100, yen: 100 } };
    const yenFrom = (from: string) =>
      analysis.whatIf({ from, to: asked.to, rules }, veiled(), today).yenPerPerson.other;
    expect(yenFrom('2026-11-17')).toBeGreaterThan(0);
    expect(yenFrom('2026-01-01')).toBe(yenFrom('2026-11-17'));
    database.close();
  });

  it('give what their tiers, their cap and their window say', async () => {
    using disk = new TrialDisk();
    await walkedTogether(disk, 40, (person) => (person < 20 ? 6_000 : 1_000));
    const { database, analysis } = analysisOf(disk.path, tiered);
    while (analysis.step(today));
    const trial = (rules: object) => analysis.whatIf({ ...asked, rules: { ...asToday, ...rules } }, veiled(), today);
    expect(trial({}).today.points).toBe(20 * 3 * 2);
    expect(trial({ tiers: [{ from: 500, points: 5 }] }).other.points).toBe(40 * 3 * 5);
    expect(trial({ tiers: [{ from: 500, points: 5 }], monthPointsMax: 12 }).other.points).toBe(40 * 12);
    // Brought on the 20th: the 18th and later are within three days.
    expect(trial({ backfillDays: 3 }).other.points).toBe(20 * 2 * 2);
    const more = trial({ tiers: [{ from: 500, points: 5 }], voucher: { points: 10, yen: 50 } });
    expect([more.other.yen, more.gaining, more.losing]).toEqual([3_000, 40, 0]);
    expect(more.change).toEqual({ points: 40 * 3 * 5 - 20 * 3 * 2, yen: 3_000 - (more.today.yen ?? 0) });
    expect(more.months.map(({ change }) => change)).toEqual([40 * 3 * 5 - 20 * 3 * 2]);
    database.close();
  });

  it('are not told where they would tell what a few people would have', async () => {
    using disk = new TrialDisk();
    await walkedTogether(disk, 40, (person) => (person < 4 ? 2_500 : 6_000));
    const { database, analysis } = analysisOf(disk.path, tiered);
    while (analysis.step(today));
    const rules = { ...asToday, tiers: [{ from: 2_000, points: 1 }, ...analysis.terms(today).tiers.slice(1)] };
    const told = analysis.whatIf({ ...asked, rules }, veiled(), today);
    expect(told.today).toEqual({ points: 36 * 3 * 2, peopleEarning: 36, yen: 216 });
    expect(told.other).toEqual({ points: null, peopleEarning: null, yen: null });
    expect(told.gaining).toBeNull();
    expect(told.changes).toEqual([]);
    expect(told.months.every(({ other, change }) => other === null && change === null)).toBe(true);
    expect(told.change).toEqual({ points: null, yen: null });
    database.close();
  });
});

it('a day that is told again, and one that somebody has decided about, is judged again', async () => {
  using disk = new TrialDisk();
  await walkedTogether(disk, 20, () => 6_000);
  const database = new DatabaseSync(disk.path, { readOnly: true });
  const changed = [{ participant: participantId('P-1003'), date: dayTotal({ date: '2026-11-18' }).date }];
  const bounds = { daysMax: 800, cellsMax: 1_000_000 };
  const analysis = new PointAnalysis({ database, programme: tiered, bounds, changed: () => changed.splice(0) });
  while (analysis.step(today));
  const ask = { ...asked, rules: asToday };
  expect(analysis.whatIf(ask, veiled(), today).today.points).toBe(20 * 3 * 2);
  {
    await using points = await disk.open();
    const more = { participant: 'P-1003', date: '2026-11-18', steps: 12_000, revision: 2, syncedOn: '2026-11-21' };
    points.accept([dayTotal(more)]);
    changed.push({ participant: participantId('P-1003'), date: dayTotal(more).date });
  }
  while (analysis.step(today));
  const told = analysis.whatIf(ask, veiled(), today);
  expect([told.today.points, told.credited]).toEqual([20 * 3 * 2 + 2, 20 * 3 * 2 + 2]);
  database.close();
});

describe('the ledger by months', () => {
  const written = (month: string, day = 5): number =>
    Date.parse(`${month}-${String(day).padStart(2, '0')}T12:00:00+09:00`);

  /** Thirty people over eight months, who also come to check-ups; some days are put right. */
  const lived = async (disk: TrialDisk): Promise<void> => {
    await using points = await disk.open();
    for (let i = 0; i < 8; i++) {
      const month = `2026-${String(4 + i).padStart(2, '0')}`;
      disk.clock.jumpTo(written(month));
      for (let person = 0; person < 30; person++) {
        const day = { participant: `P-${1000 + person}`, date: `${month}-02`, syncedOn: `${month}-04` };
        points.accept([dayTotal({ ...day, steps: 9_000 + person * 100 })]);
        if (i % 2 === 0 && person < 14)
          points.accept([dayTotal({ ...day, steps: 2_000, revision: 2, state: 'corrected' })]);
      }
    }
  };

  it('adds up to what people have, and to what was issued by which rule', async () => {
    using disk = new TrialDisk();
    await lived(disk);
    const { database, analysis } = analysisOf(disk.path, tiered);
    while (analysis.step(today));
    const told = analysis.flow({ from: '2026-04-01', to: '2026-11-20' }, veiled(), today);
    const balance = database.prepare("SELECT sum(points) AS points FROM balance WHERE name GLOB 'P-*/pedometer'").get();
    expect(told.months.at(-1)?.outstanding).toBe(Number(balance?.['points']));
    let outstanding = 0;
    for (const { month, issued, takenBack, ...rest } of told.months) {
      const sum = (sign: string): number =>
        Number(
          database
            .prepare(
              `SELECT coalesce(sum(points), 0) AS points FROM entry
                WHERE points ${sign} 0 AND strftime('%Y-%m', at_ms / 1000 + 32400, 'unixepoch') = ?`,
            )
            .get(month)?.['points'],
        );
      expect([issued, takenBack]).toEqual([sum('>'), Math.abs(sum('<'))]);
      outstanding += (issued ?? 0) - (takenBack ?? 0);
      expect(rest).toEqual({ expired: 0, exchanged: 0, movedIn: 0, outstanding });
    }
    expect(told.byRule).toEqual([
      { rule: 'steps', name: { ja: '1日の歩数', en: 'Steps of a day' }, points: outstanding, people: 30 },
    ]);
    database.close();
  });

  it('lets the coming months be drawn, the same for the same question', async () => {
    using disk = new TrialDisk();
    await lived(disk);
    const { database, analysis } = analysisOf(disk.path, tiered);
    while (analysis.step(today));
    const told = analysis.liability(veiled(), today);
    expect(told).toEqual(analysis.liability(veiled(), today));
    expect(told.months.map(({ month }) => month).slice(0, 2)).toEqual(['2026-12', '2027-01']);
    expect(told.basis).toEqual({ months: 7, people: 30, courses: 400 });
    for (const { points } of told.months) {
      const [low, middle, high] = [points.low ?? 0, points.middle ?? 0, points.high ?? 0];
      expect(low).toBeLessThanOrEqual(middle);
      expect(middle).toBeLessThanOrEqual(high);
      expect(middle).toBeGreaterThan(told.now.points ?? 0);
    }
    database.close();
  });
});

it('forecasts nothing from a month that is not over', async () => {
  using disk = new TrialDisk();
  await walkedTogether(disk, 30, () => 10_500);
  const { database, analysis } = analysisOf(disk.path, tiered);
  while (analysis.step(today));
  const now = { points: 30 * 3 * 4, vouchers: 0, yen: 0 };
  expect(analysis.liability(veiled(), today)).toMatchObject({ tooLittle: true, months: [], now });
  database.close();
});
