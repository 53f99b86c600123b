/**
 * Analysis coarse: every answer as it leaves: rounded, so that what one to nine people did cannot be read off the difference
 * of two answers: people to the ten, sums in steps of what nine people make of them (analysis-grain.ts), and shares and money
 * out of these. All that is worked out stays exact until here. Pure.
 */
import type { AnalysisAnswer, AnalysisRouteName } from './analysis.ts';
import type { Grains } from './analysis-grain.ts';
import { counts, each, sums, toTens } from './analysis-rows.ts';
import { shareOf, sharesOf } from './analysis-shares.ts';
import { coarseTrial } from './analysis-coarse-trial.ts';
import { peopleMin } from './analysis-terms.ts';

/** Means of steps, which may be few. */
const stepsToTens = (value: number | null): number | null => (value === null ? null : Math.round(value / 10) * 10);

/** Ratios to the hundredth. */
const toHundredths = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);

type Coarse = {
  readonly [Name in Exclude<AnalysisRouteName, 'terms'>]: (
    its: AnalysisAnswer<Name>,
    grains: Grains,
  ) => AnalysisAnswer<Name>;
};

type Quartiles = AnalysisAnswer<'steps'>['quartiles'];
const eachOf = ([first, second, third]: Quartiles, of: (value: number | null) => number | null): Quartiles => [
  of(first),
  of(second),
  of(third),
];

export const coarse: Coarse = {
  participation: (its) => ({
    ...its,
    stages: its.stages.map((stage) => counts(stage, ['people', 'fourWeeksAgo'])),
    weeks: its.weeks.map((week) => counts(week, ['lent', 'came', 'walking'])),
  }),
  steps: (its, grains) => {
    const days = grains.told('days', its.days);
    const told = its.tiers.map((tier, i) => grains.told(`tier ${i}`, tier.days));
    return {
      ...its,
      days,
      bins: its.bins.map((bin, i) => ({ ...counts(bin, ['people']), days: grains.told(`bin ${i}`, bin.days) })),
      mean: stepsToTens(its.mean),
      quartiles: eachOf(its.quartiles, stepsToTens),
      tiers: withShares(its.tiers, told, days, grains),
      grains: grains.used,
    };
  },
  hours: (its) => ({ ...its, cells: its.cells.map((cell) => ({ ...cell, steps: stepsToTens(cell.steps) })) }),
  trend: (its) => ({
    ...its,
    weeks: its.weeks.map((week) => ({
      ...week,
      people: toTens(week.people),
      quartiles: eachOf(week.quartiles, toHundredths),
      above: shareOfPeople(week.above, week.people),
      below: shareOfPeople(week.below, week.people),
    })),
  }),
  centres: (its) => ({
    ...its,
    centres: its.centres.map((row) => ({
      ...row,
      people: toTens(row.people),
      came: row.came.map(toTens),
      steps: row.steps.map(stepsToTens),
      meanSteps: stepsToTens(row.meanSteps),
    })),
  }),
  arrival: (its, grains) => ({
    ...its,
    bins: its.bins.map((bin, i) => ({ ...bin, days: grains.told(`bin ${i}`, bin.days) })),
    tooLate: tooLateOf(its, grains),
    risk: its.risk.map((row) => counts(row, ['people'])),
    riskByCentre: its.riskByCentre.map((row) => counts(row, ['within7', 'people'])),
    grains: grains.used,
  }),
  quality: (its, grains) => {
    const weeks = its.weeks.map((week) => sums(week, qualityNames, week.until, grains));
    return {
      ...its,
      weeks,
      drift: its.drift.map((bin) => counts(bin, ['people'])),
      unsignedShare: its.unsignedShare === null ? null : unsignedShareOf(weeks, grains.used),
      grains: grains.used,
    };
  },
  points: (its, grains) => ({
    ...its,
    months: its.months.map((month) => sums(month, flowNames, month.month, grains)),
    byRule: its.byRule.map((row) => sums(counts(row, ['people']), ['points'], row.rule, grains)),
    grains: grains.used,
  }),
  liability: (its, grains) => {
    const { voucher } = its;
    const inYen = (vouchers: number | null): number | null =>
      vouchers === null || voucher === null ? null : vouchers * voucher.yen;
    const range = (row: AnalysisAnswer<'liability'>['months'][number]['points'], of: string) =>
      each(row, ['low', 'middle', 'high'], (value) => grains.told(of, value));
    const now = sums(its.now, ['points', 'vouchers'], 'now', grains);
    return {
      ...its,
      now: { ...now, yen: inYen(now.vouchers) },
      months: its.months.map((month) => {
        const vouchers = range(month.vouchers, 'vouchers to come');
        const yen = { low: inYen(vouchers.low), middle: inYen(vouchers.middle), high: inYen(vouchers.high) };
        return { month: month.month, points: range(month.points, 'points to come'), vouchers, yen };
      }),
      basis: counts(its.basis, ['people']),
      grains: grains.used,
    };
  },
  whatIf: coarseTrial,
};

const qualityNames = ['days', 'open', 'final', 'corrected', 'held', 'unsigned', 'gaps', 'batterySwaps'] as const;
const flowNames = ['issued', 'takenBack', 'expired', 'exchanged', 'movedIn', 'outstanding'] as const;

const shareOfPeople = (share: number | null, people: number | null): number | null =>
  share === null || people === null
    ? null
    : shareOf(toTens(Math.round(share * people)), toTens(people), share === 0 ? 0 : peopleMin);

/** Tiers are parts of all days: together they are never more. */
const withShares = (
  tiers: AnalysisAnswer<'steps'>['tiers'],
  told: readonly (number | null)[],
  days: number,
  grains: Grains,
): AnalysisAnswer<'steps'>['tiers'] => {
  const { used } = grains;
  const shares = sharesOf(
    told.map((value, i) => ({ value, grain: used[`tier ${i}`] ?? 0 })),
    { value: days, grain: used['days'] ?? 0 },
  );
  return tiers.map((tier, i) => ({ ...tier, days: told[i] ?? null, share: shares[i] ?? null }));
};

/** Of all days, which are those of the bins. */
const tooLateOf = (
  { bins, tooLate }: AnalysisAnswer<'arrival'>,
  grains: Grains,
): AnalysisAnswer<'arrival'>['tooLate'] => {
  if (tooLate === null) return null;
  const days = grains.told('too late', tooLate.days);
  const all = grains.told(
    'days',
    bins.reduce((sum, bin) => sum + bin.days, 0),
  );
  const { used } = grains;
  return { days, share: shareOf(days, all, Math.max(used['too late'] ?? 0, days === 0 ? 0 : (used['days'] ?? 0))) };
};

/** Of all weeks of which both are told. */
const unsignedShareOf = (
  weeks: AnalysisAnswer<'quality'>['weeks'],
  used: Readonly<Record<string, number>>,
): number | null => {
  const told = weeks.filter(({ days, unsigned }) => days !== null && unsigned !== null);
  if (told.length === 0) return null;
  const sum = (of: (week: (typeof weeks)[number]) => number): number => told.reduce((all, week) => all + of(week), 0);
  const grain = sum(({ until }) => used[`unsigned ${until}`] ?? 0);
  return shareOf(
    sum(({ unsigned }) => unsigned ?? 0),
    sum(({ days }) => days ?? 0),
    grain,
  );
};
