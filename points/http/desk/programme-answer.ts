/** Programme answer: the programme as the desk shows it: accounts, menu of activities, rules in words. */
import type { DeskActivity, DeskProgramme, DeskRuleVersion } from '../../../contract/desk-programme.ts';
import type { PlainDateText } from '../../../contract/ids.ts';
import { awardWords } from '../../explain/award-words.ts';
import { accountIds, type Activity, type OnceKind } from '../../rule/activity.ts';
import type { EarningRule } from '../../rule/earning-rule.ts';
import type { RuleVersion } from '../../rule/rule-version.ts';
import { stepWords, type Words } from '../../words.ts';
import { pictureOf } from './activity-picture.ts';
import type { DeskWorld } from './desk-world.ts';
import { evidenceNames } from './evidence-names.ts';
import { accountsOf } from './head-answer.ts';

/** Above it is a slip of the keyboard. */
const goalStepsMax = 100_000;

export const programmeAnswer = (world: DeskWorld): DeskProgramme => {
  const { books, people } = world;
  const { programme, name, zone, accounts } = books.book.programme;
  const today = books.today();
  const rules = books.book.on(today);
  return {
    id: programme,
    name,
    zone,
    today,
    accounts: accountsOf(world).map((id) => {
      const { name: called, unit } = accounts[id] ?? accounts.pedometer;
      return { id, name: called, unit, isPaper: id === 'paper' };
    }),
    tiers: rules.earning
      .flatMap((rule) => (rule.kind === 'tiers' ? rule.tiers : []))
      .map(({ from, points, sentence }) => ({
        from,
        points,
        sentence,
      })),
    activities: rules.activities.map((activity) => activityAnswer(activity, rules)),
    rules: versionsOf(world, today),
    transfer: transferOf(world),
    namesKnown: people.namesKnown,
    notice: {
      ja: 'ログインのしくみがまだないので、この画面は、このパソコンの中だけで開けます。',
      en: 'Nobody signs in yet, so these pages answer on this machine only.',
    },
  };
};

const activityAnswer = (activity: Activity, rules: RuleVersion): DeskActivity => {
  const { id, name, points, evidence, keptMonths, goalStepsMin, needsGroup } = activity;
  return {
    id,
    name,
    chapter: activity.chapter ?? null,
    picture: activity.picture ?? pictureOf(activity),
    points: accountIds.flatMap((account) => {
      const given = points[account];
      return given === undefined ? [] : [{ account, points: given }];
    }),
    evidence: evidence.map((kind) => ({ kind, name: evidenceNames[kind] })),
    limits: limitsOf(activity, rules),
    needs: {
      from: keptMonths !== undefined,
      goalSteps: goalStepsMin === undefined ? null : { min: goalStepsMin, max: goalStepsMax },
      group: needsGroup,
      place: false,
    },
    hasCodes: evidence.includes('venue-code') || evidence.includes('once-code'),
  };
};

const onceWords: Readonly<Record<OnceKind, Words>> = {
  each: { ja: '同じ日に、同じ場所や団体では1回まで', en: 'Once a date for the same place and group' },
  day: { ja: '1日1回まで', en: 'Once a day' },
  month: { ja: '1か月に1回まで', en: 'Once a month' },
  period: { ja: '期間中に1回まで', en: 'Once in a period' },
  ever: { ja: 'お一人1回まで', en: 'Once only' },
};

const limitsOf = ({ id, once }: Activity, { caps }: RuleVersion): Words => {
  const sentences = [
    onceWords[once],
    ...caps.filter((cap) => cap.of?.includes(id) === true).map((cap) => cap.sentence),
  ];
  return { ja: sentences.map(({ ja }) => ja).join('。'), en: sentences.map(({ en }) => en).join('. ') };
};

const transferOf = ({ books }: DeskWorld): DeskProgramme['transfer'] => {
  const times = books.book.programme.accounts.paper?.pedometerPointsPerPoint;
  if (times === undefined) return null;
  const sentence = {
    ja: `紙の1ポイントは、歩数計の${times}ポイントになります。`,
    en: `1 point on paper becomes ${times} of the pedometer’s account.`,
  };
  return { from: 'paper', to: 'pedometer', sentence };
};

/** Newest first. */
const versionsOf = ({ books }: DeskWorld, today: PlainDateText): DeskRuleVersion[] => {
  const inForce = books.book.on(today).version;
  return books.book.inForce
    .map(({ from, rules }): DeskRuleVersion => {
      const others = from > today ? 'future' : 'past';
      const state = rules.version === inForce ? 'in-force' : others;
      return { version: rules.version, effectiveFrom: from, state, chapters: chaptersOf(rules, books.book, state) };
    })
    .toReversed();
};

/** Activities of the rules in force are told by the menu itself. */
const chaptersOf = (
  rules: RuleVersion,
  book: DeskWorld['books']['book'],
  state: DeskRuleVersion['state'],
): DeskRuleVersion['chapters'] => {
  const { caps, draws, card, backfill, believedStepsMax, unsignedDays, version } = rules;
  const activities = state === 'in-force' ? [] : rules.activities;
  const menus = accountIds.flatMap((account) => {
    const called = book.programme.accounts[account]?.name;
    if (called === undefined) return [];
    const sentences = activities.flatMap((activity) => {
      const points = activity.points[account];
      return points === undefined ? [] : [awardWords({ rule: activity.id, version, account, points }, 0, book)];
    });
    return [{ title: { ja: `取り組む (${called.ja})`, en: `Activities (${called.en})` }, sentences }];
  });
  const chapters = [
    { title: { ja: '歩く', en: 'Walking' }, sentences: rules.earning.flatMap(earningWords) },
    ...menus,
    {
      title: { ja: '決まり', en: 'Limits' },
      sentences: [
        ...caps.map(({ sentence }) => sentence),
        backfillWords(backfill.windowDays),
        ...(believedStepsMax === undefined ? [] : [believedWords(believedStepsMax)]),
        ...(unsignedDays === 'count' ? [unsignedWords] : []),
      ],
    },
    {
      title: { ja: '特典', en: 'Rewards' },
      sentences: [...draws.map(({ sentence }) => sentence), ...(card === undefined ? [] : [card.sentence])],
    },
  ];
  return chapters.filter(({ sentences }) => sentences.length > 0);
};

const earningWords = (rule: EarningRule): readonly Words[] =>
  rule.kind === 'tiers' ? rule.tiers.map(({ sentence }) => sentence) : [rule.sentence];

/** Ten years stand for as far back as there is. */
const wholeMemoryDays = 3_660;

const backfillWords = (days: number): Words =>
  days >= wholeMemoryDays
    ? { ja: '歩数計が覚えているすべての日がポイントになります。', en: 'All days that the pedometer remembers count.' }
    : {
        ja: `来た日を1日目と数えて、${days}日目までさかのぼった歩数がポイントになります。`,
        en: `A visit brings points for ${days} days, the day of the visit being the first.`,
      };

const unsignedWords: Words = {
  ja: 'ほかの仕組みから取りこんだ日も、ポイントになります。',
  en: 'Days taken over from other systems count as well.',
};

const believedWords = (steps: number): Words => ({
  ja: `1日に数えるのは${stepWords(steps).ja}までです。`,
  en: `At most ${stepWords(steps).en} of a day count.`,
});
