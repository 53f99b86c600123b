/** Person words: finding a participant, their page with its calendar and entries, and their statement. */
import type { DeskDayState, DeskEntryKind } from '../../../contract/desk-kinds.ts';
import { frameEn, frameJa } from './frame-words.ts';

export const findJa = {
  title: (held: number | null) =>
    held === null || held === 0 ? '番号を入れてください' : `番号を入れてください ・ ${held}日分が 確かめを待っています`,
  label: '参加者の番号か 歩数計の番号',
  hint: '読み取り機でも入れられます。番号の一部でもさがせます。',
  submit: 'さがす',
  recent: 'さきほど見た人',
  recentEmpty: '見た人の番号が ここにならびます。',
  forget: '一覧を消す',
  found: (count: number, hasMore: boolean) =>
    hasMore ? `${count}人より多くいます。番号をもう少し入れてください` : `${count}人 見つかりました`,
  nobody: (query: string) => `「${query}」の人は 見つかりません`,
  nobodyNext: '番号は 歩数計の裏か、カードにあります。',
  nobodyEnrolled: '参加者は まだ登録されていません。登録がすむと、ここでさがせます。',
  column: { id: '参加者', label: '歩数計', name: 'お名前', centre: '拠点', age: '年齢', balance: '残高' },
};

export const findEn: typeof findJa = {
  title: (held) =>
    held === null || held === 0
      ? 'Please enter a number'
      : `Please enter a number · ${held} ${held === 1 ? 'day waits' : 'days wait'} to be checked`,
  label: 'Number of the participant or of the pedometer',
  hint: 'A scanner can type it. Part of a number will do.',
  submit: 'Find',
  recent: 'Looked up just now',
  recentEmpty: 'The numbers you look up are listed here.',
  forget: 'Clear the list',
  found: (count, hasMore) =>
    hasMore ? `More than ${count} people match. Please enter more of the number` : `${frameEn.people(count)} found`,
  nobody: (query) => `Nobody matches “${query}”`,
  nobodyNext: 'The number is on the back of the pedometer, or on the card.',
  nobodyEnrolled: 'No participants have been registered yet. Once they are, they are found here.',
  column: { id: 'Participant', label: 'Pedometer', name: 'Name', centre: 'Centre', age: 'Age', balance: 'Balance' },
};

export const personJa = {
  title: (who: string, balance: string) => `${who}さんの残高は ${balance}です`,
  heldDays: (count: number) => `${count}日分が 確かめを待っています`,
  facts: { number: '番号', name: 'お名前', age: '年齢', centre: '拠点', pedometer: '歩数計', since: '参加した日' },
  balance: '残高',
  thisMonth: (month: string) => `${month}の分`,
  closed: '締めた口座',
  expiring: (amount: string, date: string) => `${amount}は ${date}で なくなります`,
  doing: 'この人にすること',
  enterActivity: '活動を入れる',
  stamps: '紙のスタンプを入れる',
  transfer: '紙のポイントを移す',
  statement: '明細を見る',
  calendar: (month: string, walked: number, steps: string) =>
    walked === 0 ? `${month}に届いた歩数は まだありません` : `${month}は ${walked}日分が届き、1日平均 ${steps}です`,
  before: '前の月',
  after: '次の月',
  weekdays: ['日', '月', '火', '水', '木', '金', '土'],
  holiday: '祝',
  state: {
    none: '未着',
    open: '途中',
    final: '確定',
    corrected: '訂正',
    held: '保留',
    doubt: '確認待ち',
    void: '取り消し',
  } satisfies Record<DeskDayState, string>,
  legend: {
    none: 'まだ届いていない日',
    open: '途中の日（これから増えます）',
    final: '確定した日',
    corrected: 'あとから直した日',
    held: '保留の日（時計や取りこみが食いちがっています）',
    doubt: '人が確かめるのを待つ日',
    void: 'ポイントを取り消した日',
  } satisfies Record<DeskDayState, string>,
  entries: (count: number, month: string) =>
    count === 0 ? `${month}の記帳は まだありません` : `${month}の記帳は ${count}件です`,
  entriesEmpty: '歩数が届いたり、活動を入れたりすると、ここに出ます。',
  kind: {
    credit: '加算',
    correction: '訂正',
    void: '取り消し',
    transfer: '移動',
    expiry: '失効',
    exchange: '交換',
  } satisfies Record<DeskEntryKind, string>,
  column: { date: '日付', what: '内容', points: 'ポイント', sum: '計', written: '記帳', balance: '残高' },
  reverses: (id: number) => `${id}番の記帳を直したもの`,
  by: (actor: string) => `担当 ${actor}`,
  reasonOf: (reason: string) => `理由: ${reason}`,
  referenceOf: (reference: string) => `書類 ${reference}`,
  voidClaim: '取り消す',
  voidTitle: 'この活動を取り消します',
  voidConfirm: '取り消しを記録する',
  mistake: '入力まちがい',
  voided: '取り消しました',
};

export const personEn: typeof personJa = {
  title: (who, balance) => `The balance of ${who} is ${balance}`,
  heldDays: (count) => `${count} ${count === 1 ? 'day waits' : 'days wait'} to be checked`,
  facts: { number: 'Number', name: 'Name', age: 'Age', centre: 'Centre', pedometer: 'Pedometer', since: 'Since' },
  balance: 'Balance',
  thisMonth: (month) => `of ${month}`,
  closed: 'Closed account',
  expiring: (amount, date) => `${amount} will expire on ${date}`,
  doing: 'What to do for this person',
  enterActivity: 'Enter an activity',
  stamps: 'Key in paper stamps',
  transfer: 'Move paper points',
  statement: 'See the statement',
  calendar: (month, walked, steps) =>
    walked === 0
      ? `No steps of ${month} have arrived yet`
      : `${walked} ${walked === 1 ? 'day' : 'days'} of ${month} arrived, ${steps} a day on average`,
  before: 'Month before',
  after: 'Next month',
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  holiday: 'hol.',
  state: {
    none: 'not in',
    open: 'open',
    final: 'final',
    corrected: 'put right',
    held: 'on hold',
    doubt: 'to check',
    void: 'void',
  },
  legend: {
    none: 'day not in yet',
    open: 'open day (will still grow)',
    final: 'final day',
    corrected: 'day put right later',
    held: 'day on hold (clocks or imports contradict one another)',
    doubt: 'day that waits for a person to check',
    void: 'day whose points were taken back',
  },
  entries: (count, month) =>
    count === 0 ? `No entries for ${month} yet` : `${count} ${count === 1 ? 'entry' : 'entries'} for ${month}`,
  entriesEmpty: 'They show here once steps arrive or activities are entered.',
  kind: {
    credit: 'credit',
    correction: 'correction',
    void: 'void',
    transfer: 'transfer',
    expiry: 'expiry',
    exchange: 'exchange',
  },
  column: { date: 'Date', what: 'What', points: 'Points', sum: 'Sum', written: 'Written', balance: 'Balance' },
  reverses: (id) => `puts entry ${id} right`,
  by: (actor) => `clerk ${actor}`,
  reasonOf: (reason) => `reason: ${reason}`,
  referenceOf: (reference) => `document ${reference}`,
  voidClaim: 'Take back',
  voidTitle: 'This activity will be taken back',
  voidConfirm: 'Record it',
  mistake: 'entered by mistake',
  voided: 'Taken back',
};

export const statementJa = {
  title: (span: string, closing: string) => `${span}の明細 ・ 残高 ${closing}`,
  heading: 'ポイント明細書',
  kinds: 'どの期間の明細か',
  month: '月',
  year: '年度',
  yearName: (year: string) => `${year}年度（4月〜3月）`,
  span: (from: string, to: string) => `${from}から ${to}まで`,
  writtenOn: (date: string) => `作成日 ${date}`,
  opening: '前からの残高',
  closing: 'この期間の終わりの残高',
  empty: 'この期間の記帳はありません。',
  expiring: 'まもなく なくなるポイント',
  byWriting: '記帳した日の順です。',
  total: (count: number) => `${frameJa.figure(count)}件`,
};

export const statementEn: typeof statementJa = {
  title: (span, closing) => `Statement of ${span} · balance ${closing}`,
  heading: 'Statement of points',
  kinds: 'Which time the statement is for',
  month: 'Month',
  year: 'Fiscal year',
  yearName: (year) => `fiscal ${year} (April to March)`,
  span: (from, to) => `${from} to ${to}`,
  writtenOn: (date) => `made on ${date}`,
  opening: 'Balance before',
  closing: 'Balance at the end of this time',
  empty: 'No entries in this time.',
  expiring: 'Points that will expire soon',
  byWriting: 'In the order in which they were written.',
  total: (count) => `${frameEn.figure(count)} ${count === 1 ? 'entry' : 'entries'}`,
};
