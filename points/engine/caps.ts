/** Caps: lets awards through until the points that some rules may earn together are used up. Pure. */
import { periodOf } from '../rule/period.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import type { Cap, RuleVersion } from '../rule/rule-version.ts';
import type { Award } from './award.ts';

/** `awards` in the order of their kinds (rule-version.ts says which); what nothing is left of is left out. */
export const capped = (awards: readonly Award[], book: RuleBook): readonly Award[] => {
  if (book.inForce.every(({ rules }) => rules.caps.length === 0)) return awards;
  const used = new Map<string, number>();
  return byDate(awards).flatMap((award) => {
    const rules = book.on(award.date);
    const caps = rules.caps.filter((cap) => isCapped(award, cap));
    if (caps.length === 0) return [award];
    const spans = caps.map((cap) => ({ cap, key: `${cap.id} ${cap.per} ${spanOf(award, cap, rules)}` }));
    const points = Math.min(award.points, ...spans.map(({ cap, key }) => cap.pointsMax - (used.get(key) ?? 0)));
    if (points <= 0) return [];
    for (const { key } of spans) used.set(key, (used.get(key) ?? 0) + points);
    return [points === award.points ? award : { ...award, points }];
  });
};

/** The usual ones, day after day, are in order already. */
const byDate = (awards: readonly Award[]): readonly Award[] => {
  const isInOrder = awards.every(({ date }, i) => i === 0 || (awards[i - 1]?.date ?? '') <= date);
  return isInOrder ? awards : awards.toSorted((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1));
};

export const isCapped = (award: Pick<Award, 'account' | 'rule'>, cap: Cap): boolean =>
  cap.account === award.account && (cap.of === undefined || cap.of.includes(award.rule));

const spanOf = ({ date }: Award, { per }: Cap, { periods }: RuleVersion): string => {
  switch (per) {
    case 'day':
      return date;
    case 'month':
      return date.slice(0, 7);
    case 'period':
      return (periods === undefined ? undefined : periodOf(date, periods))?.from ?? 'between periods';
    case 'ever':
      return 'ever';
  }
};
