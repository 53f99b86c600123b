/** CsvProblem: what is wrong with a steps file, at which line, in a word for programs and a sentence for people. */

export const csvProblemWords = [
  'too-large',
  'not-utf-8',
  'nul-byte',
  'bad-header',
  'no-rows',
  'broken-quotes',
  'wrong-columns',
  'long-cell',
  'formula',
  'excel-artefact',
  'bad-participant',
  'bad-number',
  'not-whole',
  'too-many-steps',
  'bad-date',
  'no-such-date',
  'no-am-pm',
  'mixed-dates',
  'no-such-time',
  'outside-period',
  'conflicting-row',
  'off-grid',
  'not-buckets',
] as const;
export type CsvProblemWord = (typeof csvProblemWords)[number];

export interface CsvProblem {
  /** Counted from 1, the header being line 1 as an editor shows it. */
  readonly line: number;
  readonly problem: CsvProblemWord;
  readonly sentence: string;
}

const shownCharsMax = 40;

/** What would move a terminal or turn its text around. */
const unshown = /[\p{Cc}\p{Cf}]/gu;

/** The cell as a sentence may quote it: a file's text is never repeated at length. */
export const quoted = (cell: string): string => {
  const shown = cell.length > shownCharsMax ? `${cell.slice(0, shownCharsMax)}…` : cell;
  return `"${shown.replaceAll(unshown, '\ufffd')}"`;
};
