/** Register words: groups and who came, codes and their sheets, and the rules in words. */
import type { CodeKind } from '../../../contract/desk-kinds.ts';
import type { MadeCode } from '../../../contract/desk-code.ts';
import { frameJa } from './frame-words.ts';

const n = frameJa.figure;

export const groupsJa = {
  title: (open: number) => (open === 0 ? '登録された団体は まだありません' : `${n(open)}団体が活動しています`),
  empty: '団体を登録すると、集まりに来た人のポイントを まとめて入れられます。',
  column: { name: '団体', pursuit: 'すること', activity: '活動', contact: '連絡先', since: '登録' },
  closed: (date: string) => `${date}に終わり`,
  attend: '来た人を入れる',
  open: '新しい団体を登録する',
  name: '団体の名前',
  pursuit: 'すること（ラジオ体操など）',
  activity: 'きまりの活動',
  contact: '連絡先の窓口',
  contactHint: '個人の電話番号は入れないでください。',
  openedOn: '登録の日',
  save: '登録する',
  saved: (name: string) => `${name}を登録しました`,
  close: '終わりにする',
  closeTitle: (name: string) => `${name}を終わりにします`,
  closedOn: '終わりの日',
  closeConfirm: '終わりを記録する',
  noActivity: 'この事業のきまりには 団体の活動がありません。',
};

export const groupsEn: typeof groupsJa = {
  title: (open) =>
    open === 0 ? 'No groups have been registered yet' : `${n(open)} ${open === 1 ? 'group is' : 'groups are'} active`,
  empty: 'Once a group is registered, the points of those who came can be entered together.',
  column: { name: 'Group', pursuit: 'What it does', activity: 'Activity', contact: 'Contact', since: 'Registered' },
  closed: (date) => `closed on ${date}`,
  attend: 'Enter who came',
  open: 'Register a new group',
  name: 'Name of the group',
  pursuit: 'What it does (radio exercise, …)',
  activity: 'Activity of the rules',
  contact: 'Office to contact',
  contactHint: 'No private phone numbers, please.',
  openedOn: 'Registered on',
  save: 'Register',
  saved: (name) => `${name} has been registered`,
  close: 'Close',
  closeTitle: (name) => `${name} will be closed`,
  closedOn: 'Last day',
  closeConfirm: 'Record the closing',
  noActivity: 'The rules of this programme have no group activity.',
};

export const attendanceJa = {
  title: (count: number) => (count === 0 ? '来た人の番号を 入れてください' : `${n(count)}人の番号を入れました`),
  recordedTitle: (count: number, refused: number) =>
    refused === 0 ? `${n(count)}人を記録しました` : `${n(count)}人を記録しました ・ ${n(refused)}人は記録していません`,
  number: '番号',
  numberHint: '番号を打って改行キーを押します。読み取り機でも続けて入れられます。',
  add: '足す',
  already: (number: string) => `${number}は もう入れてあります`,
  added: (number: string, count: number) => `${number}を足しました。${n(count)}人です`,
  drop: (number: string) => `${number}を消す`,
  list: '来た人',
  listEmpty: 'まだ だれも入れていません。',
  preview: 'ポイントを確かめる',
  confirm: (count: number) => `${n(count)}人を記録する`,
  another: '別の集まりを入れる',
};

export const attendanceEn: typeof attendanceJa = {
  title: (count) =>
    count === 0
      ? 'Please enter the numbers of those who came'
      : `${n(count)} ${count === 1 ? 'number' : 'numbers'} entered`,
  recordedTitle: (count, refused) =>
    refused === 0 ? `${n(count)} recorded` : `${n(count)} recorded · ${n(refused)} not recorded`,
  number: 'Number',
  numberHint: 'Type a number and press Enter. A scanner can enter one after another.',
  add: 'Add',
  already: (number) => `${number} is on the list already`,
  added: (number, count) => `${number} added, ${n(count)} in all`,
  drop: (number) => `Remove ${number}`,
  list: 'Those who came',
  listEmpty: 'Nobody entered yet.',
  preview: 'See the points',
  confirm: (count) => `Record ${n(count)}`,
  another: 'Enter another meeting',
};

export const codesJa = {
  title: (valid: number) => (valid === 0 ? '使えるコードは ありません' : `コードが ${n(valid)}件 使えます`),
  empty: '会場に貼るコードや、ひとりに1枚わたすコードを ここで作って印刷できます。',
  column: { activity: '活動', kind: '種類', place: '場所', dates: '使える日', used: '使った数', state: '状態' },
  kind: { venue: '会場に貼るコード', once: '1枚で1回のコード' } satisfies Record<CodeKind, string>,
  kindHint: {
    venue: '会場で 来た人みんなが使います。A4の1枚です。',
    once: 'ひとりに1枚わたします。一度使うと、もう使えません。',
  } satisfies Record<CodeKind, string>,
  state: { 'not-yet': 'これから', valid: '使えます', expired: '終わりました', revoked: '止めました' } satisfies Record<
    MadeCode['state'],
    string
  >,
  make: 'コードを作る',
  kindLabel: 'コードの種類',
  activity: '活動',
  place: '場所',
  from: '使える最初の日',
  to: '使える最後の日',
  count: '枚数',
  save: '作る',
  sheet: '印刷の画面を開く',
  span: (from: string, to: string) => (from === to ? from : `${from}から ${to}まで`),
  used: (used: number, count: number, kind: CodeKind) =>
    kind === 'venue' ? `${n(used)}回` : `${n(count)}枚中 ${n(used)}枚`,
  sheetTitle: (activity: string, state: string) => `${activity}のコード ・ ${state}`,
  printSheet: 'この紙を印刷する（A4）',
  scan: 'このコードは 窓口や会場の係が読み取ります',
  scanOnce: '窓口で見せてください。1回だけ使えます。',
  typed: '読めないときの文字',
  slipUsed: '使用ずみ',
  revoke: '止める',
  revokeTitle: 'このコードを止めます。すでについたポイントは そのままです。',
  revokeConfirm: '止めると記録する',
  revoked: (actor: string, reason: string) => `止めました（担当 ${actor}、${reason}）`,
  noActivity: 'この事業のきまりには コードを使う活動がありません。',
};

export const codesEn: typeof codesJa = {
  title: (valid) =>
    valid === 0 ? 'No code is valid now' : `${n(valid)} ${valid === 1 ? 'code is' : 'codes are'} valid now`,
  empty: 'Codes to hang up at a venue, or to hand out one to a person, are made and printed here.',
  column: { activity: 'Activity', kind: 'Kind', place: 'Place', dates: 'Valid on', used: 'Used', state: 'State' },
  kind: { venue: 'Code for a venue', once: 'One-time codes' },
  kindHint: {
    venue: 'Everybody who comes to the venue uses it. One A4 sheet.',
    once: 'One for each person. Once used, it cannot be used again.',
  },
  state: { 'not-yet': 'not yet', valid: 'valid', expired: 'over', revoked: 'stopped' },
  make: 'Make codes',
  kindLabel: 'Kind of code',
  activity: 'Activity',
  place: 'Place',
  from: 'First day',
  to: 'Last day',
  count: 'How many',
  save: 'Make',
  sheet: 'Open to print',
  span: (from, to) => (from === to ? from : `${from} to ${to}`),
  used: (used, count, kind) =>
    kind === 'venue' ? `${n(used)} ${used === 1 ? 'time' : 'times'}` : `${n(used)} of ${n(count)}`,
  sheetTitle: (activity, state) => `Code for ${activity} · ${state}`,
  printSheet: 'Print this sheet (A4)',
  scan: 'Staff at the counter or venue will read this code',
  scanOnce: 'Show this at the counter. Good for one time.',
  typed: 'If it cannot be read, type',
  slipUsed: 'used',
  revoke: 'Stop',
  revokeTitle: 'This code will be stopped. Points already given stay.',
  revokeConfirm: 'Record the stop',
  revoked: (actor, reason) => `stopped (clerk ${actor}, ${reason})`,
  noActivity: 'The rules of this programme have no activity with codes.',
};

export const rulesJa = {
  title: (version: number, date: string) => `いまのきまりは 第${n(version)}版（${date}から）です`,
  titleNone: 'いま使うきまりは ありません',
  version: (version: number, date: string) => `第${n(version)}版 ・ ${date}から`,
  state: { past: 'これまで', 'in-force': 'いま', future: 'これから' },
  note: '歩いた日の版で数えます。新しい版が 前の日のポイントを だまって変えることはありません。',
  limits: '活動の一覧',
};

export const rulesEn: typeof rulesJa = {
  title: (version, date) => `Version ${n(version)} of the rules is in force, from ${date}`,
  titleNone: 'No rules are in force now',
  version: (version, date) => `Version ${n(version)} · from ${date}`,
  state: { past: 'before', 'in-force': 'now', future: 'to come' },
  note: 'The version in force on the day walked counts. A new version never silently changes the points of earlier days.',
  limits: 'Activities',
};
