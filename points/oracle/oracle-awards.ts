/**
 * Oracle awards: everything the rules give a participant, worked out the slow and obvious way from the words of the rule
 * language, for tests to hold the engine against. It shares types with the engine and nothing else: its own calendar of
 * whole days, its own days, months and caps, no state and no haste.
 */
import type { ParticipantFacts } from '../engine/facts.ts';
import type { AccountId } from '../rule/activity.ts';
import type { Programme } from '../rule/programme-file.ts';
import type { Cap } from '../rule/rule-version.ts';
import { dateOf, dayOf, monthOf, periodAround } from './oracle-calendar.ts';
import { earnedByClaims, earnedByVisits } from './oracle-claims.ts';
import { oracleDay } from './oracle-day.ts';
import { earnedByKeeping } from './oracle-kept.ts';
import { versionOn } from './oracle-person.ts';
import { earnedByDay, earnedByMonths, type OracleEarning } from './oracle-steps.ts';

export interface OracleAward {
  readonly account: AccountId;
  readonly rule: string;
  readonly date: string;
  readonly version: number;
  readonly points: number;
  /** Which claim, where it is one's. */
  readonly claim?: number;
}

export const oracleAwards = (facts: ParticipantFacts, programme: Programme, today: string): readonly OracleAward[] => {
  const days = facts.days.filter(({ revisions }) => revisions.length > 0).map((each) => oracleDay(each, programme));
  const inOrderOfKinds: readonly (readonly (OracleEarning & Partial<OracleAward>)[])[] = [
    days.flatMap((each) => earnedByDay(each, facts, programme)),
    earnedByMonths(days, facts, programme, dayOf(today)),
    earnedByKeeping(days, facts, programme, dayOf(today)),
    earnedByVisits(facts, programme),
    earnedByClaims(facts, programme),
  ];
  const earned = inOrderOfKinds.flat().map(({ day, ...each }): OracleAward => {
    const { version } = versionOn(day, programme);
    return { account: 'pedometer', ...each, date: dateOf(day), version };
  });
  // Sorting keeps the order of what has the same date.
  const byDate = earned.toSorted((a, b) => dayOf(a.date) - dayOf(b.date));
  return withinCaps(byDate, programme).filter(({ points }) => points > 0);
};

const withinCaps = (awards: readonly OracleAward[], programme: Programme): readonly OracleAward[] => {
  const given: OracleAward[] = [];
  for (const award of awards) {
    const left = capsOn(award, programme).map((cap) => {
      const before = given.filter((each) => usesUp(each, cap, award, programme));
      return cap.pointsMax - before.reduce((sum, { points }) => sum + points, 0);
    });
    given.push({ ...award, points: Math.max(0, Math.min(award.points, ...left)) });
  }
  return given;
};

/** The caps under which an award falls. */
const capsOn = ({ account, rule, date }: OracleAward, programme: Programme): readonly Cap[] =>
  versionOn(dayOf(date), programme).caps.filter(
    (cap) => account === cap.account && (cap.of === undefined || cap.of.includes(rule)),
  );

/** Whether what was given before fell under the same cap, in the same span as `award` does. */
const usesUp = (before: OracleAward, cap: Cap, award: OracleAward, programme: Programme): boolean =>
  capsOn(before, programme).some(
    (own) =>
      own.id === cap.id &&
      own.per === cap.per &&
      spanOf(own, before.date, programme) === spanOf(cap, award.date, programme),
  );

const spanOf = (cap: Cap, date: string, programme: Programme): string => {
  const day = dayOf(date);
  switch (cap.per) {
    case 'day':
      return date;
    case 'month':
      return monthOf(day);
    case 'period': {
      const { periods } = versionOn(day, programme);
      const period = periods === undefined ? undefined : periodAround(day, periods);
      return period === undefined ? 'between periods' : dateOf(period.from);
    }
    case 'ever':
      return 'ever';
  }
};
