/** Oracle day: how many steps of a day count, worked out the slow way from the rules' words; shares nothing with the engine. */
import type { DayFacts, RevisionFact } from '../engine/facts.ts';
import type { Programme } from '../rule/programme-file.ts';
import { dayOf, periodAround } from './oracle-calendar.ts';
import { versionOn } from './oracle-person.ts';

export interface OracleDay {
  readonly day: number;
  readonly steps: number;
  /** Something of it has arrived in time, and is believed. */
  readonly hasArrived: boolean;
  /** Something believed of it was final. */
  readonly isFinal: boolean;
}

/** The last believed visit in time says how many; of the late ones after it only the lowest matters, and only if it is lower. */
export const oracleDay = (facts: DayFacts, programme: Programme): OracleDay => {
  const day = dayOf(facts.date);
  // What no pedometer has signed is told as if nobody had walked, and came too late to be there.
  const counts = versionOn(day, programme).unsignedDays === 'count';
  const isNothing = (each: RevisionFact): boolean => each.unsigned === true && !counts;
  const believed = facts.revisions
    .filter((each) => isNothing(each) || isBelieved(each, facts))
    .map((each) => (isNothing(each) ? { ...each, steps: 0, state: 'open' as const } : each));
  const lastInTime = believed.findLastIndex(
    (each) => !isNothing(each) && isInTime(day, dayOf(each.syncedOn), programme),
  );
  const delivered = lastInTime === -1 ? 0 : Math.min(...believed.slice(lastInTime).map(({ steps }) => steps));
  const limits = [delivered, versionOn(day, programme).believedStepsMax ?? Infinity];
  if (facts.decision?.kind === 'void') limits.push(0);
  if (facts.decision?.kind === 'cap') limits.push(facts.decision.steps ?? 0);
  return {
    day,
    steps: Math.min(...limits),
    hasArrived: lastInTime !== -1,
    isFinal: believed.some(({ state }) => state === 'final' || state === 'corrected'),
  };
};

const isInTime = (day: number, visit: number, programme: Programme): boolean => {
  const { backfill, periods } = versionOn(day, programme);
  const daysCounted = visit - day + 1;
  if (daysCounted < 1 || daysCounted > backfill.windowDays) return false;
  if (periods === undefined) return true;
  const period = periodAround(day, periods);
  return period !== undefined && visit <= period.closes;
};

const isBelieved = (revision: RevisionFact, { decision }: DayFacts): boolean => {
  const isInDoubt = revision.doubted || revision.state === 'held';
  if (!isInDoubt) return true;
  if (decision === undefined || decision.kind === 'none') return false;
  return decision.kind === 'accept' ? revision.revision <= decision.revision : true;
};
