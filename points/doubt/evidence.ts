/** Evidence: what one screen shows of a day in doubt: its hours beside the person's usual ones, what is marked, and why. Pure. */
import type { DayCurve } from '../../contract/day-curve.ts';
import type { Words } from '../words.ts';
import { clockText, dayHours, dayHoursOf } from './day-hours.ts';
import { findingWords } from './finding-words.ts';
import type { Finding, FindingKind } from './finding.ts';

export interface HourBar {
  readonly hour: number;
  /** `14:00`. */
  readonly from: string;
  readonly steps: number;
  /** Median of the same hour on the person's own days that recorded it; undefined without any. */
  readonly usual: number | undefined;
  /** Whether a pedometer recorded any of the hour: an hour without a record is drawn otherwise than one without a step. */
  readonly isRecorded: boolean;
  /** The findings that mark this hour. */
  readonly marks: readonly FindingKind[];
}

export interface Evidence {
  readonly participant: string;
  readonly date: string;
  readonly steps: number;
  /** Median of the own days' totals; undefined without own days. */
  readonly usualSteps: number | undefined;
  /** How many own days "usual" is told by. */
  readonly ownDays: number;
  /** 24, from midnight. */
  readonly bars: readonly HourBar[];
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly finding: Finding;
  readonly words: Words;
}

/** `ownDays`: the person's own days before; this very date among them is left out. */
export const evidenceOf = (curve: DayCurve, findings: readonly Finding[], ownDays: readonly DayCurve[]): Evidence => {
  const day = dayHoursOf(curve);
  const own = ownDays.filter((each) => each.date !== curve.date).map(dayHoursOf);
  const bars = Array.from({ length: dayHours }, (_, hour): HourBar => {
    const recorded = own.filter((each) => (each.minutes[hour] ?? 0) > 0);
    return {
      hour,
      from: clockText(hour * 60),
      steps: day.steps[hour] ?? 0,
      usual: median(recorded.map((each) => each.steps[hour] ?? 0)),
      isRecorded: (day.minutes[hour] ?? 0) > 0,
      marks: findings.filter((each) => each.hours.includes(hour)).map(({ kind }) => kind),
    };
  });
  return {
    participant: curve.participant,
    date: curve.date,
    steps: day.total,
    usualSteps: median(own.map((each) => each.total)),
    ownDays: own.length,
    bars,
    reasons: findings.map((finding) => ({ finding, words: findingWords(finding) })),
  };
};

const median = (values: readonly number[]): number | undefined => {
  const order = values.toSorted((a, b) => a - b);
  const upper = order[order.length >> 1];
  const lower = order[(order.length - 1) >> 1];
  return upper === undefined || lower === undefined ? undefined : Math.round((upper + lower) / 2);
};
