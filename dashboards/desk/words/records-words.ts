/** Records words: handing data on under pseudonyms: what, in which form, for whom and why, and what was handed on before. */
import type { RecordFormat, RecordKind } from '../../../contract/records-terms.ts';
import { frameJa } from './frame-words.ts';

const n = frameJa.figure;

export const recordsJa = {
  title: (total: number) =>
    total === 0 ? 'データは まだ だれにも渡していません' : `データを これまでに ${n(total)}回 渡しました`,
  form: '渡すデータをえらぶ',
  safe: '番号・お名前・生まれた年は 入りません。人は仮名になり、相手がちがえば 仮名もちがいます。',
  what: '何を渡すか',
  kinds: { days: '日ごとの歩数', intervals: '時間ごとの歩数', points: 'ポイントの記帳' } satisfies Record<
    RecordKind,
    string
  >,
  format: 'どの形で渡すか',
  formatNotes: {
    csv: '表計算ソフトや統計ソフトで開ける表です。迷ったら これをえらびます。',
    fhir: '病院や健康記録のシステムが受けとる形です。',
    omh: '健康の研究で使われる形です。確定した日だけが入ります。',
    ieee1752: '健康の研究で使われる国際標準の形です。確定した日だけが入ります。',
    senml: 'センサーのデータを集めるシステムの形です。確定した日だけが入ります。',
  } satisfies Record<RecordFormat, string>,
  from: 'この日から',
  to: 'この日まで',
  everyCentre: 'すべての拠点',
  count: '件数を確かめる',
  counting: '数えています …',
  possible: (rows: number, isMore: boolean) => (isMore ? `${n(rows)}件より多く 渡します` : `${n(rows)}件 渡します`),
  nothing: 'この期間に 渡すものが ありません。期間か拠点を変えてください。',
  leftOut: (rows: number) => `ほかに ${n(rows)}件ありますが、まだ変わるかもしれないため、この形には入りません。`,
  refused: '渡せません',
  recipient: '渡す相手',
  newRecipient: 'はじめての相手',
  recipientName: '相手の名前',
  recipientHint: 'この名前ごとに 仮名が決まります。同じ相手には いつも同じ名前を使ってください。',
  bom: '古い表計算ソフトで開けるように、先頭に印をつける',
  confirm: '渡すことを記録する',
  orderedTitle: '記録しました。ファイルを受けとってください',
  orderedNote: 'ファイルは 1日のあいだ受けとれます。受けとったことと件数も 記録に残ります。',
  fetch: 'ファイルを受けとる',
  next: '別のデータを渡す',
  before: 'これまでに渡したもの',
  beforeEmpty: 'だれに何を渡したかが、ここに残ります。消すことはできません。',
  column: { when: '日時', who: '担当', recipient: '相手', what: '中身', sent: '受けとった件数' },
  period: (from: string, to: string) => `${from}から ${to}まで`,
  rows: (rows: number) => `${n(rows)}件`,
  brokenOff: (rows: number) => `${n(rows)}件で 途切れました`,
  notFetched: 'まだ受けとっていません',
  byCommand: 'コマンドで',
  whose: '仮名が だれのものか調べる',
  whoseNote: '調べたことは 記録に残ります。必要なときだけ 調べてください。',
  pseudonym: '仮名',
  pseudonymHint: '渡したファイルの、参加者か歩数計のところにある文字です。',
  look: '調べる',
  found: (id: string) => `${id} です`,
  api: 'プログラムから読むための説明',
};

export const recordsEn: typeof recordsJa = {
  title: (total) =>
    total === 0
      ? 'No data has been handed to anybody yet'
      : `Data has been handed on ${total === 1 ? 'once' : `${n(total)} times`}`,
  form: 'Choose what to hand on',
  safe: 'Numbers, names and years of birth stay here. People go by pseudonyms, which are others for every recipient.',
  what: 'What to hand on',
  kinds: { days: 'Steps by day', intervals: 'Steps by the hour', points: 'Entries of points' },
  format: 'In which form',
  formatNotes: {
    csv: 'A table for any spreadsheet or statistics program. Choose this if in doubt.',
    fhir: 'What hospitals and health records take in.',
    omh: 'A form used in health research. Holds settled days only.',
    ieee1752: 'An international standard used in health research. Holds settled days only.',
    senml: 'What systems that collect sensor data take in. Holds settled days only.',
  },
  from: 'First day',
  to: 'Last day',
  everyCentre: 'Every centre',
  count: 'Count them first',
  counting: 'Counting …',
  possible: (rows, isMore) => {
    const records = `${n(rows)} ${rows === 1 ? 'record' : 'records'}`;
    return isMore ? `More than ${records} will be handed on` : `${records} will be handed on`;
  },
  nothing: 'There is nothing to hand on in this period. Change the period or the centre.',
  leftOut: (rows) =>
    rows === 1
      ? 'One more is left out: it may still change, and this form cannot say so.'
      : `${n(rows)} more are left out: they may still change, and this form cannot say so.`,
  refused: 'This cannot be handed on',
  recipient: 'For whom',
  newRecipient: 'somebody new',
  recipientName: 'Name of the recipient',
  recipientHint: 'Pseudonyms follow from this name. Always use the same one for the same recipient.',
  bom: 'Put a mark in front, so that older spreadsheets can open it',
  confirm: 'Record that it is handed on',
  orderedTitle: 'Recorded. Please fetch the file',
  orderedNote: 'The file can be fetched for a day. That it was fetched, and how many records it had, is kept too.',
  fetch: 'Fetch the file',
  next: 'Hand on something else',
  before: 'Handed on before',
  beforeEmpty: 'What was handed to whom is kept here. It cannot be deleted.',
  column: { when: 'When', who: 'Clerk', recipient: 'Recipient', what: 'What', sent: 'Records fetched' },
  period: (from, to) => `${from} to ${to}`,
  rows: (rows) => `${n(rows)} ${rows === 1 ? 'record' : 'records'}`,
  brokenOff: (rows) => `broke off after ${n(rows)}`,
  notFetched: 'not fetched yet',
  byCommand: 'by command',
  whose: 'Find whose a pseudonym is',
  whoseNote: 'That somebody looked is kept. Please look only where there is need.',
  pseudonym: 'Pseudonym',
  pseudonymHint: 'From a file that was handed on; it begins with px or dx.',
  look: 'Look it up',
  found: (id) => `It is ${id}`,
  api: 'Read it by program (description of the API)',
};
