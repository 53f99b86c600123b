/** Table words: tables that an office hands in and takes out: seen line by line first, then recorded all at once. */
import type { RegisterTable } from '../../../contract/register-import.ts';
import { frameJa } from './frame-words.ts';

const n = frameJa.figure;

export const tablesJa = {
  title: '表から まとめて取りこみます',
  seenTitle: (added: number, changed: number) =>
    added + changed === 0 ? 'この表に 新しいことは ありません' : `${n(added)}件を足し、${n(changed)}件を直す表です`,
  faultyTitle: (problems: number) => `${n(problems)}か所を直すと 取りこめます ・ まだ何も取りこんでいません`,
  doneTitle: (added: number, changed: number) => `${n(added)}件を足し、${n(changed)}件を直しました`,
  table: 'どの表か',
  tables: {
    centres: '拠点',
    participants: '参加者',
    pedometers: '歩数計',
    loans: '貸し出し',
  } satisfies Record<RegisterTable, string>,
  columns: '1行目に要る列',
  more: {
    centres: '記号は あとから変えられません。',
    participants: '生年月日の列があるときは、生まれた年の列は なくてもかまいません。よび名の列も使えます。',
    pedometers: '鍵は 納品のときの64文字です。',
    loans: '返した時刻が空の行は 貸し出し中になります。貸した時刻は表では直せません。',
  } satisfies Record<RegisterTable, string>,
  file: '表のファイル',
  fileHint: '表計算ソフトから書き出した、区切りのある文字のファイルです。日本語の古い文字の形でも読めます。',
  paste: 'ここに貼りつけてもよい',
  pasteHint: '1行目は列の名前です。',
  preview: '取りこむ前に確かめる',
  reading: '表を調べています …',
  empty: 'ファイルをえらぶか、表を貼りつけてください。',
  tooBig: 'ファイルが大きすぎます。いくつかに分けてください。',
  unchanged: (count: number) => `登録と同じ行は ${n(count)}件です。`,
  rows: 'この表で変わること',
  column: { line: '行', id: '番号', kind: 'すること', what: '中身', place: '列', problem: '直すこと' },
  kind: { added: '足す', changed: '直す' },
  moreRows: (count: number) => `ほかに ${n(count)}件あります。`,
  wholeFile: '全体',
  warnings: (count: number) => `気をつけること ${n(count)}件`,
  problemsTitle: '直すところ',
  problemsNote: '元の表を直して、もう一度えらんでください。正しい行も まだ取りこんでいません。',
  confirm: (count: number) => `${n(count)}件を まとめて記録する`,
  safe: '全部がまとめて記録されるか、何も記録されないかの どちらかです。',
  stale: '確かめたあとに 登録が変わりました',
  again: '別の表を取りこむ',
  exports: '表に書き出す',
  exportsNote:
    '表計算ソフトで開ける形です。歩数計の鍵は 入りません。お名前が入るものは 取りあつかいに気をつけてください。',
};

export const tablesEn: typeof tablesJa = {
  title: 'Import a table',
  seenTitle: (added, changed) =>
    added + changed === 0 ? 'This table has nothing new' : `This table adds ${n(added)} and changes ${n(changed)}`,
  faultyTitle: (problems) =>
    `${n(problems)} ${problems === 1 ? 'thing has' : 'things have'} to be mended · nothing has been imported yet`,
  doneTitle: (added, changed) => `${n(added)} added, ${n(changed)} changed`,
  table: 'Which table',
  tables: { centres: 'centres', participants: 'participants', pedometers: 'pedometers', loans: 'loans' },
  columns: 'Columns its first line must name',
  more: {
    centres: 'The id of a centre cannot be changed later.',
    participants: 'With a column of dates of birth the year may be left out. A column of nicknames is read as well.',
    pedometers: 'A key is the 64 letters that came with the delivery.',
    loans: 'A line without a time of return is a loan that runs. A table cannot change when a loan began.',
  },
  file: 'File',
  fileHint: 'Text with commas, as a spreadsheet exports it. Older Japanese encodings are read as well.',
  paste: 'Or paste it here',
  pasteHint: 'The first line names the columns.',
  preview: 'Look at it first',
  reading: 'Reading the table …',
  empty: 'Please choose a file, or paste a table.',
  tooBig: 'The file is too large. Please split it.',
  unchanged: (count) => `${n(count)} ${count === 1 ? 'line is' : 'lines are'} as registered already.`,
  rows: 'What this table would do',
  column: { line: 'Line', id: 'Number', kind: 'What', what: 'Contents', place: 'Column', problem: 'To be mended' },
  kind: { added: 'add', changed: 'change' },
  moreRows: (count) => `And ${n(count)} more.`,
  wholeFile: 'the file',
  warnings: (count) => `${n(count)} ${count === 1 ? 'thing' : 'things'} to mind`,
  problemsTitle: 'To be mended',
  problemsNote: 'Mend the table and choose it again. The lines that are right have not been imported either.',
  confirm: (count) => `Record all ${n(count)}`,
  safe: 'Either all of it is recorded, or nothing.',
  stale: 'The register has changed since this was looked at',
  again: 'Import another table',
  exports: 'Export tables',
  exportsNote: 'For any spreadsheet. Keys of pedometers are left out. Mind where files with names go.',
};
