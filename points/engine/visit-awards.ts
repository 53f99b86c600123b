/** Visit awards: points for coming to a centre, and for coming to each of them for the first time. Pure. */
import type { CentreId } from '../../contract/ids.ts';
import { isOfKind } from '../rule/day-kind.ts';
import type { EarningOf } from '../rule/earning-rule.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import { ageOn, isOfAge } from './age.ts';
import type { Award } from './award.ts';
import { takesPart } from './day-awards.ts';
import type { Birth, VisitFact } from './facts.ts';

/** `visits` by date. */
export const visitAwards = (visits: readonly VisitFact[], birth: Birth | undefined, book: RuleBook): Award[] => {
  const awards = new Map<string, Award>();
  for (const visit of visits) {
    const rules = book.on(visit.date);
    const age = ageOn(visit.date, birth, rules.participants.ageOn);
    if (!takesPart(age, rules)) continue;
    for (const rule of rules.earning) {
      if ((rule.kind !== 'visit' && rule.kind !== 'first-visit') || !isOfAge(rule.ages, age)) continue;
      const key = keyOf(rule, visit);
      if (key === undefined || awards.has(key)) continue;
      const { date } = visit;
      awards.set(key, { key, account: 'pedometer', date, points: rule.points, rule: rule.id, version: rules.version });
    }
  }
  return [...awards.values()];
};

const keyOf = (rule: EarningOf<'visit' | 'first-visit'>, { date, centre }: VisitFact): string | undefined => {
  if (rule.kind === 'visit') return isOfKind(date, rule.days) ? `visit:${rule.id}:${date}` : undefined;
  return isListed(rule.places, centre) ? `place:${rule.id}:${centre}` : undefined;
};

const isListed = (places: readonly CentreId[] | undefined, centre: CentreId): boolean =>
  places === undefined || places.includes(centre);
