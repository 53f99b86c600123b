/** Care words: what is said of how days arrive, what is about to be lost, and how good the records are. */
import type { RiskBand } from '../../../contract/analysis-care.ts';
import { enFigure, enNames, enPeople, jaFigure, jaNames, jaPeople, percent } from './figures.ts';

export const arrivalJa = {
  finding: (soon: number) =>
    soon === 0
      ? 'いま、7日のうちに データが消える人は いません'
      : `いま、${jaPeople(soon)}のデータが 消えはじめているか、7日のうちに 消えはじめます`,
  findingAtLeast: (soon: number) =>
    `いま、${jaPeople(soon)}より多くのデータが 消えはじめているか、7日のうちに 消えはじめます`,
  findingHidden: 'いま、データが消えそうな人の数は 見せられません（一人ひとりが分かるおそれ）',
  riskCounts:
    '歩数計を借りている人を、まだ届いていない いちばん古い日が 消えるまでの日数で分けています。えらんだ期間にかかわらず、いまの数です。',
  bands: {
    lost: '消えはじめている',
    'within-3': '3日のうち',
    'within-7': '4〜7日のうち',
    'within-14': '8〜14日のうち',
    later: '15日より先',
  } satisfies Record<RiskBand, string>,
  band: '消えるまで',
  people: '人数（人）',
  riskCaption: 'データが消えるまでの日数',
  /** `names`: all that are level. */
  byCentre: (names: readonly string[], soon: number) =>
    `7日のうちに消える人が いちばん多いのは ${jaNames(names)}${names.length === 1 ? 'の' : 'で、それぞれ'} ${jaPeople(soon)}です`,
  byCentreLevel: (soon: number) => `7日のうちに消える人は、どの拠点も ${jaPeople(soon)}です`,
  byCentreHidden: '拠点ごとの、7日のうちに消える人',
  byCentreCounts: '拠点ごとに、7日のうちにデータが消える人（消えはじめている人も）と、歩数計を借りている人です。',
  centre: '拠点',
  soon: '7日のうち（人）',
  lent: '借りている人（人）',
  share: '割合',
  centreCaption: '拠点ごとの消えそうな人',
  ofLent: (people: string) => `借りている ${people}のうち`,
  median: (days: number, late: string | null) =>
    `歩いてから届くまで、まんなかで ${jaFigure(days)}日です` +
    (late === null ? '' : `。遅すぎて ポイントにならない日は ${late}です`),
  medianHidden: '歩いてから届くまでの日数',
  counts: (window: number | null) =>
    '歩いた日から、その日が はじめて届いた日までの日数です。' +
    (window === null
      ? ''
      : `いまのきまりでは、届いた日を1日目と数えて ${jaFigure(window)}日目までの歩数が ポイントになります。`),
  others: (people: string) => `このほかの ${people}は 15日より先です。`,
  tooLate: '遅すぎる',
  daysAxis: '1日ごとの日数（日）',
  delayAxis: '届くまで（日）',
  bin: (from: number, to: number | null) =>
    to === null ? `${jaFigure(from)}〜` : to === from ? jaFigure(from) : `${jaFigure(from)}〜${jaFigure(to)}`,
  delay: '届くまで（日）',
  days: '届いた日数（日）',
  daysOf: (days: number) => `${jaFigure(days)}日分`,
  caption: '届くまでの日数',
};

export const arrivalEn: typeof arrivalJa = {
  finding: (soon) =>
    soon === 0
      ? 'Nobody’s data is lost within 7 days as things stand'
      : `The data of ${enPeople(soon)} is being lost now or will be within 7 days`,
  findingAtLeast: (soon) => `The data of more than ${enPeople(soon)} is being lost now or will be within 7 days`,
  findingHidden: 'How many people’s data is about to be lost cannot be shown',
  riskCounts:
    'People with a pedometer on loan, by the days until their oldest day that has not arrived is overwritten. As things stand now, whatever the period.',
  bands: {
    lost: 'Being lost',
    'within-3': 'Within 3 days',
    'within-7': 'In 4–7 days',
    'within-14': 'In 8–14 days',
    later: 'Later',
  },
  band: 'Days left',
  people: 'People',
  riskCaption: 'Days until data is lost',
  byCentre: (names, soon) =>
    `Most people whose data is lost within 7 days are of ${enNames(names)}: ${enPeople(soon)}${names.length === 1 ? '' : ' each'}`,
  byCentreLevel: (soon) => `The data of ${enPeople(soon)} is lost within 7 days at every centre`,
  byCentreHidden: 'People whose data is lost within 7 days, by centre',
  byCentreCounts:
    'By centre: people whose data is lost within 7 days or is being lost, and people with a pedometer on loan.',
  centre: 'Centre',
  soon: 'Within 7 days (people)',
  lent: 'With a pedometer (people)',
  share: 'Share',
  centreCaption: 'People at risk by centre',
  ofLent: (people) => `of ${people}`,
  median: (days, late) =>
    `Half of the days arrive within ${enFigure(days)} ${days === 1 ? 'day' : 'days'} of walking` +
    (late === null ? '' : `; ${late} come too late to earn points`),
  medianHidden: 'Days between walking and arriving',
  counts: (window) =>
    'Days from the day walked to the day on which it first arrived.' +
    (window === null
      ? ''
      : ` By the rules in force today steps earn for ${enFigure(window)} ${window === 1 ? 'day' : 'days'}, counting the day of the visit as the first.`),
  others: (people) => `The other ${people} have 15 days and more.`,
  tooLate: 'too late',
  daysAxis: 'days for each day of delay',
  delayAxis: 'days until arrival',
  bin: (from, to) =>
    to === null ? `${enFigure(from)}+` : to === from ? enFigure(from) : `${enFigure(from)}–${enFigure(to)}`,
  delay: 'Days until arrival',
  days: 'Days that arrived',
  daysOf: (days) => `${enFigure(days)} ${days === 1 ? 'day' : 'days'}`,
  caption: 'Days until arrival',
};

export const qualityJa = {
  finding: (signed: number, held: number | null) =>
    `${percent(signed)}の日は 歩数計の署名で 確かめられています` +
    (held === null ? '' : `。最後の週に 保留の日は ${held === 0 ? 'ありません' : `約${jaFigure(held)}日です`}`),
  findingHidden: '届いた日の記録の質',
  counts:
    '週ごとに、届いた日を その日のいまの状態で分けています。合わせると およそ 届いた日の数（日）です（丸めた数なので ぴったりには なりません）。終わりの数週は まだ届いていない日があるので 少なめです。',
  states: { final: '確定', corrected: '訂正', open: '途中', held: '保留' },
  heldNote:
    '「保留」は、時計や取りこみが 食いちがうので クラウドが まだ決めていない日です。窓口の「確かめる日」は これとは別の数です。そこには、人が決めるまで、保留の日と、ふだんとちがう歩き方の日が ならびます。',
  toDesk: '窓口の「確かめる日」へ',
  unsaid: '内わけは非公開',
  daysAxis: '日',
  days: '届いた日（日）',
  week: '週の最後の日',
  ofDays: (name: string) => `${name}（日）`,
  caption: '週ごとの日の状態',
  marksTitle: (gaps: number | null) =>
    gaps === null ? '気をつけて見る しるし' : `記録の抜けがある日は 最後の週に ${percent(gaps)}です`,
  marksCounts:
    '訂正された日、保留の日、署名のない日、1時間でも記録が抜けた日の、届いた日のうちの割合と、電池が切れたか入れかえられた回数です。右上は それぞれの目盛りの上はしです。',
  marks: { unsigned: '署名のない日', gaps: '抜けのある日', swaps: '電池切れ・交換' },
  unsigned: '署名のない日（日）',
  gaps: '抜けのある日（日）',
  swaps: '電池切れ・交換（回）',
  swapsOf: (times: number) => `${jaFigure(times)}回`,
  marksCaption: '週ごとの記録のしるし',
  driftTitle: (share: number) => `${percent(share)}の人の歩数計は、時計のずれが 1日に 2秒より少なめです`,
  driftHidden: '歩数計の時計のずれ',
  driftCounts:
    'いま借りられている歩数計の時計が、100万秒に 何秒 進むか（マイナスは遅れる）です。20なら 1日に およそ1.7秒です。',
  drift: '100万秒に何秒',
  /** Null has no end. */
  driftBin: (from: number | null, to: number | null) => {
    if (from === null) return to === null ? 'すべて' : `${jaFigure(to)}未満`;
    return to === null ? `${jaFigure(from)}〜` : `${jaFigure(from)}〜${jaFigure(to)}`;
  },
  people: '人数（人）',
  driftCaption: '時計のずれ',
};

export const qualityEn: typeof qualityJa = {
  finding: (signed, held) =>
    `${percent(signed)} of the days are proven by the pedometer’s signature` +
    (held === null ? '' : `; ${held === 0 ? 'no' : `about ${enFigure(held)}`} days of the last week are on hold`),
  findingHidden: 'How good the records are',
  counts:
    'By week: the days that arrived, by their state now. Together they are about all the days that arrived: rounded parts need not add up. Of the last weeks some have not arrived yet.',
  states: { final: 'final', corrected: 'corrected', open: 'open', held: 'on hold' },
  heldNote:
    'A day is on hold while the cloud cannot settle it, because clocks or imports contradict one another. “Days to check” at the desk is another count: until a person decides, it lists days on hold and also days of unusual walking.',
  toDesk: 'To “Days to check” at the desk',
  unsaid: 'not told apart',
  daysAxis: 'days',
  days: 'Days that arrived',
  week: 'Last day of the week',
  ofDays: (name) => `${name} (days)`,
  caption: 'States of days by week',
  marksTitle: (gaps) => (gaps === null ? 'Signs to watch' : `${percent(gaps)} of the days of the last week have a gap`),
  marksCounts:
    'Days that were corrected, are on hold, have no signature, or have an hour that was not recorded or was lost, each as a share of the days that arrived; and how often a pedometer lost power. At the upper right is the top of each scale.',
  marks: { unsigned: 'Unsigned days', gaps: 'Days with a gap', swaps: 'Power lost' },
  unsigned: 'Unsigned (days)',
  gaps: 'With a gap (days)',
  swaps: 'Power lost (times)',
  swapsOf: (times) => `${enFigure(times)} ${times === 1 ? 'time' : 'times'}`,
  marksCaption: 'Signs of quality by week',
  driftTitle: (share) => `The clocks of ${percent(share)} of the pedometers are off by less than 2 seconds a day`,
  driftHidden: 'How far clocks run off',
  driftCounts:
    'By how many seconds in a million the clocks of pedometers on loan run fast (slow where negative). 20 is about 1.7 seconds a day.',
  drift: 'seconds in a million',
  driftBin: (from, to) => {
    if (from === null) return to === null ? 'all' : `below ${enFigure(to)}`;
    return to === null ? `${enFigure(from)} up` : `${enFigure(from)} to ${enFigure(to)}`;
  },
  people: 'People',
  driftCaption: 'Clock drift',
};
