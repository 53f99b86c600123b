/** Unresting: walking at night, and hours on end without a pause. Pure. */
import { clockText, dayHours, type DayHours } from './day-hours.ts';
import type { DoubtLimits } from './doubt-limits.ts';
import type { FindingOf } from './finding.ts';

const nightFrom = 1;
const nightTo = 5;

export const nightSteps = (day: DayHours): number => {
  let steps = 0;
  for (let hour = nightFrom; hour < nightTo; hour++) steps += day.steps[hour] ?? 0;
  return steps;
};

export const nightFinding = (day: DayHours, limit: number): FindingOf<'night'> | undefined => {
  const steps = nightSteps(day);
  if (steps < limit) return undefined;
  const hours = Array.from({ length: nightTo - nightFrom }, (_, i) => nightFrom + i);
  return {
    kind: 'night',
    hours: hours.filter((hour) => (day.steps[hour] ?? 0) > 0),
    from: clockText(nightFrom * 60),
    to: clockText(nightTo * 60),
    steps,
    limit: Math.round(limit),
  };
};

/** The longest run by the first rule that one satisfies. */
export const noPauseFinding = (day: DayHours, limits: DoubtLimits): FindingOf<'no-pause'> | undefined => {
  for (const rule of limits.noPause) {
    const { from, to } = longestRun(day, rule.steps);
    if (to - from < rule.hours) continue;
    return {
      kind: 'no-pause',
      hours: Array.from({ length: to - from }, (_, i) => from + i),
      from: clockText(from * 60),
      to: clockText(to * 60),
      stepsPerHour: rule.steps,
      steps: day.steps.subarray(from, to).reduce((sum, each) => sum + each, 0),
    };
  }
  return undefined;
};

/** Hours [from, to) of at least `steps` each, the first of the longest. */
const longestRun = (day: DayHours, steps: number): { readonly from: number; readonly to: number } => {
  let best = { from: 0, to: 0 };
  for (let hour = 0, from = 0; hour < dayHours; hour++) {
    if ((day.steps[hour] ?? 0) < steps) from = hour + 1;
    else if (hour + 1 - from > best.to - best.from) best = { from, to: hour + 1 };
  }
  return best;
};
