/** Promises against closing in on somebody: no row of trials tells what one to nine people walked. */
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { coarse } from '../../contract/analysis-coarse.ts';
import { AnalysisVeil, isTooFew } from '../../contract/analysis-hiding.ts';
import { whatIfAskSchema, type TrialRules } from '../../contract/analysis-points.ts';
import { centreIdSchema } from '../../contract/ids.ts';
import { seededRandom } from '../../runtime/random.ts';
import { daysAfter } from '../rule/calendar.ts';
import { readProgramme, ruleFilePath } from '../rule/programme-file.ts';
import { dayTotal, participantId, plainDate, TrialDisk } from '../trial-points.ts';
import { PointAnalysis } from './point-analysis.ts';

const programme = readProgramme(ruleFilePath('iwamizawa'));
const today = plainDate('2026-11-21');
const oneDay = { from: '2026-11-18', to: '2026-11-18' };
const asToday: TrialRules = { tiers: null, monthPointsMax: null, backfillDays: null, voucher: null };

/** Everybody walked on one day; `lateOf`: days until it came. */
const askOf = async (disk: TrialDisk, walked: readonly number[], lateOf: (person: number) => number = () => 1) => {
  await using points = await disk.open();
  for (const [person, steps] of walked.entries())
    points.accept([
      dayTotal({
        participant: participantId(`P-${1000 + person}`),
        date: '2026-11-18',
        steps,
        syncedOn: `2026-11-${18 + lateOf(person)}`,
      }),
    ]);
  const opened = analysisOf(disk, walked.length);
  const ask = (rules: Partial<TrialRules>) =>
    opened.analysis.whatIf({ ...oneDay, rules: { ...asToday, ...rules } }, opened.whom(), today);
  const told = (rules: Partial<TrialRules>) => {
    const whom = opened.whom();
    const exact = opened.analysis.whatIf({ ...oneDay, rules: { ...asToday, ...rules } }, whom, today);
    return { exact, told: coarse.whatIf(exact, whom.veil.grains) };
  };
  return { ask, told, [Symbol.dispose]: () => opened[Symbol.dispose]() };
};

const analysisOf = (disk: TrialDisk, people: number) => {
  const database = new DatabaseSync(disk.path, { readOnly: true });
  const bounds = { daysMax: 800, cellsMax: 1_000_000 };
  const analysis = new PointAnalysis({ database, programme, bounds, changed: () => [] });
  while (analysis.step(today));
  const whom = () => ({
    veil: new AnalysisVeil(true),
    asOf: () => ({ people: null, hidden: 0, countedUntil: null }),
    people,
    centres: [{ id: centreIdSchema.parse('c'), name: 'c' }],
    toldOf: () => ({ first: 0, days: new Uint8Array(40_000).fill(1) }),
    centreOf: () => 0,
  });
  return { analysis, whom, [Symbol.dispose]: () => database.close() };
};

const thresholds = Array.from({ length: 60 }, (_, i) => 1_000 + i * 500);

describe('a tier that is moved', () => {
  it.each([1, 2, 3])('never passes the days of one to nine people between two answers (%i)', async (seed) => {
    using disk = new TrialDisk();
    const random = seededRandom(seed);
    const walked = Array.from({ length: 60 }, () => random.int(500, random.next() < 0.1 ? 30_000 : 9_000));
    using trial = await askOf(disk, walked);
    const shown = thresholds.filter((from) => {
      const tiers = [
        { from: 500, points: 1 },
        { from, points: 2 },
      ];
      return trial.ask({ tiers }).other.points !== null;
    });
    for (const one of shown)
      for (const other of shown)
        expect([one, other, isTooFew(walked.filter((steps) => steps >= one && steps < other).length)]).toEqual([
          one,
          other,
          false,
        ]);
  });

  it('tells what it changes in steps of no less than nine people have of it, and nothing finer of either side', async () => {
    using disk = new TrialDisk();
    const random = seededRandom(4);
    const walked = Array.from({ length: 80 }, () => random.int(500, 14_000));
    using trial = await askOf(disk, walked);
    const inForce = trial.ask({}).rules.today.tiers ?? [];
    const pointsBy = (tiers: NonNullable<TrialRules['tiers']>, steps: number): number =>
      tiers.findLast(({ from }) => steps >= from)?.points ?? 0;
    let shown = 0;
    for (const from of thresholds) {
      const tiers = [
        { from: 500, points: 20 },
        { from, points: 60 },
      ];
      const { exact, told } = trial.told({ tiers });
      if (exact.change.points === null) continue;
      shown += 1;
      const changes = walked.map((steps) => pointsBy(tiers, steps) - pointsBy(inForce, steps));
      const few = changes.map(Math.abs).sort((a, b) => b - a);
      const step = told.grains['change'] ?? 0;
      expect(exact.change.points).toBe(changes.reduce((sum, change) => sum + change, 0));
      expect(step).toBeGreaterThanOrEqual(few.slice(0, 9).reduce((sum, change) => sum + change, 0));
      expect(Math.abs((told.change.points ?? NaN) - exact.change.points)).toBeLessThanOrEqual(step / 2);
      expect((told.change.points ?? NaN) % step).toBe(0);
      expect(told.other.points).toBe((told.today.points ?? NaN) + (told.change.points ?? NaN));
    }
    expect(shown).toBeGreaterThan(5);
  });

  it('tells nothing of the trial where one person is alone above it, and says so', async () => {
    using disk = new TrialDisk();
    using trial = await askOf(disk, [...Array<number>(39).fill(6_200), 12_345]);
    for (const from of [7_000, 12_000, 12_500, 20_000]) {
      const told = trial.ask({
        tiers: [
          { from: 500, points: 1 },
          { from, points: 2 },
        ],
      });
      expect(told.today.points).toBe(39 * 2 + 4);
      expect([from, told.other, told.gaining, told.losing, told.changes]).toEqual([
        from,
        { points: null, peopleEarning: null, yen: null },
        null,
        null,
        [],
      ]);
      expect(told.months.concat(told.centres as never[]).every(({ other }) => other === null)).toBe(true);
    }
  });

  it('is refused where it does not go by 500', () => {
    const ask = (from: number) => ({ ...oneDay, rules: { ...asToday, tiers: [{ from, points: 1 }] } });
    expect(whatIfAskSchema.safeParse(ask(3_500)).success).toBe(true);
    expect(whatIfAskSchema.safeParse(ask(3_501)).error?.issues[0]).toMatchObject({
      path: ['rules', 'tiers'],
      message: '`from` must be a multiple of 500',
    });
  });
});

it('a cap that holds back a few people tells nothing', async () => {
  using disk = new TrialDisk();
  using trial = await askOf(disk, [...Array<number>(30).fill(6_200), ...Array<number>(4).fill(11_000)]);
  expect(trial.ask({ monthPointsMax: 3 }).other.points).toBeNull();
  expect(trial.ask({ monthPointsMax: 1 }).other.points).toBe(34);
});

it('a window that leaves out the days of a few people tells nothing', async () => {
  using disk = new TrialDisk();
  using trial = await askOf(disk, Array<number>(40).fill(6_200), (person) => (person < 3 ? 2 : 1));
  expect(trial.ask({ backfillDays: 2 }).other.points).toBeNull();
  expect(trial.ask({ backfillDays: 1 }).other.points).toBe(0);
});

it('two windows that lie on either side of a few people’s days are told the same, though each is told beside today’s', async () => {
  using disk = new TrialDisk();
  const dates = Array.from({ length: 20 }, (_, i) => `2026-10-${String(i + 1).padStart(2, '0')}`);
  // Twelve bring every day after twenty days, three after ten; the others at once.
  const lateOf = (person: number): number => (person < 12 ? 20 : person < 15 ? 10 : 0);
  {
    await using points = await disk.open();
    for (let person = 0; person < 40; person++)
      points.accept(
        dates.map((date) =>
          dayTotal({
            participant: participantId(`P-${1000 + person}`),
            date,
            steps: 12_000,
            syncedOn: daysAfter(plainDate(date), lateOf(person)),
          }),
        ),
      );
  }
  using trial = analysisOf(disk, 40);
  const asked = { from: '2026-10-01', to: '2026-10-20' };
  const pointsOf = (backfillDays: number): readonly (number | null)[] => {
    const whom = trial.whom();
    const exact = trial.analysis.whatIf({ ...asked, rules: { ...asToday, backfillDays } }, whom, today);
    return [exact.other.points, coarse.whatIf(exact, whom.veil.grains).other.points];
  };
  const [[wide, wideTold], [narrow, narrowTold]] = [pointsOf(12), pointsOf(8)];
  expect((wide ?? 0) - (narrow ?? 0)).toBe(3 * 20 * 4);
  expect(wideTold).toBe(narrowTold);
});
