/** Placing a page: its buckets dated, and cut into one run for each local date they fall on. */
import type { PlainDateText } from '../contract/ids.ts';
import { dateUptime, type EpochStamp } from './dating.ts';
import { undated, type Run } from './day-block.ts';
import type { LocalDays } from './local-days.ts';
import { sliceRun } from './merge-runs.ts';

export interface PlacedRun {
  readonly date: PlainDateText;
  readonly run: Run;
}

/**
 * Cuts a run at local midnights. A bucket belongs to the date of its midpoint, so that a clock a few seconds off does
 * not move an hour to another day. Without stamps everything stays together, undated.
 */
export const placeRun = (run: Run, stamps: readonly EpochStamp[], days: LocalDays): readonly PlacedRun[] => {
  if (stamps.length === 0) return [{ date: undated, run: { ...run, startMs: 0 } }];
  const startOf = (index: number): number => dateUptime(stamps, run.startSeconds + index * run.bucketSeconds) ?? 0;
  const halfMs = run.bucketSeconds * 500;
  const placed: PlacedRun[] = [];
  for (let from = 0; from < run.steps.length;) {
    const startMs = startOf(from);
    const day = days.at(startMs + halfMs);
    const to = endOfDay(from, run, day.endMs - halfMs, startOf);
    placed.push({ date: day.date, run: { ...sliceRun(run, from, to), startMs } });
    from = to;
  }
  return placed;
};

/** The first bucket after `from` that begins at `limitMs` or later. Guessed by the nominal rate, then made exact. */
const endOfDay = (from: number, run: Run, limitMs: number, startOf: (index: number) => number): number => {
  const guess = from + Math.ceil((limitMs - startOf(from)) / (run.bucketSeconds * 1000));
  let to = Math.min(Math.max(guess, from + 1), run.steps.length);
  while (to - 1 > from && startOf(to - 1) >= limitMs) to--;
  while (to < run.steps.length && startOf(to) < limitMs) to++;
  return to;
};
