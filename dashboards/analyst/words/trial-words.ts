/** Trial words: what is said where other rules are tried on the same days. */
import type { TrialFault } from '../view/trial.ts';
import { enFigure, enNames, enPeople, jaFigure, jaNames, jaPeople, sentence } from './figures.ts';

export const trialJa = {
  first: 'きまりを変えると、同じ日々で いくらになったでしょうか',
  finding: (points: string, isMore: boolean, yen: string | null) =>
    `このきまりなら、ポイントは ${points}${isMore ? '多く' : '少なく'}なり` +
    (yen === null ? 'ます' : `、お金は ${yen}です`),
  unchanged: 'いまのきまりのままなので、何も変わりません',
  /** For everybody. */
  same: (yen: string | null) =>
    yen === null ? 'このきまりでも、だれのポイントも変わりません' : `だれのポイントも変わりません。お金は ${yen}です`,
  aboutSame: (yen: string | null) =>
    `このきまりでも、ポイントの合計は いまと ほぼ同じです` + (yen === null ? '' : `。お金は ${yen}です`),
  findingCoarse: (isMore: boolean) =>
    `このきまりなら、ポイントは${isMore ? '多く' : '少なく'}なります。どれだけかは、人数が少ないので くわしくは言えません`,
  more: (yen: string) => `${yen}多くかかる計算`,
  less: (yen: string) => `${yen}少なくすむ計算`,
  sameYen: 'いまと同じ',
  explain:
    'えらんだ期間の 届いた日を、いまのきまりと ここに入れたきまりで 一度ずつ計算しなおします。何も記録されず、だれのポイントも変わりません。このきまりは アドレスに入るので、そのまま 人に渡せます。',
  tiers: '1日の歩数とポイント',
  noTiers: 'いまのきまりには、1日の歩数の段がありません。段を足すと ためせます。',
  tierFrom: (index: number) => `${jaFigure(index)}段目 何歩から`,
  tierPoints: (index: number) => `${jaFigure(index)}段目 何ポイント`,
  steps: '歩から',
  add: '段を足す',
  remove: (index: number) => `${jaFigure(index)}段目をなくす`,
  removeShort: 'なくす',
  tierName: (index: number) => `${jaFigure(index)}段目`,
  lower: (index: number) => `${jaFigure(index)}段目を 500歩 下げる`,
  raise: (index: number) => `${jaFigure(index)}段目を 500歩 上げる`,
  used: '変えたきまり',
  usedTier: (steps: string, points: string) => `${steps}から ${points}`,
  usedCap: (points: string) => `1か月 ${points}まで`,
  noCap: '1か月の上限なし',
  usedBackfill: (days: number) => `さかのぼりは ${jaFigure(days)}日まで`,
  usedVoucher: (points: string, yen: string) => `${points}で ${yen}の券`,
  others: 'そのほかのきまり',
  cap: '1か月の上限（ポイント）',
  capHint: '空なら いまのまま、0なら 上限なし',
  backfill: 'さかのぼれる日数（日）',
  backfillHint: '届いた日を1日目と数えます。空なら いまのまま',
  voucherPoints: '券1枚のポイント',
  voucherYen: '券1枚の金額（円）',
  today: (text: string) => `いまは ${text}`,
  none: 'なし',
  run: 'このきまりで計算する',
  reset: 'いまのきまりにもどす',
  running: '計算しています。大きな町の1年では、1分ほどかかることがあります。',
  changed: 'きまりを変えたあと、まだ計算していません。',
  fault: {
    number: (min: number, max: number) => `${jaFigure(min)}から${jaFigure(max)}までの 数字を入れてください。`,
    'not-rising': '前の段より 多い歩数にしてください。',
    'not-round': '500歩きざみで 入れてください。細かくすると、一人ひとりの歩数が わかってしまうためです。',
    half: '券は ポイントと金額の 両方を入れてください。',
  } satisfies Record<TrialFault, string | ((min: number, max: number) => string)>,
  falling: 'この段は 前の段より ポイントが少なくなっています。多く歩くと ポイントが減るきまりです。',
  faults: (count: number) => `直すところが ${jaFigure(count)}か所あります。`,
  both: { today: 'いまのきまり', other: '変えたきまり' },
  compared: '2つのきまりのくらべ',
  rows: {
    points: (unit: string) => `歩数で付く分（${unit}）`,
    people: 'もらう人（人）',
    yen: 'お金にすると（円）',
    yenPerPerson: '1人1年あたり（円）',
  },
  rule: '何を',
  difference: '差',
  credited: (points: string) => `台帳には、同じ日の歩数に ${points}が記録されています。`,
  notJudged: (what: string) => `どちらの計算にも 入れていないもの: ${what}`,
  comparedCounts: '期間のすべての日を、2つのきまりで計算した合計です。',
  monthsTitle: (months: readonly string[], change: string, isMore: boolean) =>
    `差がいちばん大きいのは ${months.join('と')}で、${months.length === 1 ? '' : 'それぞれ '}${change}${isMore ? '多く' : '少なく'}なります`,
  monthsHidden: '月ごとのくらべ',
  monthsSame: 'どの月も 同じです',
  monthsAboutSame: 'どの月も ほぼ同じです',
  monthsCoarse: '月ごとの差は、人数が少ないので 言えません',
  monthsCounts: '歩いた月ごとの、2つのきまりのポイントです。',
  month: '月',
  monthsCaption: '月ごとのポイントのくらべ',
  /** Null is hidden. */
  changesTitle: (gaining: string | null, losing: string | null) => {
    if (gaining !== null && losing !== null) return `増える人は ${gaining}、減る人は ${losing}です`;
    if (gaining !== null) return `増える人は ${gaining}です。減る人の数は 見せられません`;
    if (losing !== null) return `減る人は ${losing}です。増える人の数は 見せられません`;
    return '増える人と減る人の数は 見せられません';
  },
  changesCounts:
    '期間の合計で、何ポイント増えるか（マイナスは減るか）ごとの 人数です。人数の少ない区分は となりと合わせています。',
  change: (unit: string) => `増え方（${unit}）`,
  changeBin: (from: number | null, to: number | null) =>
    from === null && to === null
      ? 'すべて'
      : from === null
        ? `${jaFigure(to ?? 0)}未満`
        : to === null
          ? `${jaFigure(from)}以上`
          : to === from + 1
            ? jaFigure(from)
            : `${jaFigure(from)}〜${jaFigure(to - 1)}`,
  peopleAxis: '人',
  people: '人数（人）',
  peopleOf: (count: number) => jaPeople(count),
  changesCaption: '人ごとの増え方',
  centresHidden: '拠点ごとのくらべ',
  /** `names`: all that are level. */
  centresTitle: (names: readonly string[], change: string) =>
    `変わり方がいちばん大きい拠点は ${jaNames(names)}で、${change}です`,
  centresSame: 'どの拠点も 同じです',
  centresLevel: (change: string) => `どの拠点も ${change}です`,
  centresCoarse: '拠点ごとの変わり方は、人数が少ないので 言えません',
  centresCounts: '拠点ごとの、2つのきまりのポイントです。',
  centre: '拠点',
  centresCaption: '拠点ごとのポイントのくらべ',
};

export const trialEn: typeof trialJa = {
  first: 'What would the same days have come to by other rules?',
  finding: (points, isMore, yen) =>
    `By these rules there would be ${points} ${isMore ? 'more' : 'fewer'}` + (yen === null ? '' : `; the cost: ${yen}`),
  unchanged: 'These are the rules of today: nothing changed',
  same: (yen) => `By these rules nobody’s points would change` + (yen === null ? '' : `; the cost: ${yen}`),
  aboutSame: (yen) =>
    `By these rules there would be about as many points as today` + (yen === null ? '' : `; the cost: ${yen}`),
  findingCoarse: (isMore) =>
    `By these rules there would be ${isMore ? 'more' : 'fewer'} points; too few people to say how many`,
  more: (yen) => `${yen} more`,
  less: (yen) => `${yen} less`,
  sameYen: 'the same',
  explain:
    'The days of the chosen period are reckoned anew, once by the rules in force today and once by the rules entered here. Nothing is recorded and nobody’s points change. The rules are in the address, so this can be passed on as it is.',
  tiers: 'Steps of a day, and points',
  noTiers: 'The rules in force have no tiers for the steps of a day. Add one to try some.',
  tierFrom: (index) => `Tier ${index}, from how many steps`,
  tierPoints: (index) => `Tier ${index}, points`,
  steps: 'steps up:',
  add: 'Add a tier',
  remove: (index) => `Remove tier ${index}`,
  removeShort: 'Remove',
  tierName: (index) => `Tier ${index}`,
  lower: (index) => `Lower tier ${index} by 500 steps`,
  raise: (index) => `Raise tier ${index} by 500 steps`,
  used: 'Other rules',
  usedTier: (steps, points) => `${points} from ${steps}`,
  usedCap: (points) => `at most ${points} a month`,
  noCap: 'no monthly limit',
  usedBackfill: (days) => `${enFigure(days)} ${days === 1 ? 'day' : 'days'} back`,
  usedVoucher: (points, yen) => `a voucher of ${yen} for ${points}`,
  others: 'Other rules',
  cap: 'At most so many points a month',
  capHint: 'Empty: as today. 0: no limit',
  backfill: 'Days for which steps still earn',
  backfillHint: 'The day of the visit is the first. Empty: as today',
  voucherPoints: 'Points for a voucher',
  voucherYen: 'Worth of a voucher (yen)',
  today: (text) => `Today: ${text}`,
  none: 'none',
  run: 'Reckon by these rules',
  reset: 'Back to the rules of today',
  running: 'Reckoning. A year of a large town may take a minute.',
  changed: 'The rules have been changed since they were last reckoned by.',
  fault: {
    number: (min, max) => `Please enter a number from ${enFigure(min)} to ${enFigure(max)}.`,
    'not-rising': 'This has to be more steps than the tier before.',
    'not-round': 'Steps go by 500: finer ones would tell what single people walked.',
    half: 'A voucher needs both its points and its worth.',
  },
  falling: 'This tier gives fewer points than the one before: by these rules who walks more gets less.',
  faults: (count) => `${enFigure(count)} ${count === 1 ? 'field has' : 'fields have'} to be put right.`,
  both: { today: 'Rules of today', other: 'Other rules' },
  compared: 'The two sets of rules side by side',
  rows: {
    points: (unit) => `For steps (${unit})`,
    people: 'People who earn',
    yen: 'In yen',
    yenPerPerson: 'Yen a person and year',
  },
  rule: 'What',
  difference: 'Difference',
  credited: (points) => `The ledger holds ${points} for the steps of the same days.`,
  notJudged: (what) => `Left out of both: ${what}`,
  comparedCounts: 'Sums over all days of the period, reckoned by both sets of rules.',
  monthsTitle: (months, change, isMore) =>
    `The difference is largest in ${new Intl.ListFormat('en-GB').format(months)}: ${change} ${isMore ? 'more' : 'fewer'}${months.length === 1 ? '' : ' each'}`,
  monthsHidden: 'By month',
  monthsSame: 'Every month is the same',
  monthsAboutSame: 'Every month is about the same',
  monthsCoarse: 'How much each month differs cannot be said: too few people',
  monthsCounts: 'Points by both sets of rules, by the month walked.',
  month: 'Month',
  monthsCaption: 'Points by month, compared',
  changesTitle: (gaining, losing) => {
    if (gaining !== null && losing !== null) return sentence(`${gaining} would have more, ${losing} fewer`);
    if (gaining !== null) return sentence(`${gaining} would have more; how many would have fewer cannot be shown`);
    if (losing !== null) return sentence(`${losing} would have fewer; how many would have more cannot be shown`);
    return 'How many would have more, and how many fewer, cannot be shown';
  },
  changesCounts:
    'People by how many points more (or fewer, where negative) they would have over the period. Groups of few people are joined with their neighbour.',
  change: (unit) => `Change (${unit})`,
  changeBin: (from, to) =>
    from === null && to === null
      ? 'all'
      : from === null
        ? `below ${enFigure(to ?? 0)}`
        : to === null
          ? `${enFigure(from)} and more`
          : to === from + 1
            ? enFigure(from)
            : `${enFigure(from)} to ${enFigure(to - 1)}`,
  peopleAxis: 'people',
  people: 'People',
  peopleOf: (count) => enPeople(count),
  changesCaption: 'Change by person',
  centresHidden: 'By centre',
  centresTitle: (names, change) => `The change is largest at ${enNames(names)}: ${change}`,
  centresSame: 'Every centre is the same',
  centresLevel: (change) => `The change is ${change} at every centre`,
  centresCoarse: 'How much each centre differs cannot be said: too few people',
  centresCounts: 'Points by both sets of rules, by centre.',
  centre: 'Centre',
  centresCaption: 'Points by centre, compared',
};
