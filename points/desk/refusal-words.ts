/** Refusal words: why a claim, a stamp or a transfer is not recorded, and what to do next, for a clerk to read out. Pure. */
import type { refusalCodes, Refusal } from '../../contract/desk-terms.ts';
import type { Words } from '../words.ts';

export type RefusalCode = (typeof refusalCodes)[number];

interface Said {
  readonly sentence: Words;
  readonly hint?: Words;
}

const said: Readonly<Record<RefusalCode, Said>> = {
  'already-claimed': {
    sentence: {
      ja: 'この取組のポイントは、もう受け取っています。',
      en: 'The points for this have been claimed already.',
    },
    hint: {
      ja: '参加者のページの記録で、いつ受け取ったかを見られます。',
      en: 'The entries on the participant’s page say when.',
    },
  },
  'once-only': {
    sentence: {
      ja: 'この取組でポイントがつくのは1回だけで、もう受け取っています。',
      en: 'This earns points only once, and they have been claimed.',
    },
  },
  'daily-limit': { sentence: { ja: 'その日の上限に達しています。', en: 'The limit of that day is reached.' } },
  'monthly-limit': { sentence: { ja: 'その月の上限に達しています。', en: 'The limit of that month is reached.' } },
  'period-limit': { sentence: { ja: 'その期間の上限に達しています。', en: 'The limit of that period is reached.' } },
  'too-young': {
    sentence: {
      ja: 'その日は、対象の年齢になっていません。',
      en: 'On that date the participant was too young for this programme.',
    },
    hint: { ja: '生年月日と、した日をたしかめてください。', en: 'Check the date of birth and the date it was done.' },
  },
  'too-old': {
    sentence: {
      ja: 'その日は、対象の年齢をこえています。',
      en: 'On that date the participant was too old for this programme.',
    },
    hint: { ja: '生年月日と、した日をたしかめてください。', en: 'Check the date of birth and the date it was done.' },
  },
  'paper-closed': {
    sentence: {
      ja: '歩数計を使いはじめた日からは、紙のカードに新しいポイントはつきません。',
      en: 'From the day the pedometer is used no new points go on the paper card.',
    },
    hint: { ja: '歩数計の口座に入力してください。', en: 'Enter it for the pedometer’s account.' },
  },
  'account-not-held': {
    sentence: {
      ja: 'その日は、歩数計を借りていませんでした。',
      en: 'The participant had no pedometer on that date.',
    },
    hint: { ja: '紙のカードのポイントとして入力してください。', en: 'Enter it for the paper card.' },
  },
  'account-not-open': {
    sentence: { ja: 'この取組は、このポイントの対象ではありません。', en: 'This activity is not for this account.' },
  },
  'channel-closed': {
    sentence: {
      ja: '紙のポイントは移し終わっています。紙のカードに新しいポイントはつきません。',
      en: 'The paper points have been moved: no new points go on the paper card.',
    },
  },
  'code-forged': {
    sentence: { ja: 'このコードは、正しいものではありません。', en: 'This code is not genuine.' },
    hint: { ja: '会場の係の人に、新しいコードをもらってください。', en: 'Ask the organisers for a new one.' },
  },
  'code-expired': {
    sentence: { ja: 'このコードの期限は過ぎています。', en: 'This code has expired.' },
    hint: { ja: '使える日は、コードの紙に書いてあります。', en: 'The sheet says on which days it is valid.' },
  },
  'code-not-yet': {
    sentence: { ja: 'このコードは、まだ使えません。', en: 'This code is not valid yet.' },
    hint: { ja: '使える日は、コードの紙に書いてあります。', en: 'The sheet says on which days it is valid.' },
  },
  'code-used': { sentence: { ja: 'このコードは、もう使われています。', en: 'This code has been used already.' } },
  'code-revoked': { sentence: { ja: 'このコードは、取り消されています。', en: 'This code was withdrawn.' } },
  'code-other-activity': {
    sentence: {
      ja: 'このコードは、別の取組か別の日のものです。',
      en: 'This code is for another activity or another date.',
    },
  },
  'code-missing': {
    sentence: { ja: 'コードが入っていません。', en: 'The code is missing.' },
    hint: {
      ja: 'QRコードを読みとるか、下の番号を入れてください。',
      en: 'Scan the QR code or type the short code below it.',
    },
  },
  'unknown-code': {
    sentence: { ja: 'このコードは見つかりません。', en: 'This code is not known.' },
    hint: { ja: '番号をもう一度 たしかめてください。', en: 'Check the characters again.' },
  },
  'unknown-group': { sentence: { ja: 'その団体は登録されていません。', en: 'There is no such registered group.' } },
  'unknown-participant': {
    sentence: { ja: 'その番号の参加者はいません。', en: 'There is no participant with this number.' },
    hint: { ja: 'カードか歩数計の番号をたしかめてください。', en: 'Check the number on the card or the pedometer.' },
  },
  'unknown-claim': {
    sentence: { ja: 'その記録は見つかりません。', en: 'There is no such claim.' },
    hint: {
      ja: '参加者のページを開きなおして、えらびなおしてください。',
      en: 'Open the participant’s page again and choose it there.',
    },
  },
  'group-closed': {
    sentence: { ja: 'その日は、団体の登録が終わっています。', en: 'The group was closed on that date.' },
  },
  'group-not-open': {
    sentence: { ja: 'その日は、団体がまだ登録されていません。', en: 'The group was not registered yet on that date.' },
  },
  'group-other-activity': {
    sentence: { ja: 'その団体の活動とはちがう取組です。', en: 'The group is registered for another activity.' },
  },
  'group-missing': { sentence: { ja: '登録団体を選んでください。', en: 'Choose the registered group.' } },
  'place-missing': { sentence: { ja: '場所を入れてください。', en: 'The place is missing.' } },
  'too-late': { sentence: { ja: '申し込みの期限を過ぎています。', en: 'It is too late to claim this.' } },
  'in-future': {
    sentence: { ja: 'まだ来ていない日です。', en: 'That date is still to come.' },
    hint: { ja: '日付をたしかめてください。', en: 'Check the date.' },
  },
  'not-on-menu': { sentence: { ja: 'その日の取組メニューにありません。', en: 'It was not on that date’s menu.' } },
  'before-enrolment': { sentence: { ja: '参加する前の日です。', en: 'That date is before the participant joined.' } },
  'not-enrolled': { sentence: { ja: '参加の登録がありません。', en: 'The participant is not enrolled.' } },
  'evidence-not-accepted': {
    sentence: { ja: 'この確認のしかたでは受け付けられません。', en: 'This kind of evidence is not accepted for it.' },
  },
  'goal-missing': { sentence: { ja: '目標の歩数を入れてください。', en: 'The goal of steps a day is missing.' } },
  'goal-too-low': {
    sentence: {
      ja: '目標の歩数が、決められた歩数より少ないです。',
      en: 'The goal is below what the programme asks for.',
    },
  },
  'goal-too-high': { sentence: { ja: '目標の歩数が多すぎます。', en: 'The goal is too high to be meant.' } },
  'from-missing': { sentence: { ja: 'いつから続けたかを入れてください。', en: 'Say since when it was kept.' } },
  'not-kept-long-enough': { sentence: { ja: '続けた期間がたりません。', en: 'It was not kept long enough.' } },
  'already-void': { sentence: { ja: 'もう取り消されています。', en: 'It has been voided already.' } },
  'nothing-to-move': { sentence: { ja: '移すポイントがありません。', en: 'There are no points to move.' } },
  'too-many-points': {
    sentence: { ja: '持っているポイントより多いです。', en: 'That is more than the balance.' },
    hint: { ja: '残高をたしかめて、入れなおしてください。', en: 'Look at the balance and enter it again.' },
  },
  'no-transfer': {
    sentence: { ja: 'この事業では、紙のポイントを移せません。', en: 'Paper points cannot be moved in this programme.' },
  },
};

export const refusalOf = (code: RefusalCode, sentence?: Words): Refusal => {
  const { hint, sentence: usual } = said[code];
  return { code, sentence: sentence ?? usual, ...(hint === undefined ? {} : { hint }) };
};
