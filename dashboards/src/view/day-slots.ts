/** Day slots: a person's last four weeks with a place for every day, the missing ones too. */
import type { LiveDay } from '../../../contract/live.ts';
import { addDays } from '../../shared/local-date.ts';

export const slotsCount = 28;

export type DaySlot =
  | { readonly kind: 'missing'; readonly date: string }
  | {
      readonly kind: 'finished' | 'open' | 'held';
      readonly date: string;
      readonly steps: number;
      readonly corrected: boolean;
    };

/** The `slotsCount` days that end with `today`, oldest first. */
export const daySlotsOf = (days: readonly LiveDay[], today: string): readonly DaySlot[] => {
  const arrived = new Map<string, LiveDay>(days.map((day) => [day.date, day]));
  return Array.from({ length: slotsCount }, (_, index) => {
    const date = addDays(today, index - slotsCount + 1);
    const day = arrived.get(date);
    return day === undefined ? { kind: 'missing', date } : slotOf(day);
  });
};

const slotOf = (day: LiveDay): DaySlot => ({
  kind: day.state === 'open' || day.state === 'held' ? day.state : 'finished',
  date: day.date,
  steps: day.steps,
  corrected: day.state === 'corrected',
});

/** What a person's four weeks come to, from the days that are finished. */
export interface DaySummary {
  readonly arrived: number;
  readonly missing: number;
  readonly finished: number;
  /** Steps a day, over finished days only; null without one. */
  readonly meanSteps: number | null;
  readonly best: { readonly date: string; readonly steps: number } | null;
}

export const daySummaryOf = (slots: readonly DaySlot[]): DaySummary => {
  const arrived = slots.filter((slot) => slot.kind !== 'missing');
  const finished = arrived.filter((slot) => slot.kind === 'finished');
  const best = finished.reduce<(typeof finished)[number] | null>(
    (most, slot) => (most === null || slot.steps > most.steps ? slot : most),
    null,
  );
  const steps = finished.reduce((sum, slot) => sum + slot.steps, 0);
  return {
    arrived: arrived.length,
    missing: slots.length - arrived.length,
    finished: finished.length,
    meanSteps: finished.length === 0 ? null : Math.round(steps / finished.length),
    best: best === null ? null : { date: best.date, steps: best.steps },
  };
};

/** The highest tier `steps` reach; null below the first. */
export const tierReached = (steps: number, tiers: readonly number[]): number | null =>
  tiers.filter((tier) => steps >= tier).at(-1) ?? null;
