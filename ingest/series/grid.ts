/**
 * Grid: a day block laid on the regular slots of its local date, the form in which every series store shows a day.
 *
 * Buckets begin whenever a pedometer was powered on; charts want equal steps of time. A bucket goes, whole, into the slot
 * that holds its midpoint, so no step is split, lost or counted twice, and a day's slots add up to the day's steps.
 */
import { stepsNotRecorded } from '../../contract/page.ts';
import { undated, type DayBlock, type Run } from '../day-block.ts';
import type { LocalDay } from '../local-days.ts';
import type { SlotSteps } from './series-store.ts';

/**
 * The slots of `block` that hold data, by time. Slot n begins n × seconds after local midnight; buckets that meet in a slot
 * are summed; a bucket that was not recorded makes no slot. Where epochs of one day counted in buckets of several lengths,
 * the shortest makes the grid: a longer bucket then stands in one of its slots, rather than being spread by guess.
 * An undated block has none.
 */
export const slotsOf = (block: DayBlock, day: LocalDay): readonly SlotSteps[] => {
  if (block.date === undated) return [];
  const seconds = gridSeconds(block.runs);
  const stepsBySlot = new Map<number, number>();
  for (const run of block.runs) {
    run.steps.forEach((steps, i) => {
      if (steps === stepsNotRecorded) return;
      const slot = slotOf(run, i, day, seconds);
      stepsBySlot.set(slot, (stepsBySlot.get(slot) ?? 0) + steps);
    });
  }
  return [...stepsBySlot]
    .sort(([a], [b]) => a - b)
    .map(([slot, steps]) => ({ startMs: day.startMs + slot * seconds * 1000, seconds, steps }));
};

/** Whether `after` has no place for a slot that `before` had, so that writing it over the old would leave points behind. */
export const losesSlots = (before: DayBlock, after: DayBlock, day: LocalDay): boolean => {
  const seconds = gridSeconds(before.runs);
  const kept = seconds === gridSeconds(after.runs) ? slotNumbers(after, day, seconds) : new Set();
  return !slotNumbers(before, day, seconds).isSubsetOf(kept);
};

/** The slots that hold data. Asked at every rewrite of a day, so it makes nothing else. */
const slotNumbers = (block: DayBlock, day: LocalDay, seconds: number): Set<number> => {
  const slots = new Set<number>();
  for (const run of block.runs) {
    for (let i = 0; i < run.steps.length; i++) {
      if (run.steps[i] !== stepsNotRecorded) slots.add(slotOf(run, i, day, seconds));
    }
  }
  return slots;
};

const gridSeconds = (runs: readonly Run[]): number => Math.min(...runs.map((run) => run.bucketSeconds));

const slotOf = (run: Run, index: number, day: LocalDay, seconds: number): number => {
  const midpointMs = run.startMs + (index + 0.5) * run.bucketSeconds * 1000;
  const slot = Math.floor((midpointMs - day.startMs) / (seconds * 1000));
  // A midpoint rounded over midnight still belongs to the date its block says; the steps are not dropped for it.
  const last = Math.ceil((day.endMs - day.startMs) / (seconds * 1000)) - 1;
  return Math.max(0, Math.min(last, slot));
};
