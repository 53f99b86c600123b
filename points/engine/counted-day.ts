/**
 * Counted day: how many of a day's steps count, after all its deliveries. Pure.
 *
 * For a day D and a revision that a visit on S brought, under the version in force on D:
 * - Within the window (S − windowDays + 1 ≤ D ≤ S) and before its period closes, the revision's steps become the day's
 *   counted steps, up or down.
 * - Too late, the visit adds nothing: counted steps become at most the revision's. So what was credited stays when a visit
 *   comes too late, and a day found to have had fewer steps is still put right. Like points lost to a late visit, a dip
 *   that a late visit brought is not undone by a later visit still.
 * - A held or doubted revision changes nothing: it earns nothing new, and takes nothing while a person looks at it. Once
 *   somebody has accepted it, it counts as if it had never been in doubt.
 * - Where the version does not say that unsigned days count, an unsigned revision says that nothing is there that counts.
 */
import type { PlainDateText } from '../../contract/ids.ts';
import { daysBetween } from '../rule/calendar.ts';
import { periodOf } from '../rule/period.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import type { DayFacts, DecisionFact, RevisionFact } from './facts.ts';

/**
 * What a revision may do: `counted` moves the steps freely, those too late only down, `held` and `doubted` not at all;
 * `unsigned` leaves none.
 */
export const verdicts = [
  'counted',
  'too-late',
  'after-close',
  'after-visit',
  'outside-period',
  'held',
  'doubted',
  'unsigned',
] as const;
export type Verdict = (typeof verdicts)[number];

export interface CountedDay {
  readonly date: PlainDateText;
  readonly steps: number;
  /** At least one delivery came in time and was believed: the day is there. */
  readonly hasCounted: boolean;
  /** A delivery that is believed said that no later steps are expected: one held or doubted after it does not open the day again. */
  readonly isFinal: boolean;
  /** The newest revision waits for a person. */
  readonly isWaiting: boolean;
}

export const judge = (date: PlainDateText, revision: RevisionFact, day: DayFacts, rules: RuleVersion): Verdict => {
  if (isRefused(revision, rules)) return 'unsigned';
  if (!isBelieved(revision, day.decision)) return revision.state === 'held' ? 'held' : 'doubted';
  const { syncedOn } = revision;
  // YYYY-MM-DD sorts as the dates do.
  if (date > syncedOn) return 'after-visit';
  if (daysBetween(date, syncedOn) >= rules.backfill.windowDays) return 'too-late';
  if (rules.periods === undefined) return 'counted';
  const period = periodOf(date, rules.periods);
  if (period === undefined) return 'outside-period';
  return period.closesOn !== undefined && syncedOn > period.closesOn ? 'after-close' : 'counted';
};

/** Undefined where nothing has arrived of the day. */
export const countDay = (day: DayFacts, rules: RuleVersion): CountedDay | undefined => {
  const newest = day.revisions.at(-1);
  if (newest === undefined) return undefined;
  let counted = 0;
  let hasCounted = false;
  let isFinal = false;
  for (const revision of day.revisions) {
    const verdict = judge(day.date, revision, day, rules);
    if (verdict === 'counted') hasCounted = true;
    if (verdict !== 'held' && verdict !== 'doubted' && verdict !== 'unsigned')
      isFinal ||= revision.state === 'final' || revision.state === 'corrected';
    counted = countNext(counted, revision.steps, verdict);
  }
  const steps = limited(counted, day.decision, rules.believedStepsMax);
  return {
    date: day.date,
    steps,
    hasCounted,
    isFinal,
    isWaiting: !isRefused(newest, rules) && !isBelieved(newest, day.decision),
  };
};

const countNext = (counted: number, steps: number, verdict: Verdict): number => {
  switch (verdict) {
    case 'counted':
      return steps;
    case 'too-late':
    case 'after-close':
    case 'after-visit':
    case 'outside-period':
      return Math.min(counted, steps);
    case 'held':
    case 'doubted':
      return counted;
    case 'unsigned':
      return 0;
  }
};

/** What no pedometer has signed counts only where the programme says so. */
const isRefused = ({ unsigned }: RevisionFact, rules: RuleVersion): boolean =>
  unsigned === true && rules.unsignedDays !== 'count';

/** A cap or void is about the day, an acceptance about what was known when it was given. */
const isBelieved = (revision: RevisionFact, decision: DecisionFact | undefined): boolean => {
  if (!revision.doubted && revision.state !== 'held') return true;
  switch (decision?.kind) {
    case 'accept':
      return revision.revision <= decision.revision;
    case 'cap':
    case 'void':
      return true;
    case 'none':
    case undefined:
      return false;
  }
};

const limited = (counted: number, decision: DecisionFact | undefined, believedMax: number | undefined): number => {
  const believed = Math.min(counted, believedMax ?? Infinity);
  if (decision?.kind === 'void') return 0;
  return decision?.kind === 'cap' ? Math.min(believed, decision.steps ?? 0) : believed;
};
