/** Refusal words: why something was not done, and what to do; nothing has changed by then. */
export const refusalJa = {
  unchanged: 'なにも 変わっていません。',
  title: {
    'unknown-device': 'この番号の歩数計は ありません',
    'unknown-action': 'この記録は 見つかりません',
    blocked: 'この歩数計は いま 貸せません',
    'has-another': 'この人は もう べつの歩数計を 持っています',
    'not-on-loan': 'この歩数計は 貸し出されていません',
    'visit-first': '先に 歩数計を 読みとる必要が あります',
    'not-lost': 'この歩数計は なくなったことに なっていません',
    'same-device': '同じ歩数計です',
    'not-swapping': '電池の交換は はじまっていません',
    'same-epoch': '電池が ぬけていないようです',
    'too-late-to-undo': 'もう ここでは 元に もどせません',
    'already-undone': 'もう 元に もどしてあります',
    full: '受付の機械の 保管場所が いっぱいです',
  },
  next: {
    'unknown-device': 'シールの番号を もう一度 見てください。',
    'unknown-action': '「きょう したこと」を 見てください。',
    blocked: 'ほかの歩数計を 使ってください。',
    'has-another': '「交換」で いまの歩数計と かえられます。',
    'not-on-loan': '番号を たしかめてください。',
    'visit-first': '歩数計を 台の上に 置いて、もう一度 読みとってください。',
    'not-lost': '番号を たしかめてください。記録することは ありません。',
    'same-device': 'かわりの歩数計の シールを 読みとってください。',
    'not-swapping': '「電池」から はじめてください。',
    'same-epoch': '電池を 出して、10数えてから 入れてください。',
    'too-late-to-undo': '窓口に 電話してください。窓口なら 元に もどせます。',
    'already-undone': 'することは ありません。',
    full: '窓口に 電話してください。インターネットに つながれば 空きます。歩数は 歩数計に のこっています。',
  },
};
export const refusalEn: typeof refusalJa = {
  unchanged: 'Nothing has changed.',
  title: {
    'unknown-device': 'There is no pedometer with this number',
    'unknown-action': 'This record cannot be found',
    blocked: 'This pedometer cannot be lent now',
    'has-another': 'This person already has another pedometer',
    'not-on-loan': 'This pedometer is not on loan',
    'visit-first': 'The pedometer has to be read first',
    'not-lost': 'This pedometer is not noted as lost',
    'same-device': 'It is the same pedometer',
    'not-swapping': 'No battery change was begun',
    'same-epoch': 'The battery seems not to have been out',
    'too-late-to-undo': 'It cannot be undone here any more',
    'already-undone': 'It has been undone already',
    full: 'The store of the reception computer is full',
  },
  next: {
    'unknown-device': 'Please look at the number on the sticker again.',
    'unknown-action': 'Please look under “Done today”.',
    blocked: 'Please take another pedometer.',
    'has-another': 'Use “Exchange” to replace the one they have.',
    'not-on-loan': 'Please check the number.',
    'visit-first': 'Put the pedometer on the tray and read it again.',
    'not-lost': 'Please check the number. There is nothing to note.',
    'same-device': 'Scan the sticker of the one that takes its place.',
    'not-swapping': 'Begin with “Battery”.',
    'same-epoch': 'Take the battery out, count to ten and put it in again.',
    'too-late-to-undo': 'Call the town office. They can undo it.',
    'already-undone': 'There is nothing to do.',
    full: 'Call the town office. It empties once the internet is there. The steps are still in the pedometer.',
  },
};

/** What became of an action, once everything that was said elsewhere is known. `what`: a sentence of `historyJa.kinds`. */
export interface OutcomeFacts {
  readonly label: string;
  readonly person: string;
  /** A centre’s name, or the desk’s. */
  readonly by: string;
  /** A time with its date unless it is today; null where nobody said. */
  readonly at: string | null;
}

export const outcomeJa = {
  desk: '窓口',
  because: {
    'lent-on': ({ label, by, at }: OutcomeFacts) =>
      `${label}番は ${at === null ? 'そのあと' : `${at}に`} ${by}で 貸し出されました。ここでの貸し出しは そこで おわりました。`,
    'has-another': ({ person, label, by, at }: OutcomeFacts) =>
      `${person}は ${at === null ? 'そのあと' : `${at}に`} ${by}で べつの歩数計を 借りました。${label}番の貸し出しは そこで おわりました。`,
    'ended-earlier-loan': ({ label, by, at }: OutcomeFacts) =>
      `${label}番は ${by}の記録では まだ 貸し出し中でした。その貸し出しは ${at === null ? 'このとき' : `${at}に`} おわりました。`,
    'not-on-loan': ({ label }: OutcomeFacts) =>
      `${label}番は そのとき 貸し出されていませんでした。なにも 変わっていません。`,
    'clock-in-doubt': () => '受付の機械の時計が 合っていなかったので、窓口が 時間を たしかめます。',
    'from-the-future': () => '受付の機械の時計が 進んでいたので、窓口が 時間を たしかめます。',
    'unknown-device': ({ label }: OutcomeFacts) =>
      `${label}番の歩数計は まだ 登録されていません。窓口が たしかめます。`,
    'unknown-participant': ({ person }: OutcomeFacts) => `${person}は まだ 登録されていません。窓口が たしかめます。`,
    'unknown-action': () => '元に もどす記録が 見つかりませんでした。窓口が たしかめます。',
    'not-this-centres': ({ label }: OutcomeFacts) => `${label}番は ほかの会場の 歩数計です。窓口が たしかめます。`,
    other: () => 'ほかの記録と合わせて、結果が 変わりました。',
  },
  next: {
    done: 'することは ありません。',
    changed: '届いた歩数は それぞれの人に 正しく つきます。することは ありません。',
    'nothing-to-do': '番号ちがいでないか たしかめてください。',
    undone: 'することは ありません。',
    held: '窓口から 連絡が あるかもしれません。それまで することは ありません。',
  },
};
export const outcomeEn: typeof outcomeJa = {
  desk: 'the town office',
  because: {
    'lent-on': ({ label, by, at }) =>
      `No. ${label} was lent by ${by} ${at === null ? 'afterwards' : `at ${at}`}. The loan made here ended then.`,
    'has-another': ({ person, label, by, at }) =>
      `${person} was lent another pedometer by ${by} ${at === null ? 'afterwards' : `at ${at}`}. The loan of no. ${label} ended then.`,
    'ended-earlier-loan': ({ label, by, at }) =>
      `No. ${label} was still on loan according to ${by}. That loan ended ${at === null ? 'here' : `at ${at}`}.`,
    'not-on-loan': ({ label }) => `No. ${label} was not on loan at that time. Nothing has changed.`,
    'clock-in-doubt': () =>
      'The clock of the reception computer was not right, so the town office will check the time.',
    'from-the-future': () => 'The clock of the reception computer was fast, so the town office will check the time.',
    'unknown-device': ({ label }) => `Pedometer no. ${label} is not registered yet. The town office will check.`,
    'unknown-participant': ({ person }) => `${person} is not registered yet. The town office will check.`,
    'unknown-action': () => 'What was to be undone could not be found. The town office will check.',
    'not-this-centres': ({ label }) => `No. ${label} is another centre’s pedometer. The town office will check.`,
    other: () => 'Together with what was recorded elsewhere, the result is another one.',
  },
  next: {
    done: 'There is nothing to do.',
    changed: 'The steps that arrived go to the right person. There is nothing to do.',
    'nothing-to-do': 'Please check that the number was right.',
    undone: 'There is nothing to do.',
    held: 'The town office may get in touch. There is nothing to do until then.',
  },
};
