/** Rule text: a version of a programme's rules as people read them, line by line, in one language. Pure. */
import { amountWords, dayWords, grouped, type Language, type Unit } from '../words.ts';
import type { Activity } from './activity.ts';
import type { EarningRule } from './earning-rule.ts';
import type { Programme } from './programme-file.ts';
import type { RuleVersion } from './rule-version.ts';

/** The whole file: its name, then every version under a heading. */
export const programmeText = (programme: Programme, language: Language): readonly string[] => [
  programme.name[language],
  ...programme.versions.flatMap((version) => [
    '',
    headingOf(version, language),
    ...versionText(version, programme, language),
  ]),
];

const headingOf = ({ version, effectiveFrom }: RuleVersion, language: Language): string => {
  const year = effectiveFrom.slice(0, 4);
  const day = dayWords(effectiveFrom)[language];
  return language === 'ja' ? `第${version}版 ${year}年${day}から` : `Version ${version}, from ${day} ${year}`;
};

type Units = Readonly<Record<'pedometer' | 'paper', Unit | undefined>>;

export const versionText = (
  version: RuleVersion,
  { accounts }: Pick<Programme, 'accounts'>,
  language: Language,
): readonly string[] => {
  const units: Units = { pedometer: accounts.pedometer.unit, paper: accounts.paper?.unit };
  return [
    ...frameLines(version).map((line) => line[language]),
    ...version.earning.flatMap((rule) => ruleLines(rule, language)),
    ...version.activities.map((activity) => activityLine(activity, units, language)),
    ...[...version.caps, ...version.draws].map(({ sentence }) => sentence[language]),
    ...(version.card === undefined ? [] : [version.card.sentence[language]]),
  ].map((line) => `  - ${line}`);
};

interface Line {
  readonly ja: string;
  readonly en: string;
}

const frameLines = (version: RuleVersion): readonly Line[] => {
  const { participants, backfill, believedStepsMax, unsignedDays, credit } = version;
  const lines: Line[] = [];
  const { ageMin, ageMax } = participants;
  if (ageMin > 0) lines.push({ ja: `${ageMin}歳以上の方`, en: `People aged ${ageMin} or over` });
  if (ageMax < 150) lines.push({ ja: `${ageMax}歳までの方`, en: `People up to ${ageMax} years old` });
  lines.push(backfillLine(backfill.windowDays));
  if (believedStepsMax !== undefined) {
    const max = grouped(believedStepsMax);
    lines.push({ ja: `1日${max}歩までを数える`, en: `At most ${max} steps of a day count` });
  }
  if (unsignedDays === 'count') {
    const en = 'Days taken over from other systems, which no pedometer has signed, count';
    lines.push({ ja: 'ほかの仕組みから取りこんだ、歩数計の印のない日も数える', en });
  }
  if (credit === 'final')
    lines.push({ ja: 'その日の歩数が確定してからポイントがつく', en: 'A day earns once its steps are final' });
  return [...lines, ...periodLines(version)];
};

const allThereIs = 3_660;

const backfillLine = (windowDays: number): Line =>
  windowDays >= allThereIs
    ? { ja: '歩数計が覚えているすべての日を数える', en: 'Every day the pedometer remembers counts' }
    : {
        ja: `読み取った日を1日目として${grouped(windowDays)}日目までさかのぼる`,
        en: `A visit reaches back ${grouped(windowDays)} days, its own day being day 1`,
      };

const periodLines = ({ periods }: RuleVersion): readonly Line[] => {
  if (periods === undefined) return [];
  const { startsOn, months, endsOn, graceDays, closesOn } = periods;
  const from = monthDayWords(startsOn);
  const to = endsOn === undefined ? undefined : monthDayWords(endsOn);
  const line = {
    ja: `期間は${from.ja}から${months}か月ごと${to === undefined ? '' : `、${to.ja}まで`}`,
    en: `Periods of ${months} months from ${from.en}${to === undefined ? '' : `, to ${to.en}`}`,
  };
  if (closesOn !== undefined) {
    const until = monthDayWords(closesOn);
    return [
      line,
      { ja: `期間の歩数は${until.ja}までに届いた分`, en: `Steps of a period may arrive until ${until.en}` },
    ];
  }
  if (graceDays === undefined) return [line];
  const grace = {
    ja: `期間の歩数は、終わって${graceDays}日目までに届いた分`,
    en: `Steps of a period may arrive for ${graceDays} days after it`,
  };
  return [line, grace];
};

/** `04-01` → `4月1日` · `1 Apr`. */
const monthDayWords = (monthDay: string): Line => {
  // A leap year has them all. The weekday is that year's: it goes.
  const { ja, en } = dayWords(`2024-${monthDay}`);
  return { ja: ja.slice(0, ja.indexOf('(')), en: en.slice(en.indexOf(' ') + 1) };
};

const ruleLines = (rule: EarningRule, language: Language): readonly string[] =>
  rule.kind === 'tiers' ? rule.tiers.map(({ sentence }) => sentence[language]) : [rule.sentence[language]];

const activityLine = ({ name, sentence, points }: Activity, units: Units, language: Language): string => {
  if (sentence !== undefined) return sentence[language];
  const amounts = (['pedometer', 'paper'] as const).flatMap((account) => {
    const unit = units[account];
    const amount = points[account];
    if (unit === undefined || amount === undefined) return [];
    const words = amountWords(amount, unit)[language];
    if (account === 'pedometer') return [words];
    return [language === 'ja' ? `紙は${words}` : `on paper ${words}`];
  });
  return language === 'ja' ? `${name.ja}: ${amounts.join('、')}` : `${name.en}: ${amounts.join(', ')}`;
};
