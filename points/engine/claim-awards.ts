/** Claim awards: what claims of activities earn, and why one earns nothing. Pure. */
import type { PlainDateText } from '../../contract/ids.ts';
import type { Activity } from '../rule/activity.ts';
import { daysAfter, lastOfMonths } from '../rule/calendar.ts';
import { periodOf } from '../rule/period.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import { ageOn } from './age.ts';
import type { Award } from './award.ts';
import { takesPart } from './day-awards.ts';
import type { Birth, ClaimFact } from './facts.ts';

/** Why a claim earns nothing. */
export const claimFaults = [
  'void',
  'not-on-menu',
  'not-for-account',
  'paper-closed',
  'before-pedometer',
  'too-young',
  'no-group',
  'not-kept-long-enough',
  'no-goal',
  'outside-period',
  'already-claimed',
] as const;
export type ClaimFault = (typeof claimFaults)[number];

/** What is known of the participant beside their claims. */
export interface Claimant {
  readonly birth: Birth | undefined;
  readonly pedometerFrom: PlainDateText | null;
}

export type ClaimResult =
  { readonly kind: 'award'; readonly award: Award } | { readonly kind: 'nothing'; readonly fault: ClaimFault };

/** `claims` in the order in which they were recorded. */
export const claimAwards = (claims: readonly ClaimFact[], claimant: Claimant, book: RuleBook): Award[] =>
  claimResults(claims, claimant, book).flatMap((result) => (result.kind === 'award' ? [result.award] : []));

/** One result for each claim, in the same order. Caps come later. */
export const claimResults = (
  claims: readonly ClaimFact[],
  claimant: Claimant,
  book: RuleBook,
): readonly ClaimResult[] => {
  const taken = new Set<string>();
  const paidMonths = new PaidMonths();
  return claims.map((claim): ClaimResult => {
    const rules = book.on(claim.date);
    const activity = rules.activities.find(({ id }) => id === claim.activity);
    const fault = activity === undefined ? 'not-on-menu' : faultOf(claim, activity, claimant, rules, book);
    if (activity === undefined || fault !== undefined) return { kind: 'nothing', fault: fault ?? 'not-on-menu' };
    const identity = identityOf(claim, activity, rules);
    if (identity === undefined) return { kind: 'nothing', fault: 'outside-period' };
    if (taken.has(identity) || paidMonths.has(claim, activity)) return { kind: 'nothing', fault: 'already-claimed' };
    taken.add(identity);
    paidMonths.add(claim, activity);
    const { account, date } = claim;
    const points = activity.points[account] ?? 0;
    const award = { key: `claim:${claim.id}`, account, date, points, rule: activity.id, version: rules.version };
    return { kind: 'award', award };
  });
};

const faultOf = (
  claim: ClaimFact,
  activity: Activity,
  { birth, pedometerFrom }: Claimant,
  rules: RuleVersion,
  { programme }: RuleBook,
): ClaimFault | undefined => {
  if (claim.isVoid) return 'void';
  if (activity.points[claim.account] === undefined) return 'not-for-account';
  if (programme.accounts.paper?.closedByPedometer === true) {
    const hasPedometer = pedometerFrom !== null && claim.date >= pedometerFrom;
    if (claim.account === 'paper' && hasPedometer) return 'paper-closed';
    if (claim.account === 'pedometer' && !hasPedometer) return 'before-pedometer';
  }
  if (!takesPart(ageOn(claim.date, birth, rules.participants.ageOn), rules)) return 'too-young';
  if (activity.needsGroup && claim.group === null) return 'no-group';
  if (activity.keptMonths !== undefined && !isKept(claim, activity.keptMonths)) return 'not-kept-long-enough';
  const { goalStepsMin } = activity;
  return goalStepsMin !== undefined && (claim.goalSteps ?? 0) < goalStepsMin ? 'no-goal' : undefined;
};

const isKept = ({ from, date }: ClaimFact, months: number): boolean =>
  from !== null && lastOfMonths(from, months) <= date;

interface Months {
  readonly activity: string;
  readonly from: PlainDateText;
  readonly to: PlainDateText;
}

/** The months of habits that claims have been paid for: no day of them is paid for again, on whichever account. */
class PaidMonths {
  readonly #paid: Months[] = [];

  has(claim: ClaimFact, activity: Activity): boolean {
    const months = monthsOf(claim, activity);
    return (
      months !== undefined &&
      this.#paid.some((paid) => paid.activity === activity.id && paid.from <= months.to && months.from <= paid.to)
    );
  }

  add(claim: ClaimFact, activity: Activity): void {
    const months = monthsOf(claim, activity);
    if (months !== undefined) this.#paid.push(months);
  }
}

/** The last months up to the date of a claim: from the latest date from which they are kept by then. */
const monthsOf = ({ date }: ClaimFact, { id, keptMonths }: Activity): Months | undefined => {
  if (keptMonths === undefined) return undefined;
  const next = Temporal.PlainDate.from(daysAfter(date, 1));
  return { activity: id, from: next.subtract({ months: keptMonths }).toString() as PlainDateText, to: date };
};

/** Two claims of one identity earn once; undefined where the activity counts by the period and the date is in none. */
const identityOf = (claim: ClaimFact, { id, once }: Activity, { periods }: RuleVersion): string | undefined => {
  const { date, place, group } = claim;
  switch (once) {
    case 'each':
      return JSON.stringify([id, date, place, group]);
    case 'day':
      return `${id} ${date}`;
    case 'month':
      return `${id} ${date.slice(0, 7)}`;
    case 'period': {
      const period = periods === undefined ? undefined : periodOf(date, periods);
      return period === undefined ? undefined : `${id} ${period.from}`;
    }
    case 'ever':
      return id;
  }
};
