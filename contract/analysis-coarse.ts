/**
 * Analysis coarse: every answer as it leaves: rounded, so that one more visit or one more person cannot be read off the
 * difference of two answers. All that is worked out stays exact until here. Pure.
 */
import type { AnalysisAnswer, AnalysisRouteName } from './analysis.ts';
import { peopleMin } from './analysis-terms.ts';

/** Days, people and points to the ten; what is something stays something. Null stays null. */
export const toTens = <Value extends number | null>(value: Value): Value =>
  (value === null || value === 0
    ? value
    : Math.sign(value) * Math.max(peopleMin, Math.round(Math.abs(value) / peopleMin) * peopleMin)) as Value;

/** Means of steps, which may be few. */
const stepsToTens = (value: number | null): number | null => (value === null ? null : Math.round(value / 10) * 10);

/** Shares and ratios to the hundredth. */
const toHundredths = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);

type Coarse = {
  readonly [Name in Exclude<AnalysisRouteName, 'terms'>]: (its: AnalysisAnswer<Name>) => AnalysisAnswer<Name>;
};

type Quartiles = AnalysisAnswer<'steps'>['quartiles'];
const eachOf = ([first, second, third]: Quartiles, of: (value: number | null) => number | null): Quartiles => [
  of(first),
  of(second),
  of(third),
];

/** All numbers of a row that are counts; what says which row it is stays. */
const counts = <Row extends object>(row: Row, names: readonly (keyof Row)[]): Row => {
  const rounded = { ...row };
  for (const name of names) {
    const value = rounded[name];
    if (typeof value === 'number') rounded[name] = toTens(value);
  }
  return rounded;
};

export const coarse: Coarse = {
  participation: (its) => ({
    ...its,
    stages: its.stages.map((stage) => counts(stage, ['people', 'fourWeeksAgo'])),
    weeks: its.weeks.map((week) => counts(week, ['lent', 'came', 'walking'])),
  }),
  steps: (its) => {
    const days = toTens(its.days);
    return {
      ...its,
      days,
      bins: its.bins.map((bin) => counts(bin, ['days', 'people'])),
      mean: stepsToTens(its.mean),
      quartiles: eachOf(its.quartiles, stepsToTens),
      tiers: its.tiers.map((tier) => ({ ...tier, days: toTens(tier.days), share: toHundredths(tier.share) })),
    };
  },
  hours: (its) => ({ ...its, cells: its.cells.map((cell) => ({ ...cell, steps: stepsToTens(cell.steps) })) }),
  trend: (its) => ({
    ...its,
    weeks: its.weeks.map((week) => ({
      ...week,
      people: toTens(week.people),
      quartiles: eachOf(week.quartiles, toHundredths),
      above: toHundredths(week.above),
      below: toHundredths(week.below),
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
  arrival: (its) => ({
    ...its,
    bins: its.bins.map((bin) => counts(bin, ['days'])),
    tooLate: its.tooLate === null ? null : { days: toTens(its.tooLate.days), share: toHundredths(its.tooLate.share) },
    risk: its.risk.map((row) => counts(row, ['people'])),
    riskByCentre: its.riskByCentre.map((row) => counts(row, ['within7', 'people'])),
  }),
  quality: (its) => ({
    ...its,
    weeks: its.weeks.map((week) =>
      counts(week, ['days', 'open', 'final', 'corrected', 'held', 'unsigned', 'gaps', 'batterySwaps']),
    ),
    drift: its.drift.map((bin) => counts(bin, ['people'])),
    unsignedShare: toHundredths(its.unsignedShare),
  }),
  points: (its) => ({
    ...its,
    months: its.months.map((month) =>
      counts(month, ['issued', 'takenBack', 'expired', 'exchanged', 'movedIn', 'outstanding']),
    ),
    byRule: its.byRule.map((row) => counts(row, ['points', 'people'])),
  }),
  liability: (its) => {
    const { voucher } = its;
    const inYen = (vouchers: number | null): number | null =>
      vouchers === null || voucher === null ? null : vouchers * voucher.yen;
    const range = (row: AnalysisAnswer<'liability'>['months'][number]['points']) =>
      counts(row, ['low', 'middle', 'high']);
    const now = counts(its.now, ['points', 'vouchers']);
    return {
      ...its,
      now: { ...now, yen: inYen(now.vouchers) },
      months: its.months.map((month) => {
        const vouchers = range(month.vouchers);
        const yen = { low: inYen(vouchers.low), middle: inYen(vouchers.middle), high: inYen(vouchers.high) };
        return { month: month.month, points: range(month.points), vouchers, yen };
      }),
      basis: counts(its.basis, ['people']),
    };
  },
  whatIf: (its) => {
    const { today, other } = { today: sideOf(its, 'today'), other: sideOf(its, 'other') };
    return {
      ...its,
      today: today.outcome,
      other: other.outcome,
      credited: today.points(its.credited),
      months: its.months.map((row) => ({ ...row, today: today.points(row.today), other: other.points(row.other) })),
      changes: its.changes.map((bin) => counts(bin, ['people'])),
      ...counts({ gaining: its.gaining, losing: its.losing }, ['gaining', 'losing']),
      centres: its.centres.map((row) => ({ ...row, today: today.points(row.today), other: other.points(row.other) })),
      yenPerPerson: { today: today.yenPerPerson, other: other.yenPerPerson },
    };
  },
};

/**
 * Points to ten days of the highest tier, so that tiers of many points make nobody's day larger; money, which may be any
 * multiple of them, follows from these.
 */
const sideOf = (its: AnalysisAnswer<'whatIf'>, side: 'today' | 'other') => {
  const { tiers, voucher } = its.rules[side];
  const unit = Math.max(1, ...(tiers ?? []).map(({ points }) => points));
  const points = (value: number | null): number | null => {
    if (value === null || value === 0) return value;
    const tenDays = peopleMin * unit;
    return Math.max(peopleMin, Math.round(value / tenDays) * tenDays);
  };
  const told = its[side];
  const sum = points(told.points);
  const yen = sum === null || voucher === null ? null : Math.round((sum * voucher.yen) / voucher.points);
  const perPerson = its.yenPerPerson[side];
  return {
    points,
    outcome: { points: sum, peopleEarning: toTens(told.peopleEarning), yen },
    yenPerPerson:
      perPerson === null || yen === null || told.yen === null
        ? null
        : told.yen === 0
          ? 0
          : (perPerson * yen) / told.yen,
  };
};
