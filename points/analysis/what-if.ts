/** What-if: the days as they are known, judged once by the rules in force today and once by others. Changes nothing. */
import { isTooFew, joinedBins, type AnalysisVeil } from '../../contract/analysis-hiding.ts';
import type { TrialRules, WhatIf } from '../../contract/analysis-points.ts';
import type { Voucher } from '../../contract/analysis-terms.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import { tiersOf } from './analysed-programme.ts';
import { dayNumberOf } from './day-number.ts';
import type { JudgedDays } from './judged-days.ts';
import type { PointPeople } from './point-people.ts';
import { notJudgedBy, TrialJudge } from './trial-judge.ts';
import { judgeEverybody, type Sides, type TrialTally } from './trial-tally.ts';
import type { Whom } from './whom.ts';

export interface WhatIfAsk {
  readonly from: string;
  readonly to: string;
  readonly rules: TrialRules;
}

const changeEdges = [-Infinity, -500, -200, -100, -50, -20, -10, 0, 1, 11, 21, 51, 101, 201, 501] as const;
const yearDays = 365.25;
/** The longest window that can be tried; longer ones stand for "as far back as there is". */
const triedDaysMax = 366;

export const whatIfOf = (
  ask: WhatIfAsk,
  whom: Whom,
  rules: RuleVersion,
  voucher: Voucher | null,
  people: PointPeople,
  days: JudgedDays,
): WhatIf => {
  const { veil } = whom;
  const asToday = { tiers: null, monthPointsMax: null, backfillDays: null };
  const judges = { today: new TrialJudge(rules, asToday), other: new TrialJudge(rules, ask.rules) };
  const tally = judgeEverybody(ask, whom, judges, people, days);
  const vouchers = { today: voucher, other: ask.rules.voucher ?? voucher };
  const isApart = areApart(ask.rules, judges, tally);
  const whole = wholeOf(veil, tally.whole, isApart);
  const outcomes = outcomesOf(veil, whole, tally, vouchers);
  const perYear = (yen: number | null): number | null =>
    yen === null || whom.people === 0 ? null : yen / whom.people / (lengthOf(ask, days) / yearDays);
  const parts = partsOf(veil, tally, whom, isApart);
  setGrains(veil, tally, whom);
  return {
    ...outcomes,
    // The sum of a few people's differences would be told by the two sums.
    credited: veil.also(whole.today !== null && !isTooFew(tally.creditedOtherwise), tally.credited),
    ...parts,
    rules: {
      today: rulesUsed(rules, judges.today, null, vouchers.today),
      other: rulesUsed(rules, judges.other, ask.rules.tiers, vouchers.other),
    },
    notJudged: notJudgedBy(rules),
    yenPerPerson: { today: perYear(outcomes.today.yen), other: perYear(outcomes.other.yen) },
    grains: {},
    asOf: whom.asOf(),
  };
};

/** Whether the two differ by nobody, or by ten people and more, in each way in which rules can be moved to and fro. */
const areApart = (
  { tiers, monthPointsMax, backfillDays }: TrialRules,
  { today, other }: { readonly today: TrialJudge; readonly other: TrialJudge },
  { stepBins, capped, otherWindow }: TrialTally,
): boolean =>
  (tiers === null || stepBins.areApart([...today.edges, ...other.edges])) &&
  (monthPointsMax === null || !isTooFew(capped)) &&
  (backfillDays === null || !isTooFew(otherWindow));

interface Shown {
  readonly today: number | null;
  readonly other: number | null;
  /** What the other has more. */
  readonly change: number | null;
}

const shownOf = (today: number | null, other: number | null): Shown => ({
  today,
  other: today === null ? null : other,
  change: today === null || other === null ? null : other - today,
});

/** Where the rules differ for a few people only, the other sum would tell what these would have. */
const wholeOf = (veil: AnalysisVeil, { today, other, people, affected }: Sides, isApart: boolean): Shown => {
  const shown = veil.cell(today, people);
  return shownOf(shown, veil.also(shown !== null && isApart && !isTooFew(affected), other));
};

const setGrains = ({ grains }: AnalysisVeil, tally: TrialTally, { centres }: Whom): void => {
  grains.set('credited', tally.largestCredited.sum);
  for (const side of ['today', 'change'] as const) {
    grains.set(side, tally.whole.largest[side].sum);
    tally.monthNames.forEach((month, i) => grains.set(`${side} in ${month}`, tally.months[i]?.largest[side].sum ?? 0));
    centres.forEach(({ id }, i) => grains.set(`${side} at ${id}`, tally.centres[i]?.largest[side].sum ?? 0));
  }
};

const outcomesOf = (
  veil: AnalysisVeil,
  whole: Shown,
  { earning }: TrialTally,
  vouchers: { readonly today: Voucher | null; readonly other: Voucher | null },
): Pick<WhatIf, 'today' | 'other' | 'change'> => {
  const isOtherTold =
    whole.other !== null && !isTooFew(earning.other) && !isTooFew(Math.abs(earning.today - earning.other));
  const outcome = (points: number | null, peopleEarning: number | null, voucher: Voucher | null) => ({
    points,
    peopleEarning,
    yen: points === null || voucher === null ? null : Math.round((points * voucher.yen) / voucher.points),
  });
  const today = outcome(whole.today, veil.cell(earning.today), vouchers.today);
  const other = outcome(whole.other, veil.also(isOtherTold, earning.other), vouchers.other);
  const yen = shownOf(today.yen, other.yen).change;
  return { today, other, change: { points: whole.change, yen } };
};

const partsOf = (
  veil: AnalysisVeil,
  tally: TrialTally,
  { centres }: Whom,
  isApart: boolean,
): Pick<WhatIf, 'months' | 'centres' | 'changes' | 'gaining' | 'losing'> => {
  const ofMonths = (by: ReadonlyMap<number, number>) => (months: readonly number[]) => {
    const wanted = months.reduce((mask, month) => mask | (1 << month), 0);
    return [...by].reduce((sum, [mask, people]) => ((mask & wanted) === 0 ? sum : sum + people), 0);
  };
  const ofCentres = (which: 'people' | 'affected') => (chosen: readonly number[]) =>
    chosen.reduce((sum, i) => sum + (tally.centres[i]?.[which] ?? 0), 0);
  const months = shown(veil, tally.months, ofMonths(tally.earnersByMonths), ofMonths(tally.affectedByMonths), isApart);
  const byCentre = shown(veil, tally.centres, ofCentres('people'), ofCentres('affected'), isApart);
  const [gains, loses] = [countOf(tally, (by) => by > 0), countOf(tally, (by) => by < 0)];
  const counted = isApart
    ? veil.groups([gains, loses], tally.changes.length - gains - loses)
    : [gains, loses].map((people) => veil.also(false, people));
  const [gaining = null, losing = null] = counted;
  return {
    months: tally.monthNames.map((month, i) => ({ month, ...(months[i] ?? nothing) })),
    centres: centres.map(({ id, name }, i) => ({ centre: id, name, ...(byCentre[i] ?? nothing) })),
    changes: veil.isOpen && isApart ? changesOf(tally) : [],
    gaining,
    losing,
  };
};

const nothing = shownOf(null, null);

/** Parts of a whole that is told. */
const shown = (
  veil: AnalysisVeil,
  sides: readonly Sides[],
  peopleOf: (parts: readonly number[]) => number,
  affectedOf: (parts: readonly number[]) => number,
  isApart: boolean,
): readonly Shown[] => {
  const today = veil.parts(
    sides.map((side) => ({ value: side.today, people: side.people })),
    peopleOf,
  );
  const parts = sides.map((side) => ({ value: side.other, people: side.affected }));
  const other = isApart ? veil.parts(parts, affectedOf) : parts.map(({ value }) => veil.also(false, value));
  return sides.map((_, i) => shownOf(today[i] ?? null, other[i] ?? null));
};

const countOf = ({ changes }: TrialTally, is: (by: number) => boolean): number => changes.filter(is).length;

const changesOf = ({ changes }: TrialTally): WhatIf['changes'] => {
  const counts = changeEdges.map((edge, i) => {
    const next = changeEdges[i + 1] ?? Infinity;
    return changes.filter((by) => by >= edge && by < next).length;
  });
  const sum = (from: number, to: number): number => counts.slice(from, to).reduce((all, each) => all + each, 0);
  const [same, more] = [changeEdges.indexOf(0), changeEdges.indexOf(1)];
  return joinedBins(counts.length, sum, [same, more]).map(({ from, to }) => {
    const least = changeEdges[from] ?? -Infinity;
    return { from: least === -Infinity ? null : least, to: changeEdges[to] ?? null, people: sum(from, to) };
  });
};

const rulesUsed = (
  rules: RuleVersion,
  judge: TrialJudge,
  tiers: TrialRules['tiers'],
  voucher: Voucher | null,
): TrialRules => {
  const own = tiersOf(rules);
  return {
    tiers: tiers ?? (own.length === 0 ? null : own),
    monthPointsMax: judge.monthMax ?? 0,
    backfillDays: judge.windowDays > triedDaysMax ? null : judge.windowDays,
    voucher,
  };
};

/** Time before anybody's records begin costs nothing, and is no part of a year. */
const lengthOf = ({ from, to }: WhatIfAsk, { grid }: JudgedDays): number =>
  Math.max(1, dayNumberOf(to) - Math.max(dayNumberOf(from), grid.base) + 1);
