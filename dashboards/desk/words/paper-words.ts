/** Paper words: labels for pedometers, cards for participants, and the monthly letter; `{漢字|かんじ}` carries its reading. */
import type { LabelKind } from '../view/label-sheet.ts';
import type { Praise } from '../view/regularity.ts';
import { frameJa } from './frame-words.ts';

const n = frameJa.figure;

export const labelsJa = {
  title: (labels: number, sheets: number) =>
    labels === 0 ? '印刷するものを えらんでください' : `${n(labels)}枚を A4 ${n(sheets)}枚に印刷します`,
  what: '何を作るか',
  whats: { pedometers: '歩数計のシール', participants: '参加者のカード' },
  sheet: '用紙',
  sheets: {
    'stickers-65': '65面 38.1×21.2 ミリ（歩数計の裏に）',
    'stickers-24': '24面 66×33.9 ミリ（箱やひもに）',
    'stickers-12': '12面 86.4×42.3 ミリ（ケースに）',
    'cards-86': '10面 86×54 ミリ（カード）',
    'cards-91': '10面 91×55 ミリ（名刺）',
  } satisfies Record<LabelKind, string>,
  first: 'はじめの位置',
  firstHint: (count: number) => `左上が1、右へ数えて ${n(count)}まで。使いかけの用紙の続きから刷れます。`,
  right: '右へずらす（ミリ）',
  down: '下へずらす（ミリ）',
  shiftHint: '刷ったものが用紙からずれるときに。左や上へは − をつけます。',
  contact: '見つけた人への ひとこと',
  contactHint: '窓口の電話番号など。この端末がおぼえます。個人の番号は入れないでください。',
  contactFirst: '見つけた方は 窓口へ お届けください',
  who: 'カードに書く名前',
  whos: { name: 'お名前', nickname: 'よび名', none: '書かない' },
  choose: '刷るもの',
  all: 'すべてえらぶ',
  none: 'すべてはずす',
  chosen: (count: number, total: number) => `${n(total)}件のうち ${n(count)}件`,
  chooseCentre: 'はじめに 拠点をえらんでください。',
  emptyPedometers: 'この拠点の歩数計は まだありません。先に登録してください。',
  emptyPeople: 'この拠点の参加者は まだいません。先に登録してください。',
  print: '印刷する',
  printNote: '印刷の画面で「倍率100%」「余白なし」をえらびます。はじめに ふつうの紙で 重ねて確かめてください。',
  preview: '刷り上がり',
  sheetName: (sheet: number) => `${n(sheet)}枚目`,
  pedometer: '歩数計',
  participant: '参加者',
};

export const labelsEn: typeof labelsJa = {
  title: (labels, sheets) =>
    labels === 0
      ? 'Choose what to print'
      : `${n(labels)} ${labels === 1 ? 'label' : 'labels'} on ${n(sheets)} A4 ${sheets === 1 ? 'sheet' : 'sheets'}`,
  what: 'What to make',
  whats: { pedometers: 'stickers for pedometers', participants: 'cards for participants' },
  sheet: 'Sheet',
  sheets: {
    'stickers-65': '65 of 38.1 × 21.2 mm (back of a pedometer)',
    'stickers-24': '24 of 66 × 33.9 mm (box or strap)',
    'stickers-12': '12 of 86.4 × 42.3 mm (case)',
    'cards-86': '10 of 86 × 54 mm (card)',
    'cards-91': '10 of 91 × 55 mm (name card)',
  },
  first: 'First place',
  firstHint: (count) => `1 is at the top left, counted along the rows up to ${n(count)}. A used sheet can be used on.`,
  right: 'Shift right (mm)',
  down: 'Shift down (mm)',
  shiftHint: 'Where the print does not meet the sheet. Left and up are negative.',
  contact: 'Words for whoever finds it',
  contactHint: 'Such as the phone number of the desk. This computer remembers them. No private numbers, please.',
  contactFirst: 'If found, please hand it in',
  who: 'Name on the card',
  whos: { name: 'the name', nickname: 'the nickname', none: 'none' },
  choose: 'What to print',
  all: 'Choose all',
  none: 'Choose none',
  chosen: (count, total) => `${n(count)} of ${n(total)}`,
  chooseCentre: 'Please choose a centre first.',
  emptyPedometers: 'This centre has no pedometers yet. Please register them first.',
  emptyPeople: 'This centre has no participants yet. Please register them first.',
  print: 'Print',
  printNote: 'Print at 100 % without margins. Try it on plain paper first, held against the sheet.',
  preview: 'As it will be printed',
  sheetName: (sheet) => `Sheet ${n(sheet)}`,
  pedometer: 'Pedometer',
  participant: 'Participant',
};

export const letterJa = {
  print: '便りを印刷する',
  titleOne: (who: string, month: string) => `${who}さんの ${month}の便りです`,
  title: (letters: number, month: string) =>
    letters === 0 ? `${month}の便りを 作ります` : `${month}の便りが ${n(letters)}人分 そろいました`,
  loading: (done: number, total: number) => `${n(total)}人分のうち ${n(done)}人分を 集めました`,
  failed: (count: number) => `${n(count)}人分が 届きませんでした。ほかの分は そろっています。`,
  chooseCentre: 'はじめに 拠点をえらんでください。拠点の全員の便りを 1人1枚で作ります。',
  empty: 'この拠点の参加者は まだいません。先に登録してください。',
  month: 'どの月か',
  furigana: 'ふりがなをつける',
  voucher: '景品までのポイント',
  voucherHint: '例: 500。空のときは 書きません。この端末がおぼえます。',
  voucherName: '景品の名前',
  voucherFirst: '商品券',
  contact: '問い合わせ先',
  contactHint: '窓口の名前と電話番号など。この端末がおぼえます。',
  heading: (month: string) => `${month}の {歩|あゆ}み{便|だよ}り`,
  to: (who: string) => `${who} さん`,
  number: (id: string) => `{番号|ばんごう} ${id}`,
  steps: '{今月|こんげつ}の {歩数|ほすう}',
  stepsOf: (steps: number) => `${n(steps)}歩`,
  points: '{今月|こんげつ}の ポイント',
  balance: '{今|いま}の {残高|ざんだか}',
  toVoucher: (points: string, name: string) => `あと ${points}で ${name}です`,
  hasVoucher: (name: string) => `${name}に {換|か}えられます。{窓口|まどぐち}へ どうぞ`,
  calendar: '{毎日|まいにち}の {歩数|ほすう}（＋の{数字|すうじ}は ポイント）',
  legend:
    '{縦|たて}の{線|せん}で ポイントが{増|ふ}えます。ななめの{線|せん}の{棒|ぼう}は {途中|とちゅう}の{日|ひ}です。',
  pointsMark: (points: string) => `+${points}`,
  praise: {
    steady: (walked: number, run: number) =>
      `${n(walked)}日 {歩|ある}きました。${run >= 5 ? `つづけて ${n(run)}日の{時|とき}も ありました。` : ''}とても よい{調子|ちょうし}です。`,
    often: (walked: number, run: number) =>
      `${n(walked)}日 {歩|ある}きました。${run >= 3 ? `つづけて ${n(run)}日の{時|とき}も ありました。` : ''}この{調子|ちょうし}で いきましょう。`,
    begun: (walked: number) => `${n(walked)}日 {歩|ある}きました。{少|すこ}しずつ {増|ふ}やしていきましょう。`,
    waiting: () =>
      'この{月|つき}の{記録|きろく}は まだ{届|とど}いていません。{歩数計|ほすうけい}を {拠点|きょてん}へ お{持|も}ちください。',
  } satisfies Record<Praise, (walked: number, run: number) => string>,
  bring: (date: string) =>
    `{歩数計|ほすうけい}を ${date}までに {拠点|きょてん}へ お{持|も}ちください。{過|す}ぎると {古|ふる}い{日|ひ}の{歩数|ほすう}から {消|き}えはじめます。`,
  bringSoon:
    '{歩数計|ほすうけい}を できるだけ{早|はや}く {拠点|きょてん}へ お{持|も}ちください。{古|ふる}い{日|ひ}の{歩数|ほすう}が {消|き}えはじめています。',
  code: '{右|みぎ}のしるしは {窓口|まどぐち}で {読|よ}み{取|と}ります',
  written: (date: string) => `${date} {作成|さくせい}`,
};

export const letterEn: typeof letterJa = {
  print: 'Print the letter',
  titleOne: (who, month) => `The letter of ${who} for ${month}`,
  title: (letters, month) =>
    letters === 0
      ? `Letters for ${month}`
      : `${n(letters)} ${letters === 1 ? 'letter' : 'letters'} for ${month} are ready`,
  loading: (done, total) => `${n(done)} of ${n(total)} gathered`,
  failed: (count) => `${n(count)} could not be had. The others are ready.`,
  chooseCentre: 'Please choose a centre first. Everybody of the centre gets a letter of one page.',
  empty: 'This centre has no participants yet. Please register them first.',
  month: 'Which month',
  furigana: 'With furigana',
  voucher: 'Points for a voucher',
  voucherHint: 'For example 500. Nothing is said of it when empty. This computer remembers it.',
  voucherName: 'Name of the voucher',
  voucherFirst: 'a voucher',
  contact: 'Whom to ask',
  contactHint: 'Name and phone number of the desk. This computer remembers them.',
  heading: (month) => `Your walking in ${month}`,
  to: (who) => who,
  number: (id) => `No. ${id}`,
  steps: 'Steps this month',
  stepsOf: (steps) => n(steps),
  points: 'Points this month',
  balance: 'Balance now',
  toVoucher: (points, name) => `${points} more for ${name}`,
  hasVoucher: (name) => `Enough for ${name}. Please come to the desk`,
  calendar: 'Steps of each day (+ are points)',
  legend: 'Each upright line earns more. Hatched days still go on.',
  pointsMark: (points) => `+${points}`,
  praise: {
    steady: (walked, run) =>
      `You walked on ${n(walked)} days${run >= 5 ? `, ${n(run)} of them in a row` : ''}. That is splendid.`,
    often: (walked, run) =>
      `You walked on ${n(walked)} ${walked === 1 ? 'day' : 'days'}${run >= 3 ? `, ${n(run)} of them in a row` : ''}. Keep it up.`,
    begun: (walked) => `You walked on ${n(walked)} ${walked === 1 ? 'day' : 'days'}. Little by little it becomes more.`,
    waiting: () => 'Nothing of this month has arrived yet. Please bring the pedometer to the centre.',
  },
  bring: (date) => `Please bring the pedometer to the centre by ${date}: then its oldest days begin to be lost.`,
  bringSoon: 'Please bring the pedometer to the centre soon: its oldest days are being lost.',
  code: 'The desk reads the code on the right',
  written: (date) => `written on ${date}`,
};
