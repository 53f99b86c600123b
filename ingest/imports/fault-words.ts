/** Fault words: what is wrong with a line of a file, said so that whoever made the file can mend it. Pure. */
import type { Said } from '../../contract/desk-terms.ts';

const said = (ja: string, en: string): Said => ({ ja, en });
const shownCharactersMax = 40;
/** What would move a terminal or turn its text around. */
const unshown = /[\p{Cc}\p{Cf}]/gu;

/** A file's text is never repeated at length. */
export const quoted = (cell: string): string => {
  const shown = cell.length > shownCharactersMax ? `${cell.slice(0, shownCharactersMax)}…` : cell;
  return `「${shown.replaceAll(unshown, '\ufffd')}」`;
};

export const fileWords = {
  'utf-16': said(
    'UTF-16のファイルです。「CSV UTF-8」で保存しなおしてください',
    'a file in UTF-16; save it as CSV UTF-8',
  ),
  'nul-byte': said(
    'NULが入っています。文字の表ではないか、UTF-16です。「CSV UTF-8」で保存しなおしてください',
    'holds a NUL byte: no text, or UTF-16; save it as CSV UTF-8',
  ),
  'not-decoded': said(
    'この行から先が、選ばれた文字コードでは読めません。UTF-8かShift_JISかをたしかめてください',
    'from here on it is not in the encoding that was chosen; is it UTF-8 or Shift_JIS?',
  ),
  'long-row': said(
    '1行が長すぎます。改行のないファイルか、別のものが入っています',
    'a row that is far too long: no line breaks, or something else has got in',
  ),
  'open-quotes': said('引用符(")が閉じていません', 'a quotation mark is never closed'),
  'empty-file': said('ファイルが空です', 'the file is empty'),
  'no-rows': said('見出しの下に行がありません', 'nothing stands below the header'),
  semicolons: said(
    'コンマ(,)ではなくセミコロン(;)で区切られています。コンマ区切りで保存しなおしてください',
    'separated by semicolons (;), not commas; save it with commas',
  ),
  tabs: said(
    'コンマ(,)ではなくタブで区切られています。コンマ区切りで保存しなおしてください',
    'separated by tabs, not commas; save it with commas',
  ),
} as const;

const headers =
  'participant,start,steps / participant,date,steps / participant,date,steps,state / Id,ActivityHour,StepTotal / Id,ActivityMinute,Steps / Id,ActivityDay,StepTotal';

export const headerWords = (cells: readonly string[]): Said =>
  said(
    `1行目 ${quoted(cells.join(','))} は、ここで読める見出しのどれでもありません (${headers})`,
    `the first line ${quoted(cells.join(','))} is none of the headers read here (${headers})`,
  );
export const otherKindWords = (kind: 'bucket' | 'daily'): Said =>
  kind === 'daily'
    ? said('1日の合計の表です。「1日の合計」を選んでください', 'these are totals of days; choose "totals of days"')
    : said(
        '時間ごとの歩数の表です。「時間ごとの歩数」を選んでください',
        'these are steps by the hour or minute; choose that',
      );

export const rowWords = {
  quotes: said('引用符(")の使い方が正しくありません', 'a quotation mark is not closed, or not doubled'),
  cells: (expected: number, found: number): Said =>
    said(`${expected}列のはずが、${found}列あります`, `expected ${expected} cells, found ${found}`),
  formula: (cell: string): Said =>
    said(`${quoted(cell)} は数式のように始まっています`, `${quoted(cell)} begins like a formula`),
  spreadsheetError: (cell: string): Said =>
    said(`${quoted(cell)} は表計算ソフトのエラーです`, `${quoted(cell)} is an error of a spreadsheet`),
  exponent: (cell: string): Said =>
    said(
      `${quoted(cell)} は表計算ソフトで桁が失われています。もとのファイルを使ってください`,
      `${quoted(cell)} has lost digits in a spreadsheet; use the original file`,
    ),
  serial: (cell: string): Said =>
    said(
      `${quoted(cell)} は表計算ソフトの日付番号です。日付として書き出してください`,
      `${quoted(cell)} is a day number of a spreadsheet; write it as a date`,
    ),
  badParticipant: (cell: string): Said =>
    said(`${quoted(cell)} は参加者の番号ではありません`, `${quoted(cell)} is no participant number`),
  unknownParticipant: (cell: string): Said =>
    said(`${quoted(cell)} という参加者は登録されていません`, `there is no participant ${quoted(cell)}`),
  lostZeros: (cell: string, other: string): Said =>
    said(
      `${quoted(cell)} は、先頭の0が失われた ${quoted(other)} かもしれません。もとのファイルを使ってください`,
      `${quoted(cell)} may be ${quoted(other)} without its leading zeros; use the original file`,
    ),
  badSteps: (cell: string): Said =>
    said(`${quoted(cell)} は歩数ではありません`, `${quoted(cell)} is no number of steps`),
  negative: (cell: string): Said =>
    said(`歩数が ${quoted(cell)} です。0より小さい歩数はありません`, `${quoted(cell)} steps: below zero`),
  notWhole: (cell: string): Said =>
    said(`${quoted(cell)} は整数ではありません`, `${quoted(cell)} is no whole number of steps`),
  tooMany: (steps: number, max: number): Said =>
    said(`${steps}歩は、1日の上限 ${max}歩をこえています`, `${steps} steps are above the ${max} believed of one day`),
  notOver: (cell: string): Said =>
    said(`${quoted(cell)} はまだ終わっていない日です`, `${quoted(cell)} is a day that is not over yet`),
  outside: (cell: string, from: string, to: string): Said =>
    said(
      `${quoted(cell)} は ${from} から ${to} までの外です (月と日が入れかわっていませんか)`,
      `${quoted(cell)} lies outside ${from} … ${to} (day and month exchanged?)`,
    ),
  badDate: (cell: string, example: string): Said =>
    said(
      `${quoted(cell)} は ${example} のような書き方ではありません`,
      `${quoted(cell)} is not written like ${example}`,
    ),
  yearMonthDay: (cell: string, example: string): Said =>
    said(
      `${quoted(cell)} は、表計算ソフトで書式を yyyy-mm-dd にして、${example} のように書き出してください`,
      `${quoted(cell)}: in the spreadsheet set the cells' format to yyyy-mm-dd, so that it is written like ${example}`,
    ),
  noSuchDate: (cell: string): Said => said(`${quoted(cell)} という日時はありません`, `there is no ${quoted(cell)}`),
  noAmPm: (cell: string): Said =>
    said(`${quoted(cell)} は午前か午後か分かりません`, `${quoted(cell)} does not say whether it is AM or PM`),
  mixedDates: (cell: string, first: { readonly line: number; readonly cell: string }): Said =>
    said(
      `${quoted(cell)} と、${first.line}行目の ${quoted(first.cell)} は、日時の書き方がちがいます。1つのファイルでは1つの書き方にしてください`,
      `${quoted(cell)} here but ${quoted(first.cell)} in line ${first.line}: one file, one way to write a time`,
    ),
  oddTime: (cell: string, zone: string): Said =>
    said(
      `${quoted(cell)} は、時計が変わったため ${zone} では無かったか2回あった時刻です`,
      `${quoted(cell)} was skipped or came twice in ${zone}, as its clocks were changed`,
    ),
  unfinished: (cell: string): Said =>
    said(
      `状態が ${quoted(cell)} です。確定した日 (final, corrected) だけを取りこめます`,
      `state ${quoted(cell)}: only days that are over (final, corrected) are taken`,
    ),
  contradicts: (steps: number, other: number, line: number): Said =>
    said(
      `同じ人の同じ時について、この行は${steps}歩、${line}行目は${other}歩です`,
      `${steps} steps here but ${other} in line ${line} for the same person and time`,
    ),
  repeats: (line: number): Said =>
    said(`${line}行目と同じことを言っています。1回だけ数えます`, `says what line ${line} says; counted once`),
  notBuckets: said(
    '行と行の間が1分より短いか、1日です。時間ごとの歩数ではありません',
    'rows less than a minute or a whole day apart are no steps by the hour or minute',
  ),
  offGrid: (seconds: number): Said =>
    said(`この日の行が ${seconds}秒ごとに並んでいません`, `the rows of this day do not lie ${seconds} seconds apart`),
  pedometer: (participant: string, date: string): Said =>
    said(
      `${participant} の ${date} は歩数計を借りていた日です。歩数計の記録があるので、この行は数えません`,
      `${participant} had a pedometer on loan on ${date}: already known from the pedometer; will not count`,
    ),
} as const;
