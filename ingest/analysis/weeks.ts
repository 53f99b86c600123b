/** Weeks: the weeks of a period, counted back from its last day, so that the last one is always whole. Pure. */
import { dateOfEpochDay } from '../local-days.ts';
import type { PlainDateText } from '../../contract/ids.ts';

export interface Week {
  readonly from: number;
  readonly to: number;
  readonly until: PlainDateText;
}

const weekDays = 7;
/** Two years. */
export const weeksMax = 105;

/** Oldest first. Only whole weeks; of a period that is shorter, the week that ends with it. */
export const weeksOf = (
  { from, to }: { readonly from: number; readonly to: number },
  most = weeksMax,
): readonly Week[] => {
  const count = Math.min(most, Math.max(1, Math.floor((to - from + 1) / weekDays)));
  return Array.from({ length: count }, (_, i) => weekUntil(to - (count - 1 - i) * weekDays));
};

export const weekUntil = (to: number): Week => ({ from: to - weekDays + 1, to, until: dateOfEpochDay(to) });
