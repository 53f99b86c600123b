/** Centre comparison: centres side by side on the same weeks. Held days do not count. */
import { toTheTen } from '../../contract/analysis-hiding.ts';
import type { CentreComparison } from '../../contract/analysis-steps.ts';
import type { AnalysedPeople } from './analysed-people.ts';
import { asOf, type Chosen } from './chosen.ts';
import type { DayColumns } from './day-columns.ts';
import { weeksOf, type Week } from './weeks.ts';

/** Of one centre: in a week, or over the whole period. */
interface Tally {
  came: number;
  walkers: number;
  days: number;
  steps: number;
}

const noTally = (): Tally => ({ came: 0, walkers: 0, days: 0, steps: 0 });

export const centreComparisonOf = (
  chosen: Chosen,
  people: AnalysedPeople,
  columns: DayColumns,
  countedUntil: string | null,
): CentreComparison => {
  const { veil } = chosen;
  const weeks = weeksOf(chosen);
  // The days before the first whole week count for the whole alone.
  const spans = [...weeks, { from: chosen.from, to: (weeks[0]?.from ?? chosen.from) - 1 }];
  const tallies = people.groups.map(() => spans.map(noTally));
  const sizes = people.groups.map(() => 0);
  for (const person of chosen.people) {
    const group = people.groupOf(person);
    sizes[group] = (sizes[group] ?? 0) + 1;
    add(tallies[group] ?? [], spans, chosen, person, people, columns);
  }
  const groups = people.groups.flatMap((centre, group) => (chosen.groups[group] === true ? [{ centre, group }] : []));
  // A total of all centres is known from elsewhere: what is hidden must not be what it lacks.
  const cameByWeek = weeks.map((_, week) => veil.groups(groups.map(({ group }) => tallies[group]?.[week]?.came ?? 0)));
  const meanOf = ({ steps, days, walkers }: Tally = noTally()): number | null =>
    veil.figure(days === 0 ? 0 : steps / days, walkers);
  return {
    weeks: weeks.map(({ until }) => until),
    centres: groups.map(({ centre, group }, i) => {
      const its = tallies[group] ?? [];
      const came = cameByWeek.map((week) => week[i] ?? null);
      const size = sizes[group] ?? 0;
      const most = Math.max(0, ...came.map((count) => count ?? 0));
      return {
        centre: centre.id,
        name: centre.name,
        people: veil.cell(toTheTen(size, most) ?? 0, size),
        came,
        steps: weeks.map((_, week) => meanOf(its[week])),
        meanSteps: meanOf(its[weeks.length]),
      };
    }),
    asOf: asOf(chosen, countedUntil),
  };
};

/** The last of the tallies is of the whole. */
const add = (
  tallies: readonly Tally[],
  spans: readonly Pick<Week, 'from' | 'to'>[],
  { from, told }: Pick<Chosen, 'from' | 'told'>,
  person: number,
  people: AnalysedPeople,
  columns: DayColumns,
): void => {
  const whole = tallies[spans.length - 1];
  let isWalking = false;
  for (let i = 0; i < spans.length; i++) {
    const span = spans[i];
    const tally = tallies[i];
    if (span === undefined || tally === undefined || whole === undefined) continue;
    const { sum, days } = columns.sum(person, span.from, span.to, told);
    // Of a period that is shorter than its week, the week has days that are not of the period.
    const its = span.from < from ? columns.sum(person, from, span.to, told) : { sum, days };
    whole.days += its.days;
    whole.steps += its.sum;
    isWalking ||= its.days > 0;
    if (tally === whole) continue;
    tally.days += days;
    tally.steps += sum;
    if (days > 0) tally.walkers += 1;
    if (people.isLent(person, span.from, span.to) && columns.hasCome(person, span.from, span.to)) tally.came += 1;
  }
  if (isWalking && whole !== undefined) whole.walkers += 1;
};
