/**
 * Awards: everything that the rules give a participant for all that is known of them. The engine: pure, and the same from
 * nothing as step by step, for it only ever looks at the facts. What the ledger writes is the difference to what it has
 * credited under each key.
 */
import type { PlainDateText } from '../../contract/ids.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import type { Award } from './award.ts';
import { capped } from './caps.ts';
import { claimAwards } from './claim-awards.ts';
import { countDay, type CountedDay } from './counted-day.ts';
import { dayAwards } from './day-awards.ts';
import type { DayFacts, ParticipantFacts } from './facts.ts';
import { keptAwards } from './kept-awards.ts';
import { monthAwards } from './month-awards.ts';
import { visitAwards } from './visit-awards.ts';

/** `asOf`: today in the programme's zone. Months that are not over by then earn nothing yet. */
export const awardsOf = (facts: ParticipantFacts, book: RuleBook, asOf: PlainDateText): readonly Award[] => {
  const { birth, claims, visits } = facts;
  const days = countDays(facts.days, book);
  const awards = dayAwards(days, birth, book);
  awards.push(...monthAwards(days, birth, book, asOf));
  if (claims.length > 0) awards.push(...keptAwards(days, claims, birth, book, asOf));
  if (visits.length > 0) awards.push(...visitAwards(visits, birth, book));
  if (claims.length > 0) awards.push(...claimAwards(claims, facts, book));
  return capped(awards, book);
};

export const countDays = (days: readonly DayFacts[], book: RuleBook): readonly CountedDay[] => {
  const counted: CountedDay[] = [];
  for (const day of days) {
    const one = countDay(day, book.on(day.date));
    if (one !== undefined) counted.push(one);
  }
  return counted;
};
