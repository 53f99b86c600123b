/** Rule name: what an earning rule or activity is called, shortly, out of the programme file. Pure. */
import type { RuleVersion } from '../rule/rule-version.ts';
import type { Words } from '../words.ts';

const stepsOfADay = { ja: '1日の歩数', en: 'Steps of a day' };

export const ruleName = (id: string, { earning, activities }: RuleVersion): Words => {
  const activity = activities.find((each) => each.id === id);
  if (activity !== undefined) return activity.name;
  const rule = earning.find((each) => each.id === id);
  if (rule === undefined) return { ja: id, en: id };
  return rule.kind === 'tiers' ? stepsOfADay : rule.sentence;
};
