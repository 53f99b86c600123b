/** Today words: how the day stands: who came, who is missed, what is left to do; and what was done. */
const count = new Intl.NumberFormat('en-GB');
const people = (number: number): string => `${count.format(number)} ${number === 1 ? 'person' : 'people'}`;

export const todayJa = {
  came: (number: number) => (number === 0 ? 'きょうは まだ だれも 来ていません' : `きょう ${number}人が来ました`),
  losing: (number: number, days: number) =>
    days === 0 ? `${number}人のデータが 消えはじめています` : `${number}人のデータがあと${days}日で消えます`,
  nobodyLosing: 'すぐに消えるデータは ありません',
  work: 'なにを しますか',
  tasks: {
    lend: '貸す',
    return: '返す',
    swap: '電池',
    connect: 'つながらない',
    whereabouts: 'なくした・見つかった',
    exchange: '交換',
    help: 'てつだい',
    history: 'きょう したこと',
    poster: 'ポスター',
  },
  finish: {
    title: 'しのこしていること',
    swap: (label: string) => `${label}番 電池の交換が とちゅうです`,
    swapGo: 'つづける',
    waiting: (label: string) => `${label}番 前の人の歩数が そろうのを 待っています`,
    desk: (label: string) => `${label}番 窓口が たしかめるまで 貸せません`,
    look: '見る',
    surprise: '読んでください',
    putAway: '読みました',
  },
  cameTitle: '来た人',
  cameEmpty: '歩数計が 届くと ここに ならびます。',
  visits: (number: number) => `${number}回`,
  daysArrived: (days: number) => `${days}日分 届きました`,
  nothingNew: '新しい歩数は ありません',
  more: (number: number) => `あと ${number}人を 見る`,
  missingTitle: 'まだ来ていない人',
  missingEmpty: '貸し出し中の人は みんな 来ました。',
  nobodyLent: 'まだ だれにも 貸していません。「貸す」から はじめます。',
  callList: '電話リスト',
  lossIn: (days: number) => (days === 0 ? '消えはじめています' : `あと ${days}日で 消えます`),
  lossUnknown: '残りの日数は わかりません',
  battery: { well: '電池 よい', low: '電池 少ない', empty: '電池 ほとんど なし', unknown: '電池 不明' },
  troubles: {
    memory: '古い歩数が 消えました',
    power: '電池が 切れたことが あります',
    clock: '時計が まだ 合っていません',
  },
  strangers: (number: number) => `この拠点の ものでない 歩数計が ${number}個 あります。そのままで だいじょうぶです。`,
  empty: {
    title: 'この拠点の歩数計は まだ 知らされていません',
    next: 'インターネットに つながると、歩数計の番号が 自動で届きます。届くまで 貸し出しは できません。',
  },
};

export const todayEn: typeof todayJa = {
  came: (number) => (number === 0 ? 'Nobody has come yet today' : `${people(number)} came today`),
  losing: (number, days) =>
    days === 0
      ? `data of ${people(number)} ${number === 1 ? 'is' : 'are'} being lost now`
      : `data of ${people(number)} will be lost in ${days} ${days === 1 ? 'day' : 'days'}`,
  nobodyLosing: 'no data will be lost soon',
  work: 'What would you like to do?',
  tasks: {
    lend: 'Lend',
    return: 'Take back',
    swap: 'Battery',
    connect: 'No connection',
    whereabouts: 'Lost or found',
    exchange: 'Exchange',
    help: 'Help',
    history: 'Done today',
    poster: 'Poster',
  },
  finish: {
    title: 'Left to do',
    swap: (label) => `No. ${label}: a battery change is under way`,
    swapGo: 'Carry on',
    waiting: (label) => `No. ${label}: waiting for the last steps of who had it`,
    desk: (label) => `No. ${label}: not to be lent before the town office has checked it`,
    look: 'Look',
    surprise: 'Please read',
    putAway: 'I have read it',
  },
  cameTitle: 'Who came',
  cameEmpty: 'Whoever hands in their steps stands here.',
  visits: (number) => `${number} ${number === 1 ? 'time' : 'times'}`,
  daysArrived: (days) => `${days} ${days === 1 ? 'day' : 'days'} arrived`,
  nothingNew: 'no new steps',
  more: (number) => `Show ${number} more`,
  missingTitle: 'Who has not come yet',
  missingEmpty: 'Everybody who has a pedometer has come.',
  nobodyLent: 'Nobody has a pedometer yet. Begin with “Lend”.',
  callList: 'Call list',
  lossIn: (days) => (days === 0 ? 'being lost now' : `lost in ${days} ${days === 1 ? 'day' : 'days'}`),
  lossUnknown: 'days left not known',
  battery: { well: 'Battery good', low: 'Battery low', empty: 'Battery nearly empty', unknown: 'Battery not known' },
  troubles: { memory: 'old steps were lost', power: 'it had lost power', clock: 'the clock is not right yet' },
  strangers: (number) =>
    `${number} ${number === 1 ? 'pedometer is' : 'pedometers are'} here that this centre does not know. Nothing to do.`,
  empty: {
    title: 'This centre has not been told of any pedometer yet',
    next: 'Their numbers come by themselves once the internet is there. Nothing can be lent before.',
  },
};

export const callsJa = {
  title: (number: number) => (number === 0 ? '電話する人は いません' : `${number}人に 声をかけましょう`),
  asOf: (moment: string) => `${moment} のようす`,
  say: '「歩数計を 持って 近くの拠点に 来てください。歩数が 消えてしまいます」と 伝えてください。名前と電話番号は 拠点の名簿で さがします。',
  columns: { number: '歩数計', person: '参加者', loss: 'データ', last: '前に来た日', done: '電話した' },
  never: 'まだ ありません',
  none: (days: number) => `あと ${days}日のあいだに データが消える人は いません。`,
};
export const callsEn: typeof callsJa = {
  title: (number) => (number === 0 ? 'Nobody has to be called' : `${people(number)} should be called`),
  asOf: (moment) => `As of ${moment}`,
  say: 'Say: “Please bring your pedometer to a centre near you, or your steps will be lost.” Names and telephone numbers are in the list of your centre.',
  columns: { number: 'Pedometer', person: 'Participant', loss: 'Data', last: 'Came last on', done: 'Called' },
  never: 'not yet',
  none: (days) => `Nobody loses data within ${days} ${days === 1 ? 'day' : 'days'}.`,
};

export const historyJa = {
  title: (number: number) =>
    number === 0 ? 'きょうは まだ なにも していません' : `きょう ${number}件の仕事を しました`,
  empty: '貸す・返すなどを すると ここに ならびます。まちがえたときは ここから 元に もどせます。',
  earlier: 'きのうまで',
  undo: '元に もどす',
  undone: '元に もどしました',
  tooLate: '窓口だけが 元に もどせます',
  waiting: '送信を待っています',
  sent: '届きました',
  sure: '元に もどしますか',
  sureNext: 'なかったことに します。記録には「元に もどした」と のこります。',
  yes: 'はい、元に もどします',
  kinds: {
    lend: (label: string, person: string) => `${label}番を ${person}に 貸しました`,
    return: (label: string, person: string) => `${label}番を ${person}から 返してもらいました`,
    lost: (label: string) => `${label}番が なくなったと 記録しました`,
    found: (label: string) => `${label}番が 見つかったと 記録しました`,
    exchange: (label: string, replacement: string) => `${label}番を ${replacement}番に 交換しました`,
    swap: (label: string) => `${label}番の電池を かえました`,
    undo: () => '元に もどしました',
  },
  somebody: '参加者',
};
export const historyEn: typeof historyJa = {
  title: (number) =>
    number === 0 ? 'Nothing has been done yet today' : `${number} ${number === 1 ? 'thing' : 'things'} done today`,
  empty: 'What you lend, take back and so on stands here. A mistake can be undone from here.',
  earlier: 'Before today',
  undo: 'Undo',
  undone: 'undone',
  tooLate: 'only the town office can undo this',
  waiting: 'waits to be sent',
  sent: 'arrived',
  sure: 'Undo this?',
  sureNext: 'It will be as if it had never been done. That it was undone stays in the records.',
  yes: 'Yes, undo it',
  kinds: {
    lend: (label, person) => `No. ${label} was lent to ${person}`,
    return: (label, person) => `No. ${label} was taken back from ${person}`,
    lost: (label) => `No. ${label} was noted as lost`,
    found: (label) => `No. ${label} was noted as found`,
    exchange: (label, replacement) => `No. ${label} was exchanged for no. ${replacement}`,
    swap: (label) => `The battery of no. ${label} was changed`,
    undo: () => 'Undone',
  },
  somebody: 'a participant',
};
