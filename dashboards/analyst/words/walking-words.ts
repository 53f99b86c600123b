/** Walking words: what is said of who takes part, how much is walked, when, where, and against one's own beginning. */
import type { ParticipationStage } from '../../../contract/analysis-steps.ts';
import { enFigure, enPeople, jaFigure, jaPeople, percent, ratio, sentence } from './figures.ts';

export const participationJa = {
  finding: (came: number, until: string, share: number | null) =>
    `${until}までの1週間に ${jaPeople(came)}が来ました` +
    (share === null ? '' : `。貸し出した人の ${percent(share)}です`),
  noneLent: 'この期間の最後の週に 歩数計を借りていた人は いません',
  stages: {
    enrolled: '登録した人',
    lent: '歩数計を借りた人',
    came: '来た人',
    walking: '歩いた人',
  } satisfies Record<ParticipationStage, string>,
  counts: (until: string) =>
    `${until}までの1週間に、登録していた人、そのうち歩数計を借りていた人、そのうち拠点で読み取りがあった人、そのうち1,000歩以上の日があった人です。`,
  findingEarlier: (came: number, until: string) =>
    `${until}までの1週間に ${jaPeople(came)}が来ました。そのあとの週の人数は 見せられません（一人ひとりが分かるおそれ）`,
  findingLent: (lent: number) =>
    `歩数計を借りている人は ${jaPeople(lent)}です。来た人の数は 見せられません（一人ひとりが分かるおそれ）`,
  findingEnrolled: (enrolled: number) =>
    `登録している人は ${jaPeople(enrolled)}です。来た人の数は 見せられません（一人ひとりが分かるおそれ）`,
  /** `change`: since the week that ended then. */
  weeksTitle: (came: number, change: readonly [until: string, by: number] | null) => {
    if (change === null) return `最後の週に来たのは ${jaPeople(came)}です`;
    const [until, by] = change;
    if (by === 0) return `最後の週に来たのは ${until}までの週と ほぼ同じ ${jaPeople(came)}です`;
    const many = `${jaPeople(Math.abs(by))}${by > 0 ? '多い' : '少ない'}`;
    return `最後の週に来たのは ${until}までの週より ${many} ${jaPeople(came)}です`;
  },
  weeksHidden: '週ごとの来た人',
  weeksCount: '週ごとに、歩数計を借りていた人、拠点で読み取りがあった人、1,000歩以上の日があった人を数えています。',
  stage: '段階',
  people: '人数（人）',
  ofBefore: '前の段階のうち',
  fourWeeksAgo: '4週間前（人）',
  peopleAxis: '人',
  week: '週の最後の日',
  before: (text: string) => `4週間前 ${text}`,
  shareOf: (share: number) => `前の段階の${percent(share)}`,
  fourWeeksAgoMark: '4週間前',
  caption: '参加の段階',
  weeksCaption: '週ごとの参加',
};

export const participationEn: typeof participationJa = {
  finding: (came, until, share) =>
    sentence(`${enPeople(came)} came in the week to ${until}`) +
    (share === null ? '' : `: ${percent(share)} of those with a pedometer`),
  noneLent: 'Nobody had a pedometer on loan in the last week of this period',
  stages: { enrolled: 'Enrolled', lent: 'With a pedometer', came: 'Came', walking: 'Walked' },
  counts: (until) =>
    `In the week to ${until}: people enrolled, those of them with a pedometer on loan, those of them whose pedometer was read at a centre, and those of them with a day of 1,000 steps or more.`,
  findingEarlier: (came, until) =>
    `${sentence(enPeople(came))} came in the week to ${until}; how many came in the weeks since cannot be shown`,
  findingLent: (lent) => `${sentence(enPeople(lent))} have a pedometer on loan; how many came cannot be shown`,
  findingEnrolled: (enrolled) => `${sentence(enPeople(enrolled))} are enrolled; how many came cannot be shown`,
  weeksTitle: (came, change) => {
    if (change === null) return `${sentence(enPeople(came))} came in the last week`;
    const [until, by] = change;
    if (by === 0) return `About as many came in the last week as in the week to ${until}: ${enPeople(came)}`;
    const many = `about ${enFigure(Math.abs(by))} ${by > 0 ? 'more' : 'fewer'}`;
    return sentence(`${enPeople(came)} came in the last week, ${many} than in the week to ${until}`);
  },
  weeksHidden: 'Who came, by week',
  weeksCount:
    'By week: people with a pedometer on loan, those whose pedometer was read at a centre, and those with a day of 1,000 steps or more.',
  stage: 'Stage',
  people: 'People',
  ofBefore: 'Of the stage before',
  fourWeeksAgo: 'Four weeks earlier',
  peopleAxis: 'people',
  week: 'Last day of the week',
  before: (text) => `four weeks earlier ${text}`,
  shareOf: (share) => `${percent(share)} of the stage before`,
  fourWeeksAgoMark: 'Four weeks earlier',
  caption: 'Stages of taking part',
  weeksCaption: 'Taking part by week',
};

export const stepsJa = {
  finding: (median: number, from: number | null, share: string | null) =>
    `1日の歩数の まんなかは ${jaFigure(Math.round(median))}歩です` +
    (from === null || share === null ? '' : `。${jaFigure(from)}歩以上の日は ${share}です`),
  counts: (days: string) =>
    `届いた ${days}（人と日の組）を、1日の歩数で分けています。縦の線は ポイントのつく歩数です。`,
  daysAxis: '500歩ごとの日数（日）',
  stepsAxis: '1日の歩数（歩）',
  from: '何歩から',
  to: '何歩未満',
  days: '日数（日）',
  people: '人数（人）',
  share: '割合',
  points: '1日のポイント',
  open: 'それ以上',
  caption: '1日の歩数の分布',
  tiersTitle: (share: string, from: number) => `いちばん上の段（${jaFigure(from)}歩以上）に届いた日は ${share}です`,
  tiersHidden: 'きまりの段ごとの日数',
  tiersCoarse: '段ごとの割合は、人数が少ないので 言えません',
  tiersCounts: '1日の歩数が、いまのきまりの どの段に届いたかを数えています。',
  tiersCaption: 'きまりの段ごとの日',
  tierName: (from: number, next: number | null) =>
    next === null
      ? `${jaFigure(from)}歩以上`
      : from === 0
        ? `${jaFigure(next)}歩未満`
        : `${jaFigure(from)}〜${jaFigure(next - 1)}歩`,
  tier: '段',
  text: (mean: number, low: number, middle: number, high: number) =>
    `平均は${jaFigure(Math.round(mean))}歩、4分の1の日は${jaFigure(Math.round(low))}歩以下、まんなかは${jaFigure(Math.round(middle))}歩、4分の1の日は${jaFigure(Math.round(high))}歩以上です。`,
  overflow: (from: number) => `右はしは ${jaFigure(from)}歩以上の日の すべてです。`,
};

export const stepsEn: typeof stepsJa = {
  finding: (median, from, share) =>
    `Half of the days have ${enFigure(Math.round(median))} steps or more` +
    (from === null || share === null ? '' : `; ${share} have ${enFigure(from)} or more`),
  counts: (days) =>
    `Days of people that have arrived (${days}), by their steps. The lines are the steps from which points are given.`,
  daysAxis: 'days per 500 steps',
  stepsAxis: 'steps of a day',
  from: 'From (steps)',
  to: 'Below (steps)',
  days: 'Days',
  people: 'People',
  share: 'Share',
  points: 'Points a day',
  open: 'and more',
  caption: 'Steps of a day',
  tiersTitle: (share, from) => sentence(`${share} of the days reach the highest tier, ${enFigure(from)} steps or more`),
  tiersHidden: 'Days by tier',
  tiersCoarse: 'Which share of the days reaches which tier cannot be said: too few people',
  tiersCounts: 'Days by the tier of the rules in force today that their steps reach.',
  tiersCaption: 'Days by tier',
  tierName: (from, next) =>
    next === null
      ? `${enFigure(from)} or more`
      : from === 0
        ? `below ${enFigure(next)}`
        : `${enFigure(from)}–${enFigure(next - 1)}`,
  tier: 'Tier (steps)',
  text: (mean, low, middle, high) =>
    `The mean is ${enFigure(Math.round(mean))} steps; a quarter of the days has ${enFigure(Math.round(low))} or fewer, half ${enFigure(Math.round(middle))} or more, a quarter ${enFigure(Math.round(high))} or more.`,
  overflow: (from) => `At the right end are all days of ${enFigure(from)} steps and more.`,
};

const jaDays: readonly string[] = ['月', '火', '水', '木', '金', '土', '日'];
const enDays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const jaWeekdays = (weekdays: readonly number[]): string =>
  weekdays.length === 7 ? '毎日' : `${weekdays.map((weekday) => jaDays[weekday - 1] ?? '').join('・')}曜日`;

const enWeekdays = (weekdays: readonly number[]): string => {
  if (weekdays.length === 7) return 'every day';
  const names = weekdays.map((weekday) => `${enDays[weekday - 1] ?? ''}s`);
  return `on ${new Intl.ListFormat('en-GB').format(names)}`;
};

export const hoursJa = {
  /** `weekdays`: from 1, Monday; those that are level. */
  finding: (weekdays: readonly number[], hour: number, steps: number) =>
    `いちばん歩かれているのは ${jaWeekdays(weekdays)}の ${hour}時台です。1人平均 ${jaFigure(Math.round(steps))}歩です`,
  counts: 'その日に歩いた人の、曜日と時刻ごとの 平均の歩数（歩）です。色の濃いほど 多く歩かれています。',
  weekdays: jaDays.map((day) => `${day}曜日`),
  shortWeekdays: jaDays,
  hour: (hour: number) => `${hour}時`,
  hourAxis: '時刻',
  caption: '曜日と時刻ごとの歩数',
  tableCaption: '曜日と時刻ごとの平均の歩数（歩）',
  legend: '歩数（歩）',
  legendRange: (from: number, to: number) => `${jaFigure(from)}〜${jaFigure(to)}`,
};

export const hoursEn: typeof hoursJa = {
  finding: (weekdays, hour, steps) =>
    `Most is walked ${enWeekdays(weekdays)} from ${hour}:00 to ${hour + 1}:00: ${enFigure(Math.round(steps))} steps a person`,
  counts: 'Mean steps by weekday and hour, of people who walked on that day. The darker, the more is walked.',
  weekdays: enDays,
  shortWeekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  hour: (hour) => `${hour}:00`,
  hourAxis: 'Hour',
  caption: 'Steps by weekday and hour',
  tableCaption: 'Mean steps by weekday and hour',
  legend: 'Steps',
  legendRange: (from, to) => `${enFigure(from)}–${enFigure(to)}`,
};

export const trendJa = {
  finding: (middle: number, above: number | null, below: number | null) =>
    `最後の週、まんなかの人は 自分のはじめの ${ratio(middle)}倍 歩きました` +
    (above === null || below === null ? '' : `。増えた人は ${percent(above)}、減った人は ${percent(below)}です`),
  counts:
    '一人ひとりの 週の1日平均を、その人の最初の28日の1日平均で割った数です。1.00は はじめと同じです。帯のなかに まんなかの半分の人がいます。',
  tooEarly: '自分のはじめとくらべられる人は まだ 10人未満です',
  axis: '倍',
  middle: 'まんなかの人',
  band: 'まんなかの半分の人',
  asAtFirst: 'はじめと同じ（1.00）',
  people: '人数（人）',
  low: '下から4分の1（倍）',
  median: 'まんなか（倍）',
  high: '上から4分の1（倍）',
  above: '5%以上 増えた人',
  below: '5%以上 減った人',
  caption: '自分のはじめとの比較',
  times: (value: number) => `${ratio(value)}倍`,
};

export const trendEn: typeof trendJa = {
  finding: (middle, above, below) =>
    `In the last week the person in the middle walked ${ratio(middle)} times as much as at their own beginning` +
    (above === null || below === null ? '' : `; ${percent(above)} walked more, ${percent(below)} less`),
  counts:
    'Each person’s daily mean of the week, divided by the daily mean of their own first 28 days. 1.00 is as at the beginning. The band holds the middle half of the people.',
  tooEarly: 'Fewer than 10 people can be compared with their own beginning yet',
  axis: 'times',
  middle: 'Person in the middle',
  band: 'Middle half of the people',
  asAtFirst: 'As at the beginning (1.00)',
  people: 'People',
  low: 'Lower quarter (times)',
  median: 'Middle (times)',
  high: 'Upper quarter (times)',
  above: 'More by 5% and over',
  below: 'Less by 5% and over',
  caption: 'Against one’s own beginning',
  times: (value) => `${ratio(value)} times`,
};

export const centresJa = {
  finding: (most: string, mostSteps: number, least: string, leastSteps: number) =>
    `1日の歩数は ${most}が いちばん多く ${jaFigure(Math.round(mostSteps))}歩、${least}が いちばん少なく ${jaFigure(Math.round(leastSteps))}歩です`,
  level: (steps: number) => `1日の歩数は どの拠点も ${jaFigure(Math.round(steps))}歩です`,
  single: (name: string, steps: number) => `${name}の1日の歩数は 平均 ${jaFigure(Math.round(steps))}歩です`,
  counts: {
    steps:
      '拠点ごとの、1人1日あたりの平均の歩数（歩）です。どの図も 目盛りは同じです。うすい線は 拠点全部の平均（人数で重みづけ）です。',
    came: '拠点ごとの、週に読み取りがあった人の数（人）です。どの図も 目盛りは同じです。',
  },
  show: '見るもの',
  measure: { steps: '1日の歩数', came: '来た人' },
  order: 'ならべ方',
  orders: { most: '多い順', least: '少ない順', name: '名前の順' },
  unit: { steps: '歩', came: '人' },
  own: 'その拠点',
  town: '拠点全部',
  centre: '拠点',
  people: '人数（人）',
  meanSteps: '期間の平均（歩）',
  lastCame: '最後の週に来た人（人）',
  caption: '拠点のくらべ',
  text: (name: string, first: string, last: string) => `${name}。最初の週 ${first}、最後の週 ${last}。`,
  perWeek: (text: string) => `最後の週 ${text}`,
};

export const centresEn: typeof centresJa = {
  finding: (most, mostSteps, least, leastSteps) =>
    `Most is walked at ${most}, ${enFigure(Math.round(mostSteps))} steps a day; least at ${least}, ${enFigure(Math.round(leastSteps))}`,
  level: (steps) => `As much is walked at every centre: ${enFigure(Math.round(steps))} steps a day`,
  single: (name, steps) => `People of ${name} walk ${enFigure(Math.round(steps))} steps a day on average`,
  counts: {
    steps:
      'Mean steps of a person and day, by centre, all on one scale. The pale line is the mean of all centres, weighted by people.',
    came: 'People whose pedometer was read in the week, by centre, all on one scale.',
  },
  show: 'Show',
  measure: { steps: 'Steps a day', came: 'People who came' },
  order: 'Order',
  orders: { most: 'Most first', least: 'Least first', name: 'By name' },
  unit: { steps: ' steps', came: ' people' },
  own: 'The centre',
  town: 'All centres',
  centre: 'Centre',
  people: 'People',
  meanSteps: 'Mean of the period (steps)',
  lastCame: 'Came in the last week',
  caption: 'Centres side by side',
  text: (name, first, last) => `${name}. First week ${first}, last week ${last}.`,
  perWeek: (text) => `last week ${text}`,
};
