/** Frame words: what stands around every screen of the volunteers, and what is said while something is not as it should be. */
const jaFigure = new Intl.NumberFormat('ja-JP');
const enFigure = new Intl.NumberFormat('en-GB');
const many = (count: number, one: string, other: string): string =>
  `${enFigure.format(count)} ${count === 1 ? one : other}`;

export const frameJa = {
  locale: 'ja-JP',
  product: '歩み 拠点',
  clauseMark: ' ・ ',
  listMark: '、',
  switchLanguage: 'English',
  skip: '本文へ',
  home: 'きょう',
  back: 'もどる',
  cancel: 'やめる',
  next: 'つぎへ',
  print: '印刷する',
  again: 'もう一度',
  other: 'べつの歩数計に する',
  signOut: '画面を とじる',
  figure: (value: number) => jaFigure.format(value),
  people: (count: number) => `${jaFigure.format(count)}人`,
  numbered: (label: string) => `${label}番`,
  pedometer: (label: string) => `${label}番の歩数計`,
  person: (id: string) => `${id}さん`,
  nicknamed: (nickname: string, id: string) => `${nickname}さん（${id}）`,
  days: (count: number) => `${jaFigure.format(count)}日`,
  minutes: (count: number) => `${jaFigure.format(count)}分`,
  line: {
    up: 'インターネットに つながっています',
    down: 'インターネットが 切れています',
    waiting: (count: number) => `${jaFigure.format(count)}件が 送信を待っています。なくなりません`,
    nothing: '待っているものは ありません',
    downSafe: 'いつもどおり お使いください。つながったら 自動で送ります。',
  },
  away: {
    title: '受付の機械と つながりません',
    safe: '入れたものは この画面に のこっています。歩数も なくなりません。',
    next: '自動で つなぎなおしています。このまま お待ちください。1分たっても つながらないときは、受付の機械の電源を 見てください。',
  },
  sending: {
    title: '送っています',
    safe: 'もう一度 押さなくて だいじょうぶです。届くまで 自動で送りなおします。',
  },
  deaf: {
    title: '受付の機械が 歩数計を 見つけられません',
    next: '受付の機械に さしてある 小さな部品を たしかめてください。直らないときは 窓口に 知らせてください。',
  },
  clock: {
    title: '受付の機械の時計が まだ 合っていません',
    next: 'お仕事は つづけられます。日付は あとで 窓口が たしかめます。',
  },
  unreadable: {
    title: '画面が 古くなりました',
    next: 'この画面を もう一度 開いてください。',
    reload: 'もう一度 開く',
  },
  first: '受付の機械に たずねています。ふつうは 1秒ほどです。',
};

export const frameEn: typeof frameJa = {
  locale: 'en-GB',
  product: 'Ayumi centre',
  clauseMark: ' · ',
  listMark: ', ',
  switchLanguage: '日本語',
  skip: 'To the content',
  home: 'Today',
  back: 'Back',
  cancel: 'Cancel',
  next: 'Next',
  print: 'Print',
  again: 'Try again',
  other: 'Take another pedometer',
  signOut: 'Close the pages',
  figure: (value) => enFigure.format(value),
  people: (count) => many(count, 'person', 'people'),
  numbered: (label) => `No. ${label}`,
  pedometer: (label) => `pedometer no. ${label}`,
  person: (id) => id,
  nicknamed: (nickname, id) => `${nickname} (${id})`,
  days: (count) => many(count, 'day', 'days'),
  minutes: (count) => many(count, 'minute', 'minutes'),
  line: {
    up: 'The internet is there',
    down: 'The internet is away',
    waiting: (count) => `${many(count, 'message waits', 'messages wait')} to be sent. Nothing gets lost`,
    nothing: 'Nothing is waiting',
    downSafe: 'Please carry on as usual. Everything is sent by itself once the line is back.',
  },
  away: {
    title: 'The reception computer does not answer',
    safe: 'What you have entered stays on this screen. No steps are lost either.',
    next: 'The page is trying again by itself. Please wait. If it takes more than a minute, look whether the reception computer has power.',
  },
  sending: {
    title: 'Sending',
    safe: 'There is no need to press again. It is sent again by itself until it arrives.',
  },
  deaf: {
    title: 'The reception computer cannot hear pedometers',
    next: 'Please check the small part plugged into the reception computer. If that does not help, tell the town office.',
  },
  clock: {
    title: 'The clock of the reception computer is not right yet',
    next: 'You can carry on working. The town office will check the dates later.',
  },
  unreadable: {
    title: 'This page has become old',
    next: 'Please open the page again.',
    reload: 'Open again',
  },
  first: 'Asking the reception computer. This usually takes about a second.',
};
