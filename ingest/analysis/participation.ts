/** Participation: from enrolment to walking, week by week. */
import { toTheTen } from '../../contract/analysis-hiding.ts';
import { participationStages, walkingStepsMin, type Participation } from '../../contract/analysis-steps.ts';
import type { AnalysedPeople } from './analysed-people.ts';
import { asOf, type Chosen } from './chosen.ts';
import type { DayColumns } from './day-columns.ts';
import { weeksOf, weekUntil, type Week } from './weeks.ts';

const participationWeeksMax = 53;
const earlierDays = 28;

interface Counts {
  lent: number;
  came: number;
  walking: number;
}

export const participationOf = (
  chosen: Chosen,
  people: AnalysedPeople,
  columns: DayColumns,
  countedUntil: string | null,
): Participation => {
  const weeks = weeksOf(chosen, participationWeeksMax);
  const counts = countWeeks(chosen.people, [...weeks, weekUntil(chosen.to - earlierDays)], people, columns);
  const now = stagesOf(chosen, counts[weeks.length - 1]);
  const before = stagesOf(chosen, counts[weeks.length]);
  const told = weeks.map(({ until }, i) => {
    const [lent = null, came = null, walking = null] = chosen.veil.nested(listed(counts[i]));
    return { until, lent, came, walking };
  });
  const stages = participationStages.map((stage, i) => ({
    stage,
    people: now[i] ?? null,
    fourWeeksAgo: before[i] ?? null,
  }));
  return { asOf: asOf(chosen, countedUntil), stages, weeks: told };
};

/**
 * Everybody enrolled is told to the ten, so that no other stage can be taken from it. Since when somebody is enrolled is not
 * known: those of today are taken for both.
 */
const stagesOf = ({ people, veil }: Chosen, counts: Counts | undefined): readonly (number | null)[] => {
  const parts = veil.nested(listed(counts));
  const most = Math.max(0, ...parts.map((part) => part ?? 0));
  return [veil.cell(toTheTen(people.length, most) ?? 0, people.length), ...parts];
};

const listed = (counts: Counts | undefined): readonly number[] =>
  counts === undefined ? [0, 0, 0] : [counts.lent, counts.came, counts.walking];

/** Person by person, as their days lie in memory. */
const countWeeks = (
  chosen: readonly number[],
  weeks: readonly Week[],
  people: AnalysedPeople,
  columns: DayColumns,
): readonly Counts[] => {
  const counts = weeks.map(() => ({ lent: 0, came: 0, walking: 0 }));
  for (const person of chosen)
    for (let i = 0; i < weeks.length; i++) {
      const week = weeks[i];
      const count = counts[i];
      if (week === undefined || count === undefined || !people.isLent(person, week.from, week.to)) continue;
      count.lent += 1;
      if (!columns.hasCome(person, week.from, week.to)) continue;
      count.came += 1;
      if (columns.stepsMost(person, week.from, week.to) >= walkingStepsMin) count.walking += 1;
    }
  return counts;
};
