/** Date finding: what everybody's day totals show, as a finding. Only finished days are averaged. */
import type { LiveDate } from '../../../contract/live.ts';

export type DateFinding =
  | { readonly kind: 'nothing-finished' }
  | { readonly kind: 'one-date'; readonly date: string; readonly people: number; readonly meanSteps: number }
  | { readonly kind: 'two-weeks'; readonly meanSteps: number; readonly change: number };

export const weekDays = 7;

/** Steps and people of a date whose day has arrived whole. */
export const finishedOf = (date: LiveDate): { readonly steps: number; readonly people: number } => ({
  steps: date.steps - date.openSteps - date.heldSteps,
  people: date.people - date.open - date.held,
});

export const dateFindingOf = (dates: readonly LiveDate[]): DateFinding => {
  const finished = dates.filter((date) => finishedOf(date).people > 0);
  const latest = finished.at(-1);
  if (latest === undefined) return { kind: 'nothing-finished' };
  if (finished.length < 2 * weekDays) {
    return { kind: 'one-date', date: latest.date, people: finishedOf(latest).people, meanSteps: meanStepsOf([latest]) };
  }
  const meanSteps = meanStepsOf(finished.slice(-weekDays));
  const before = meanStepsOf(finished.slice(-2 * weekDays, -weekDays));
  return { kind: 'two-weeks', meanSteps, change: meanSteps - before };
};

/** Steps a person walked on a day. */
const meanStepsOf = (dates: readonly LiveDate[]): number => {
  const sums = dates.map(finishedOf);
  const steps = sums.reduce((sum, each) => sum + each.steps, 0);
  const people = sums.reduce((sum, each) => sum + each.people, 0);
  return Math.round(steps / people);
};
