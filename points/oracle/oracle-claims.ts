/** Oracle claims: what visits and claims earn, worked out the slow way from the rules' words; shares nothing with the engine. */
import type { ClaimFact, ParticipantFacts } from '../engine/facts.ts';
import type { AccountId, Activity } from '../rule/activity.ts';
import type { Programme } from '../rule/programme-file.ts';
import type { RuleVersion } from '../rule/rule-version.ts';
import { dateOf, dayOf, daysFrom, isOfDayKind, keptUntil, monthOf, periodAround } from './oracle-calendar.ts';
import { mayTakePart, versionOn } from './oracle-person.ts';
import type { OracleEarning } from './oracle-steps.ts';

/** By day and centre, each in the order of the file. */
export const earnedByVisits = (facts: ParticipantFacts, programme: Programme): readonly OracleEarning[] => {
  const had = new Set<string>();
  return facts.visits.flatMap(({ date, centre }) => {
    const day = dayOf(date);
    const rules = versionOn(day, programme);
    return rules.earning.flatMap((rule): readonly OracleEarning[] => {
      if (rule.kind !== 'visit' && rule.kind !== 'first-visit') return [];
      if (!mayTakePart(day, facts, rules, rule.ages)) return [];
      if (rule.kind === 'visit' && !isOfDayKind(day, rule.days)) return [];
      if (rule.kind === 'first-visit' && rule.places !== undefined && !rule.places.includes(centre)) return [];
      const once = rule.kind === 'visit' ? `${rule.id} on ${date}` : `${rule.id} at ${centre}`;
      if (had.has(once)) return [];
      had.add(once);
      return [{ rule: rule.id, day, points: rule.points }];
    });
  });
};

export interface OracleClaimEarning extends OracleEarning {
  readonly account: AccountId;
  readonly claim: number;
}

export const earnedByClaims = (facts: ParticipantFacts, programme: Programme): readonly OracleClaimEarning[] => {
  const taken = new Set<string>();
  const paidDays = new Set<string>();
  return facts.claims.flatMap((claim) => {
    const day = dayOf(claim.date);
    const rules = versionOn(day, programme);
    const activity = rules.activities.find(({ id }) => id === claim.activity);
    if (activity === undefined || claim.isVoid || !mayTakePart(day, facts, rules)) return [];
    const points = activity.points[claim.account];
    if (points === undefined || !isWhole(claim, activity) || isOnClosedAccount(claim, facts, programme)) return [];
    const once = onceOf(claim, activity, rules);
    const keptDays = daysPaidFor(claim, activity).map((each) => `${activity.id} ${each}`);
    if (once === undefined || taken.has(once) || keptDays.some((each) => paidDays.has(each))) return [];
    taken.add(once);
    for (const each of keptDays) paidDays.add(each);
    return [{ rule: activity.id, day, points, account: claim.account, claim: claim.id }];
  });
};

/** It says all that its activity asks for. */
const isWhole = (claim: ClaimFact, { needsGroup, keptMonths, goalStepsMin }: Activity): boolean => {
  if (needsGroup && claim.group === null) return false;
  if (goalStepsMin !== undefined && (claim.goalSteps === null || claim.goalSteps < goalStepsMin)) return false;
  if (keptMonths === undefined) return true;
  if (claim.from === null) return false;
  return keptUntil(dayOf(claim.from), keptMonths) <= dayOf(claim.date);
};

/** Of a habit the days of its last months: those from the latest day on that gives them in full. */
const daysPaidFor = ({ date }: ClaimFact, { keptMonths }: Activity): readonly number[] => {
  if (keptMonths === undefined) return [];
  const last = dayOf(date);
  let first = last;
  while (keptUntil(first, keptMonths) > last) first -= 1;
  return daysFrom(first, last);
};

/** Paper until the pedometer comes, the pedometer's account from then on: where a programme wants one or the other. */
const isOnClosedAccount = ({ account, date }: ClaimFact, facts: ParticipantFacts, { accounts }: Programme): boolean => {
  if (accounts.paper?.closedByPedometer !== true) return false;
  const hasPedometer = facts.pedometerFrom !== null && dayOf(facts.pedometerFrom) <= dayOf(date);
  return account !== (hasPedometer ? 'pedometer' : 'paper');
};

/** What can be earned once only; undefined where there is no such thing, between two periods. */
const onceOf = (claim: ClaimFact, { id, once }: Activity, { periods }: RuleVersion): string | undefined => {
  const day = dayOf(claim.date);
  switch (once) {
    case 'each':
      return JSON.stringify([id, claim.date, claim.place, claim.group]);
    case 'day':
      return JSON.stringify([id, claim.date]);
    case 'month':
      return JSON.stringify([id, monthOf(day)]);
    case 'period': {
      const period = periods === undefined ? undefined : periodAround(day, periods);
      return period === undefined ? undefined : JSON.stringify([id, 'period', dateOf(period.from)]);
    }
    case 'ever':
      return JSON.stringify([id, 'ever']);
  }
};
