/**
 * Judged day: how many of a day's steps count, for every backfill window at once: the engine's own judgement (counted-day.ts),
 * asked for each number of days after which something of the day came. Pure.
 */
import { countDay } from '../engine/counted-day.ts';
import type { DayFacts } from '../engine/facts.ts';
import { daysBetween } from '../rule/calendar.ts';
import type { RuleVersion } from '../rule/rule-version.ts';

/** With a window of more than `lag` days, so many steps count. */
export interface CountedFrom {
  readonly lag: number;
  readonly steps: number;
}

export interface JudgedDay {
  /** By rising lag; empty where nothing counts whatever the window. */
  readonly counted: readonly CountedFrom[];
  /** No later steps are expected. */
  readonly isFinal: boolean;
}

/** `rules`: everything but the window is as they say. */
export const judgeDay = (day: DayFacts, rules: RuleVersion): JudgedDay => {
  const lags = new Set(day.revisions.map(({ syncedOn }) => Math.max(0, daysBetween(day.date, syncedOn))));
  const counted: CountedFrom[] = [];
  let isFinal = false;
  for (const lag of [...lags].sort((a, b) => a - b)) {
    const judged = countDay(day, { ...rules, backfill: { windowDays: lag + 1 } });
    isFinal ||= judged?.isFinal ?? false;
    const steps = judged?.steps ?? 0;
    if (steps !== (counted.at(-1)?.steps ?? 0)) counted.push({ lag, steps });
  }
  return { counted, isFinal };
};
