/** Baseline trend: every week beside each person's own beginning. Held days do not count. */
import { baselineDays, type BaselineTrend } from '../../contract/analysis-steps.ts';
import { asOf, type Chosen } from './chosen.ts';
import { noSteps, type DayColumns } from './day-columns.ts';
import { quartilesOf } from './quartiles.ts';
import type { ToldDays } from './told-days.ts';
import { weeksOf, type Week } from './weeks.ts';

/** Ratios are told to the thousandth; whoever walks ten times as much as at the beginning is counted with ten times. */
const ratioParts = 1_000;
const ratioMax = 10 * ratioParts;
const clearly = { above: 1.05 * ratioParts, below: 0.95 * ratioParts };

export const baselineTrendOf = (chosen: Chosen, columns: DayColumns, countedUntil: string | null): BaselineTrend => {
  const weeks = weeksOf(chosen);
  const counts = weeks.map(() => new Uint32Array(ratioMax + 1));
  for (const person of chosen.people) addPerson(counts, weeks, columns, person, chosen.told);
  const told = weeks.map(({ until }, i) => ({ until, ...weekOf(chosen, counts[i] ?? new Uint32Array(0)) }));
  return { asOf: asOf(chosen, countedUntil), weeks: told };
};

const weekOf = ({ veil }: Chosen, counts: Uint32Array): Omit<BaselineTrend['weeks'][number], 'until'> => {
  const sum = (from: number, to: number): number => {
    let all = 0;
    for (let ratio = Math.ceil(from); ratio < to; ratio++) all += counts[ratio] ?? 0;
    return all;
  };
  const above = sum(clearly.above, counts.length);
  const below = sum(0, clearly.below + 1);
  const people = sum(0, counts.length);
  const [first, second, third] = quartilesOf(counts) ?? [0, 0, 0];
  const quartile = (value: number): number | null => veil.figure(value / ratioParts, people);
  const [shownAbove = null, shownBelow = null] = veil.groups([above, below], people - above - below);
  const share = (shown: number | null): number | null => (shown === null || people === 0 ? null : shown / people);
  return {
    people: veil.cell(people),
    quartiles: [quartile(first), quartile(second), quartile(third)],
    above: share(shownAbove),
    below: share(shownBelow),
  };
};

/** Weeks are compared that begin after the baseline has ended. */
const addPerson = (
  counts: readonly Uint32Array[],
  weeks: readonly Week[],
  columns: DayColumns,
  person: number,
  told: ToldDays,
): void => {
  const base = baselineOf(columns, person);
  if (base === undefined) return;
  for (let i = 0; i < weeks.length; i++) {
    const week = weeks[i];
    const its = counts[i];
    if (week === undefined || its === undefined || week.from <= base.end) continue;
    const { sum, days } = columns.sum(person, week.from, week.to, told);
    if (days === 0) continue;
    const ratio = Math.min(ratioMax, Math.round((sum / days / base.mean) * ratioParts));
    its[ratio] = (its[ratio] ?? 0) + 1;
  }
};

/** Undefined where too few of the first days have come, or nothing was walked on them. */
const baselineOf = (
  columns: DayColumns,
  person: number,
): { readonly mean: number; readonly end: number } | undefined => {
  const { days } = columns;
  if (days === undefined) return undefined;
  const { steps } = columns;
  const [start, stop] = columns.grid.span(person, days.first, days.last);
  let at = start;
  while (at < stop && steps[at] === noSteps) at += 1;
  const first = days.first + at - start;
  const end = first + baselineDays.of - 1;
  const { sum, days: count } = columns.sum(person, first, end);
  return count < baselineDays.min || sum === 0 ? undefined : { mean: sum / count, end };
};
