/** Trial told: what two sets of rules come to, as rounded sums, and whether they differ at all. Pure. */
import type { WhatIf } from '../../../contract/analysis-points.ts';
import { sumOf, type Sum } from './told.ts';

type Side = 'today' | 'other' | 'change';

/** `where`: empty for the whole, `in 2026-11`, `at kita`. */
export const sideOf = (grains: WhatIf['grains'], side: Side, value: number | null, where = ''): Sum =>
  sumOf(grains, where === '' ? side : `${side} ${where}`, value);

/** Whether the rules are the very same. */
export const isUnchanged = ({ rules }: Pick<WhatIf, 'rules'>): boolean =>
  JSON.stringify(rules.today) === JSON.stringify(rules.other);

/** Nobody would have more or fewer, which is told of the very figures. */
export const isNobodysChange = ({ gaining, losing }: Pick<WhatIf, 'gaining' | 'losing'>): boolean =>
  gaining === 0 && losing === 0;

/** What the other rules cost more, with its step: of the same voucher that of the points, of two vouchers that of both sides. */
export const yenChangeOf = ({ grains, today, other, change, rules }: WhatIf): Sum => {
  const [own, tried] = [rules.today.voucher, rules.other.voucher];
  if (change.yen === null || own === null || tried === null) return { value: null, step: 0 };
  const yenOf = (sum: Sum, { points, yen }: typeof own): number => (sum.step * yen) / points;
  const points = sideOf(grains, 'change', change.points);
  if (own.points === tried.points && own.yen === tried.yen) return { value: change.yen, step: yenOf(points, own) };
  const step = yenOf(sideOf(grains, 'today', today.points), own) + yenOf(sideOf(grains, 'other', other.points), tried);
  return { value: change.yen, step };
};

/** The same per person and year, to the digits its step allows. */
export const yenChangePerPerson = (answer: WhatIf): Sum => {
  const { value, step } = yenChangeOf(answer);
  const perYen = perYenOf(answer);
  if (value === null || perYen === null) return { value: null, step: 0 };
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, step * perYen))));
  return { value: Math.round((value * perYen) / unit) * unit || 0, step: step * perYen };
};

const perYenOf = ({ today, other, yenPerPerson }: WhatIf): number | null => {
  for (const side of ['today', 'other'] as const) {
    const [yen, perPerson] = [{ today, other }[side].yen ?? 0, yenPerPerson[side] ?? 0];
    if (yen > 0 && perPerson > 0) return perPerson / yen;
  }
  return null;
};
