/** Japanese: what the page says to the staff of a Japanese town. Sets the keys every other dictionary must have. */
import type { GatewayTrouble, LossLevel } from '../view/attention.ts';
import type { DateFinding } from '../view/date-finding.ts';
import type { DaySlot, DaySummary } from '../view/day-slots.ts';
import type { Headline, LossOutlook } from '../view/headline.ts';
import type { ParticipantColumn, ParticipantGroup } from '../view/participant-list.ts';

const figure = new Intl.NumberFormat('ja-JP');
const n = (value: number): string => figure.format(value);

const loss = (outlook: LossOutlook): readonly string[] => {
  switch (outlook.kind) {
    case 'unknown':
      return [];
    case 'none':
      return [`${n(outlook.days)}日以内に消えるデータはありません`];
    case 'soon':
      return [`${n(outlook.people)}人のデータがあと${n(outlook.days)}日で消えます`];
    case 'begun':
      return [`${n(outlook.people)}人のデータが消えはじめています`];
  }
};

export const ja = {
  locale: 'ja-JP',
  product: '歩み',
  productReading: 'あゆみ',
  skipToTable: '参加者の表へ',
  switchLanguage: 'English',
  figure: n,
  stepsOf: (steps: number) => `${n(steps)}歩`,
  sum: (value: number) => (value > 0 ? `+${n(value)}` : n(value)),

  /** The clauses of the sentence; between them stands `clauseMark`. */
  headline: (headline: Headline): readonly string[] => {
    if (headline.kind === 'nobody-enrolled') return ['参加者は まだ登録されていません'];
    const came =
      headline.cameToday === 0 ? 'きょうは まだ だれも来ていません' : `きょう ${n(headline.cameToday)}人が来ました`;
    return [came, ...loss(headline.loss)];
  },
  clauseMark: ' ・ ',

  connection: {
    connecting: 'つないでいます …',
    live: 'つながっています',
    lost: '切れています',
    lostTitle: 'サーバーとのつながりが切れました',
    lostSafe: '歩数は 歩数計と読み取り機に残っていて、失われません。',
    lostRetry: (lastHeard: string | null) =>
      lastHeard === null
        ? '自動でつなぎ直しています。このままお待ちください。'
        : `自動でつなぎ直しています。いま見えているのは ${lastHeard} の様子です。`,
    waitingTitle: 'サーバーにつないでいます',
    waitingText: 'ふつうは数秒ではじまります。',
    newerTitle: '画面が古くなりました',
    newerText: 'サーバーが新しくなっています。この画面を読みこみ直してください。',
  },
  clock: {
    faster: (speed: number) => `${n(speed)}倍の早回し`,
    fasterHint: '見本の時計です。実際の時間ではありません。',
  },

  figures: {
    title: 'いまの数字',
    cameToday: 'きょう来た人',
    lossNear: 'まもなく消える人',
    withinDays: (days: number) => `あと${n(days)}日以内に`,
    batteryLow: '電池が少ない人',
    gatewaysTroubled: '読み取り機の手当て',
    quarantined: '保留のページ',
    percentAtMost: (percent: number) => `${n(percent)}%以下`,
    ofGateways: (gateways: number) => `${n(gateways)}台中`,
    checkedByPerson: '人が確かめます',
    pointsToday: 'きょうのポイント',
    pointsSoFar: (points: number) => `これまで ${n(points)}`,
    ofEnrolled: (enrolled: number) => `${n(enrolled)}人中`,
    people: '人',
    gateways: '台',
    pages: '件',
  },

  visits: {
    title: (label: string, moment: string): string => `${label}番が ${moment}に来ました`,
    emptyTitle: 'まだ だれも来ていません',
    empty: '歩数計が読み取り機に近づくと、ここに出ます。何も押さなくてかまいません。',
    pedometer: (label: string) => `${label}番`,
    notOnLoan: '貸出のない歩数計',
    days: (days: number) => (days === 0 ? '新しい日はありません' : `${n(days)}日分 届きました`),
    steps: (steps: number) => `${steps > 0 ? '+' : ''}${n(steps)}歩`,
    battery: (percent: number) => `電池 ${n(percent)}%`,
    batteryLow: (percent: number) => `電池が少ない ${n(percent)}%`,
    quarantined: (pages: number) => `保留 ${n(pages)}件`,
    announceOne: (label: string, days: number) => `${label}番、${n(days)}日分 届きました`,
    announceMany: (visits: number, label: string) => `${n(visits)}件 届きました。最新は ${label}番です`,
  },

  centres: {
    title: (gateways: number, troubled: number) => {
      if (gateways === 0) return '拠点は まだありません';
      return troubled === 0 ? '読み取り機は すべて動いています' : `${n(troubled)}台の読み取り機に 手当てがいります`;
    },
    empty: '拠点と読み取り機を登録すると、ここに様子が出ます。',
    noGateway: 'この拠点には 読み取り機がまだありません。',
    state: { online: '動いています', offline: 'つながりません', unknown: 'まだ連絡がありません' },
    since: (moment: string) => `${moment}から`,
    trouble: {
      offline: '歩数は歩数計と読み取り機に残っています。電源と回線を見てください。',
      full: '送信待ちがいっぱいです。歩数計は消さずに待っています。回線を見てください。',
      parked: '送れない分を取りのけてあります。管理者に知らせてください。',
      clock: '時計が合っていません。日付はサーバーが確かめます。回線を見てください。',
      silent: '歩数計の電波をしばらく聞いていません。アンテナを見てください。',
    } satisfies Record<GatewayTrouble, string>,
    outbox: '送信待ち',
    parked: '取りのけ',
    clock: '時計',
    clockTrusted: '合っています',
    clockDoubted: '合っていません',
    lastVisit: '最後の読み取り',
    count: (count: number) => `${n(count)}件`,
    full: '満杯',
    none: 'なし',
  },

  participants: {
    title: (lossNear: number, enrolled: number) => {
      if (enrolled === 0) return '参加者は まだいません';
      return lossNear === 0 ? '急いで声をかける人はいません' : `まず この${n(lossNear)}人に声をかけてください`;
    },
    caption: 'データが早く消える人から ならんでいます',
    empty: 'つぎの順に進めると、ここに参加者がならびます。',
    firstSteps: ['拠点と読み取り機を登録します', '参加者を登録します', '歩数計を貸し出します'],
    noneChosen: 'この条件にあう人はいません。',
    showAll: '全員を見る',
    search: '番号・拠点でさがす',
    group: {
      everybody: '全員',
      'loss-near': 'まもなく消える',
      'battery-low': '電池が少ない',
      'never-came': 'まだ来ていない',
    } satisfies Record<ParticipantGroup, string>,
    groups: '表に出す人',
    column: {
      participant: '参加者',
      label: '歩数計',
      centre: '拠点',
      since: '最後の来訪',
      loss: '消えるまで',
      battery: '電池',
      yesterday: 'きのうの歩数',
      points: 'ポイント',
    } satisfies Record<ParticipantColumn, string>,
    weeks: '4週間',
    sortBy: (column: string) => `${column}でならべる`,
    pedometer: (label: string) => `${label}番`,
    noPedometer: 'なし',
    noCentre: 'なし',
    daysAgo: (days: number) => (days === 0 ? 'きょう' : days === 1 ? 'きのう' : `${n(days)}日前`),
    never: 'まだ',
    loss: (level: LossLevel, days: number | null) => {
      switch (level) {
        case 'begun':
          return '消えはじめました';
        case 'soon':
        case 'later':
          return `あと ${n(days ?? 0)}日`;
        case 'never-came':
          return 'まだ来ていません';
        case 'no-pedometer':
          return '歩数計なし';
      }
    },
    battery: (percent: number) => `${n(percent)}%`,
    batteryLow: (percent: number) => `少ない ${n(percent)}%`,
    batteryUnknown: '不明',
    notArrived: '未着',
    sparkText: (summary: DaySummary) =>
      summary.arrived === 0
        ? '届いた日はありません'
        : `28日のうち ${n(summary.arrived)}日分が届き、確定した日は1日平均 ${summary.meanSteps === null ? '不明' : `${n(summary.meanSteps)}歩`}`,
    shown: (shown: number, all: number) => `${n(all)}人中 ${n(shown)}人を表示`,
    more: (people: number) => `さらに ${n(people)}人を見る`,
    openPerson: (participant: string) => `${participant} の日ごとの歩数を見る`,
  },

  person: {
    close: '閉じる',
    finding: (summary: DaySummary, bestDate: string) => {
      if (summary.arrived === 0) return 'この4週間に届いた歩数は まだありません';
      if (summary.best === null || summary.meanSteps === null) {
        return `${n(summary.arrived)}日分が届きました。確定した日は まだありません`;
      }
      return `1日平均 ${n(summary.meanSteps)}歩。いちばん歩いたのは ${bestDate}の ${n(summary.best.steps)}歩`;
    },
    arrived: (summary: DaySummary) =>
      `28日のうち ${n(summary.arrived)}日分が届き、${n(summary.missing)}日分が未着です。`,
    tiers: (tiers: readonly number[]) => `横の線はポイントが増える歩数です（${tiers.map(n).join('・')}歩）`,
    untilLoss: 'データが消えるまで',
    stepsAxis: '歩数（歩）',
    state: { finished: '確定', open: '途中', held: '保留', missing: '未着' } satisfies Record<DaySlot['kind'], string>,
    stateMeaning: {
      finished: '確定した日',
      open: '途中の日（これから増えます）',
      held: '保留の日（人が確かめます）',
      missing: '未着の日',
    } satisfies Record<DaySlot['kind'], string>,
    corrected: '訂正',
    points: 'ポイント',
    tier: (tier: number) => `${n(tier)}歩以上`,
    belowTiers: '―',
  },

  dates: {
    title: (finding: DateFinding, date: string) => {
      switch (finding.kind) {
        case 'nothing-finished':
          return '確定した日は まだありません';
        case 'one-date':
          return `${date}は ${n(finding.people)}人が 1人平均 ${n(finding.meanSteps)}歩 歩きました`;
        case 'two-weeks':
          return `さいきんの7日は 1人1日 ${n(finding.meanSteps)}歩、その前の7日より ${changeOf(finding.change)}`;
      }
    },
    note: '平均は確定した日だけで出しています。さいきんの日は、まだ来ていない人の分がこれから増えます。',
    empty: '歩数が届くと、みんなの1日ごとの合計がここに出ます。',
    stepsAxis: 'みんなの歩数（歩）',
    peopleAxis: '人数（人）',
    text: (days: number, steps: number) =>
      `${n(days)}日分の棒グラフ。いちばん多い日はみんなで ${n(steps)}歩。数字は下の表にあります。`,
    peopleOf: (people: number) => `${n(people)}人`,
  },

  chartMissing: '図を読みこめませんでした。数字は下の表にあります。',

  table: {
    open: '表で見る',
    date: '日付',
    steps: '歩数',
    people: '人数',
    finished: '確定',
    unfinished: '途中',
    held: '保留',
    state: '状態',
    tier: '届いた段階',
  },
};

function changeOf(change: number): string {
  if (change === 0) return '変わりません';
  return change > 0 ? `${n(change)}歩 多くなりました` : `${n(-change)}歩 少なくなりました`;
}
