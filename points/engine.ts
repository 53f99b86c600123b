/**
 * Engine: what a day's revisions earn under a rule. Pure.
 *
 * The decisions, for a day D and a revision that a visit on S brought:
 * - Within the window (S − windowDays + 1 ≤ D ≤ S) the revision's steps become the day's counted steps, up or down.
 * - Outside it the visit adds nothing: counted steps become at most the revision's. So what was credited stays when a
 *   visit comes too late, and a day found to have had fewer steps is still put right.
 * - A held revision changes nothing: it earns nothing new, and takes nothing while a person looks at it.
 * - A day is owed the points of the tier its counted steps reach. The difference to what is already credited is one new
 *   entry: `steps` when it adds, `correction` when it takes. An entry once written is never touched.
 */
import type { DayTotal } from '../contract/day-total.ts';
import { firstCountedDate } from './backfill-window.ts';
import type { Rule } from './rule-file.ts';
import { tierOf } from './rule/tier.ts';

/** What the engine looks at of a day total. */
export type Revision = Pick<DayTotal, 'date' | 'revision' | 'steps' | 'state' | 'syncedOn'>;

/** What a revision may do: `counted` moves the steps freely, the two out of the window only down, `held` not at all. */
export const verdicts = ['counted', 'too-late', 'after-visit', 'held'] as const;
export type Verdict = (typeof verdicts)[number];

export const entryReasons = ['steps', 'correction'] as const;
export type EntryReason = (typeof entryReasons)[number];

/** Points that are owed and not yet written: positive for `steps`, negative for `correction`. */
export interface Due {
  readonly points: number;
  readonly reason: EntryReason;
}

export const judge = (revision: Revision, rule: Rule): Verdict => {
  if (revision.state === 'held') return 'held';
  // YYYY-MM-DD sorts as the dates do.
  if (revision.date > revision.syncedOn) return 'after-visit';
  return revision.date < firstCountedDate(revision.syncedOn, rule.backfill.windowDays) ? 'too-late' : 'counted';
};

/** Counted steps after `revisions`, in order of their numbers, when they were `countedSteps` before. */
export const countSteps = (countedSteps: number, revisions: readonly Revision[], rule: Rule): number =>
  revisions.reduce((counted, revision) => countNext(counted, revision, rule), countedSteps);

const countNext = (countedSteps: number, revision: Revision, rule: Rule): number => {
  switch (judge(revision, rule)) {
    case 'counted':
      return revision.steps;
    case 'too-late':
    case 'after-visit':
      return Math.min(countedSteps, revision.steps);
    case 'held':
      return countedSteps;
  }
};

/** The entry that brings a day with `credited` points to what its counted steps earn; undefined when it is there. */
export const dueFor = (countedSteps: number, credited: number, rule: Rule): Due | undefined => {
  const points = (tierOf(countedSteps, rule.steps.tiers)?.points ?? 0) - credited;
  if (points === 0) return undefined;
  return { points, reason: points > 0 ? 'steps' : 'correction' };
};
