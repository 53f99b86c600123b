/** Award words: the sentence of the rule file behind an award. Pure. */
import type { Award } from '../engine/award.ts';
import type { RuleBook } from '../rule/rule-book.ts';
import { tierOf } from '../rule/tier.ts';
import { amountWords, type Words } from '../words.ts';

/** `steps`: those of the day, by which a tier is found. */
export const awardWords = (
  award: Pick<Award, 'rule' | 'version' | 'account' | 'points'>,
  steps: number,
  book: RuleBook,
): Words => {
  const rules = book.version(award.version) ?? book.newest;
  const rule = rules.earning.find(({ id }) => id === award.rule);
  if (rule?.kind === 'tiers') {
    const tier = tierOf(steps, rule.tiers);
    if (tier !== undefined) return tier.sentence;
  } else if (rule !== undefined) return rule.sentence;
  const activity = rules.activities.find(({ id }) => id === award.rule);
  if (activity === undefined) return { ja: award.rule, en: award.rule };
  if (activity.sentence !== undefined) return activity.sentence;
  const unit = (book.programme.accounts[award.account] ?? book.programme.accounts.pedometer).unit;
  const amount = amountWords(activity.points[award.account] ?? award.points, unit);
  return { ja: `${activity.name.ja} → ${amount.ja}`, en: `${activity.name.en} → ${amount.en}` };
};
