/** PIN words: how the pages are opened, and what to do when the number is not right. */
export const pinJa = {
  title: '番号を 入れてください',
  titleAt: (centre: string) => `${centre} ・ 番号を 入れてください`,
  label: 'ボランティアの番号',
  entered: (count: number) => (count === 0 ? 'まだ 入っていません' : `${count}けた 入りました`),
  erase: '1つ 消す',
  open: '開く',
  wrong: '番号が ちがいます',
  wrongNext: 'もう一度 ゆっくり 入れてください。わからないときは ボランティアの代表の方に 聞いてください。',
  many: 'ちがう番号が つづきました',
  manyNext: (minutes: number) => `およそ ${minutes}分 待ってから、もう一度 入れてください。歩数は なくなりません。`,
  none: 'この画面の番号が まだ 決まっていません',
  noneNext:
    '番号が 決まるまで この画面は 開きません。市の窓口に「ボランティアの番号を 決めてください」と 伝えてください。',
  noneSafe: '参加者の受付は いつもどおり できます。',
  short: '番号は 6けたから 12けたの 数字です。',
};

export const pinEn: typeof pinJa = {
  title: 'Please enter the PIN',
  titleAt: (centre) => `${centre} · Please enter the PIN`,
  label: 'PIN of the volunteers',
  entered: (count) => (count === 0 ? 'nothing yet' : `${count} ${count === 1 ? 'digit' : 'digits'} entered`),
  erase: 'Erase one',
  open: 'Open',
  wrong: 'This is not the PIN',
  wrongNext: 'Please enter it once more, slowly. If you do not know it, ask whoever leads the volunteers.',
  many: 'The PIN was wrong too many times',
  manyNext: (minutes) =>
    `Please wait about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} and enter it again. No steps get lost.`,
  none: 'No PIN has been chosen for these pages yet',
  noneNext: 'The pages stay closed until there is one. Please tell the town office: “Choose a PIN for the volunteers.”',
  noneSafe: 'Participants can hand in their steps as usual.',
  short: 'The PIN has 6 to 12 digits.',
};
