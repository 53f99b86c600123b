/** Pendulum: steps too even for legs, by the hour and, where minutes are there, by the minute. Pure. */
import type { DayCurve } from '../../contract/day-curve.ts';
import { clockText, dayHours, hourOf, type DayHours } from './day-hours.ts';
import type { DoubtLimits, EvenHours } from './doubt-limits.ts';
import type { FindingOf } from './finding.ts';

/** What counts as a minute bucket for evenness. */
const minuteBucketMax = 1;

/**
 * By the first rule that is met: so many hours alike among so many neighbours, and then all hours of the day like them. Not
 * every neighbour need be alike: a machine that pauses has uneven hours between even ones. But scattered over a long day
 * some hours of a lively walker are alike by chance.
 */
export const evenHoursFinding = (day: DayHours, limits: DoubtLimits): FindingOf<'even-hours'> | undefined => {
  for (const rule of limits.evenHours) {
    for (let from = 0; from + rule.hours <= dayHours; from++) {
      const least = leastAlike(day.steps, from, rule);
      if (least === undefined) continue;
      return evenHours(day, least, least * (1 + rule.percent / 100));
    }
  }
  return undefined;
};

/** Fewest steps of the hours alike among the neighbours from `from` on. */
const leastAlike = (steps: Float64Array, from: number, rule: EvenHours): number | undefined => {
  const to = Math.min(dayHours, from + rule.among);
  let busy = 0;
  for (let hour = from; hour < to; hour++) if ((steps[hour] ?? 0) >= rule.steps) busy += 1;
  if (busy < rule.hours) return undefined;
  for (let hour = from; hour < to; hour++) {
    const least = steps[hour] ?? 0;
    if (least < rule.steps) continue;
    const most = least * (1 + rule.percent / 100);
    let alike = 0;
    for (let other = from; other < to; other++) {
      const each = steps[other] ?? 0;
      if (each >= least && each <= most) alike += 1;
    }
    if (alike >= rule.hours) return least;
  }
  return undefined;
};

const evenHours = ({ steps }: DayHours, least: number, most: number): FindingOf<'even-hours'> => {
  const hours: number[] = [];
  let [sum, greatest] = [0, 0];
  for (let hour = 0; hour < dayHours; hour++) {
    const each = steps[hour] ?? 0;
    if (each < least || each > most) continue;
    hours.push(hour);
    sum += each;
    greatest = Math.max(greatest, each);
  }
  return {
    kind: 'even-hours',
    hours,
    stepsPerHour: Math.round(sum / hours.length),
    differencePercent: Math.round(((greatest - least) / least) * 1000) / 10,
  };
};

/** The longest run of minutes, none slow and none missing, whose deviation is within the limit's percent of their mean. */
export const evenMinutesFinding = (curve: DayCurve, limits: DoubtLimits): FindingOf<'even-minutes'> | undefined => {
  const { steps: stepsMin, minutes: minutesMin, percent } = limits.evenMinutes;
  const buckets = curve.buckets.filter((each) => each.minutes <= minuteBucketMax && each.steps >= stepsMin);
  if (buckets.length < minutesMin) return undefined;
  const minutes = buckets.toSorted((a, b) => a.fromMinute - b.fromMinute || a.steps - b.steps);
  let best: Run | undefined;
  for (const [from, to] of unbroken(minutes)) {
    const run = longestEven(minutes, { from, to, least: best === undefined ? minutesMin : best.count + 1, percent });
    best = run ?? best;
  }
  if (best === undefined) return undefined;
  const run = minutes.slice(best.from, best.from + best.count);
  const last = run.at(-1);
  return {
    kind: 'even-minutes',
    hours: [...new Set(run.map(hourOf))],
    from: clockText(run[0]?.fromMinute ?? 0),
    to: clockText((last?.fromMinute ?? 0) + (last?.minutes ?? 0)),
    stepsPerMinute: Math.round(best.mean),
    differencePercent: Math.round(best.deviation * 1000) / 10,
  };
};

interface Run {
  readonly from: number;
  readonly count: number;
  readonly mean: number;
  /** Standard deviation as a share of the mean. */
  readonly deviation: number;
}

type Minutes = readonly { readonly fromMinute: number; readonly minutes: number; readonly steps: number }[];

/** Index ranges [from, to) in which each bucket begins where the one before ends. */
const unbroken = (minutes: Minutes): readonly (readonly [number, number])[] => {
  const ranges: (readonly [number, number])[] = [];
  let from = 0;
  for (let i = 1; i <= minutes.length; i++) {
    const [before, next] = [minutes[i - 1], minutes[i]];
    const gap = (next?.fromMinute ?? Infinity) - ((before?.fromMinute ?? 0) + (before?.minutes ?? 0));
    if (Math.abs(gap) < 0.5) continue;
    ranges.push([from, i]);
    from = i;
  }
  return ranges;
};

interface Search {
  readonly from: number;
  readonly to: number;
  readonly least: number;
  readonly percent: number;
}

/** A window that grows by a minute as long as it stays even, and else moves on: linear in the minutes. */
const longestEven = (minutes: Minutes, { from, to, least, percent }: Search): Run | undefined => {
  let best: Run | undefined;
  let [sum, squares, start] = [0, 0, from];
  for (let i = from; i < to; i++) {
    const added = minutes[i]?.steps ?? 0;
    sum += added;
    squares += added * added;
    const count = i - start + 1;
    if (count < (best === undefined ? least : best.count + 1)) continue;
    const mean = sum / count;
    const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean)) / mean;
    if (deviation * 100 <= percent) {
      best = { from: start, count, mean, deviation };
      continue;
    }
    const dropped = minutes[start]?.steps ?? 0;
    sum -= dropped;
    squares -= dropped * dropped;
    start += 1;
  }
  return best;
};
