/**
 * Analysis coarse: every answer as it leaves: rounded, so that what one to nine people did cannot be read off the difference
 * of two answers: people to the ten, sums in steps of what nine people make of them (analysis-grain.ts), and shares and money
 * out of these. All that is worked out stays exact until here. Pure.
 */
import type { AnalysisAnswer, AnalysisRouteName } from './analysis.ts';
import { toGrain, type Grains } from './analysis-grain.ts';
import { peopleMin } from './analysis-terms.ts';

/** People to the ten; what is something stays something. Null stays null. */
export const toTens = <Value extends number | null>(value: Value): Value =>
  (value === null ? value : toGrain(value, peopleMin)) as Value;

/** Means of steps, which may be few. */
const stepsToTens = (value: number | null): number | null => (value === null ? null : Math.round(value / 10) * 10);

/** Shares and ratios to the hundredth. */
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

/** All numbers of a row that are people; what says which row it is stays. */
const counts = <Row extends object>(row: Row, names: readonly (keyof Row)[]): Row => each(row, names, toTens);

/** All numbers of a row that are sums, each in its step, which is named for it and the row. */
const sums = <Row extends object>(row: Row, names: readonly (keyof Row & string)[], of: string, grains: Grains): Row =>
  each(row, names, (value, name) => grains.told(`${name} ${of}`, value));

const each = <Row extends object, Name extends keyof Row>(
  row: Row,
  names: readonly Name[],
  round: (value: number, name: Name) => number,
): Row => {
  const rounded = { ...row };
  for (const name of names) {
    const value = rounded[name];
    if (typeof value === 'number') rounded[name] = round(value, name) as Row[Name];
  }
  return rounded;
};

/** A share of what is told, out of what is told. */
const shareOf = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null ? null : whole === 0 ? 0 : toHundredths(Math.min(1, part / whole));

export const coarse: Coarse = {
  participation: (its) => ({
    ...its,
    stages: its.stages.map((stage) => counts(stage, ['people', 'fourWeeksAgo'])),
    weeks: its.weeks.map((week) => counts(week, ['lent', 'came', 'walking'])),
  }),
  steps: (its, grains) => {
    const days = grains.told('days', its.days);
    return {
      ...its,
      days,
      bins: its.bins.map((bin, i) => ({ ...counts(bin, ['people']), days: grains.told(`bin ${i}`, bin.days) })),
      mean: stepsToTens(its.mean),
      quartiles: eachOf(its.quartiles, stepsToTens),
      tiers: its.tiers.map((tier, i) => {
        const told = grains.told(`tier ${i}`, tier.days);
        return { ...tier, days: told, share: shareOf(told, days) };
      }),
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
  }),
  quality: (its, grains) => {
    const weeks = its.weeks.map((week) => sums(week, qualityNames, week.until, grains));
    const told = weeks.filter(({ days, unsigned }) => days !== null && unsigned !== null);
    const sum = (name: 'days' | 'unsigned'): number => told.reduce((all, week) => all + (week[name] ?? 0), 0);
    return {
      ...its,
      weeks,
      drift: its.drift.map((bin) => counts(bin, ['people'])),
      unsignedShare: its.unsignedShare === null || told.length === 0 ? null : shareOf(sum('unsigned'), sum('days')),
    };
  },
  points: (its, grains) => ({
    ...its,
    months: its.months.map((month) => sums(month, flowNames, month.month, grains)),
    byRule: its.byRule.map((row) => sums(counts(row, ['people']), ['points'], row.rule, grains)),
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
    };
  },
  whatIf: (its, grains) => {
    const { today, other } = { today: sideOf(its, 'today', grains), other: sideOf(its, 'other', grains) };
    const sides = ['today', 'other'] as const;
    return {
      ...its,
      today: today.outcome,
      other: other.outcome,
      credited: grains.told('credited', its.credited),
      months: its.months.map((row) => sums(row, sides, `in ${row.month}`, grains)),
      changes: its.changes.map((bin) => counts(bin, ['people'])),
      ...counts({ gaining: its.gaining, losing: its.losing }, ['gaining', 'losing']),
      centres: its.centres.map((row) => sums(row, sides, `at ${row.centre}`, grains)),
      yenPerPerson: { today: today.yenPerPerson, other: other.yenPerPerson },
    };
  },
};

const qualityNames = ['days', 'open', 'final', 'corrected', 'held', 'unsigned', 'gaps', 'batterySwaps'] as const;
const flowNames = ['issued', 'takenBack', 'expired', 'exchanged', 'movedIn', 'outstanding'] as const;

const shareOfPeople = (share: number | null, people: number | null): number | null =>
  share === null || people === null ? null : shareOf(toTens(Math.round(share * people)), toTens(people));

/** Of all days, which are those of the bins. */
const tooLateOf = (
  { bins, tooLate }: AnalysisAnswer<'arrival'>,
  grains: Grains,
): AnalysisAnswer<'arrival'>['tooLate'] => {
  if (tooLate === null) return null;
  const days = grains.told('too late', tooLate.days);
  const all = bins.reduce((sum, bin) => sum + bin.days, 0);
  return { days, share: shareOf(days, grains.told('days', all)) };
};

/** Money, which may be any multiple of points, follows from these. */
const sideOf = (its: AnalysisAnswer<'whatIf'>, side: 'today' | 'other', grains: Grains) => {
  const { voucher } = its.rules[side];
  const told = its[side];
  const points = grains.told(side, told.points);
  const yen = points === null || voucher === null ? null : Math.round((points * voucher.yen) / voucher.points);
  const perPerson = its.yenPerPerson[side];
  return {
    outcome: { points, peopleEarning: toTens(told.peopleEarning), yen },
    yenPerPerson:
      perPerson === null || yen === null || told.yen === null
        ? null
        : told.yen === 0
          ? 0
          : (perPerson * yen) / told.yen,
  };
};
