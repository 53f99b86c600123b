/**
 * Analysis coarse trial: what other rules come to, as it leaves. Told are today's sums and what the others have more, each in
 * its steps, and the others' sums only as these two together: so they tell no third thing, from which with the two one could
 * close in on either. Money follows from points. Pure.
 */
import type { Grains } from './analysis-grain.ts';
import type { WhatIf } from './analysis-points.ts';
import { counts, toTens } from './analysis-rows.ts';
import type { Voucher } from './analysis-terms.ts';

export const coarseTrial = (its: WhatIf, grains: Grains): WhatIf => {
  const whole = bothOf(
    { today: its.today.points, other: its.other.points, change: its.change.points },
    { today: 'today', other: 'other', change: 'change' },
    grains,
  );
  const vouchers = { today: its.rules.today.voucher, other: its.rules.other.voucher };
  const yen = { today: yenOf(whole.today, vouchers.today), other: yenOf(whole.other, vouchers.other) };
  const sideOf = (side: 'today' | 'other') => ({
    points: whole[side],
    peopleEarning: toTens(its[side].peopleEarning),
    yen: yen[side],
  });
  const rowOf = <Row extends Both>(row: Row, where: string): Row => ({
    ...row,
    ...bothOf(row, { today: `today ${where}`, other: `other ${where}`, change: `change ${where}` }, grains),
  });
  return {
    ...its,
    today: sideOf('today'),
    other: sideOf('other'),
    change: { points: whole.change, yen: yenOfChange(whole.change, yen, vouchers) },
    credited: grains.told('credited', its.credited),
    months: its.months.map((row) => rowOf(row, `in ${row.month}`)),
    changes: its.changes.map((bin) => counts(bin, ['people'])),
    ...counts({ gaining: its.gaining, losing: its.losing }, ['gaining', 'losing']),
    centres: its.centres.map((row) => rowOf(row, `at ${row.centre}`)),
    yenPerPerson: {
      today: perPersonOf(its, 'today', yen.today, whole.today, grains),
      other: perPersonOf(its, 'other', yen.other, whole.other, grains),
    },
    grains: grains.used,
  };
};

interface Both {
  readonly today: number | null;
  readonly other: number | null;
  readonly change: number | null;
}
type Named = Readonly<Record<keyof Both, string>>;

const bothOf = ({ today, other, change }: Both, names: Named, grains: Grains): Both => {
  const told = { today: grains.told(names.today, today), change: grains.toldChange(names.change, change) };
  if (told.today === null || told.change === null || other === null) return { ...told, other: null };
  // What is nothing is told as nothing, and what is something stays something.
  if (other === 0) return { ...told, other: 0 };
  grains.madeOf(names.other, [names.today, names.change]);
  const sum = told.today + told.change;
  return { ...told, other: sum > 0 ? sum : (grains.used[names.change] ?? 0) };
};

const yenOf = (points: number | null, voucher: Voucher | null): number | null =>
  points === null || voucher === null ? null : Math.round((points * voucher.yen) / voucher.points);

/** Of the same voucher it is no coarser than the points; of two, each side's points count. */
const yenOfChange = (
  change: number | null,
  yen: Pick<Both, 'today' | 'other'>,
  { today, other }: { readonly today: Voucher | null; readonly other: Voucher | null },
): number | null => {
  if (change === null || yen.today === null || yen.other === null) return null;
  if (today?.points === other?.points && today?.yen === other?.yen) return yenOf(change, today);
  return yen.other - yen.today;
};

/** To the digits that the steps of the points allow: finer ones would be made up. */
const perPersonOf = (
  its: WhatIf,
  side: 'today' | 'other',
  yen: number | null,
  points: number | null,
  grains: Grains,
): number | null => {
  const [perPerson, exact] = [its.yenPerPerson[side], its[side].yen];
  if (perPerson === null || yen === null || points === null || exact === null) return null;
  if (exact === 0 || points === 0) return 0;
  const value = (perPerson * yen) / exact;
  const step = (value * (grains.used[side] ?? 0)) / points;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, step))));
  return Math.round(value / unit) * unit;
};
