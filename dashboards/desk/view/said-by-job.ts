/** Said by job: what a job wrote into its ledger, done or failed, in the reader's words. Pure. */
import type { saidJa } from '../words/job-said-words.ts';

type Said = typeof saidJa;

/** Undefined where these words are not known; then only what was written can be shown. */
export const saidByJob = (detail: string, said: Said): string | undefined => {
  for (const [pattern, words] of forms) {
    const found = pattern.exec(detail);
    if (found !== null) return words(said, (at) => found[at] ?? '');
  }
  return saidOfSeries(detail, said);
};

type Piece = (at: number) => string;

const forms: readonly (readonly [RegExp, (said: Said, piece: Piece) => string])[] = [
  [/^nothing yet$/, (said) => said.nothingYet],
  [/^(\d+) days$/, (said, piece) => said.days(Number(piece(1)))],
  [/^(\d+) people, (\d+) entries$/, (said, piece) => said.closing(Number(piece(1)), Number(piece(2)))],
  [/^(\S+\.csv), (\d+) bytes$/, (said, piece) => said.file(piece(1), piece(2))],
  [
    /^(ayumi-\S+), (\d+) bytes(?:, (\d+) older removed)?$/,
    (said, piece) => said.backup(piece(1), piece(2), Number(piece(3))),
  ],
  [/^(\d+) pedometers, (\d+) gateways$/, (said, piece) => said.silent(Number(piece(1)), Number(piece(2)))],
  [
    /^(\d+) daily files, (\d+) unfinished, (\d+) put aside by a restore(?:, (\d+) settled in quarantine)?$/,
    (said, piece) =>
      said.tidied({ files: [1, 2, 3].reduce((sum, at) => sum + Number(piece(at)), 0), settled: Number(piece(4)) }),
  ],
  [
    /^A backup needs (\d+) MB beside (.+), and (\d+) MB are free; the backups that are there stay$/,
    (said, piece) => said.noRoom(piece(1), piece(2), piece(3)),
  ],
  [/^Backups cannot be put into (.+?): /, (said, piece) => said.folderUnusable(piece(1))],
  [/^Cannot (?:use|make) the folder (.+?): /, (said, piece) => said.folderUnusable(piece(1))],
  [/^Another program works in (.+)$/, (said, piece) => said.folderInUse(piece(1))],
  [/^The backup in (.+) is not whole: /, (said, piece) => said.notWhole(piece(1))],
  [/^(.+?) does not answer: /, (said, piece) => said.seriesAway(piece(1))],
  [/^The operation was aborted due to timeout$/, (said) => said.tookTooLong],
  [/^This operation was aborted$/, (said) => said.stopped],
  [/database or disk is full|^ENOSPC|^EDQUOT/, (said) => said.diskFull],
];

const oneStore =
  /^(.+): (\d+) days(?: \[(\d+) recent, (\d+) late, (\d+) in turn\])?, (\d+) differ(?: \((\d+) of pedometers not registered here\))?, (\d+) on their way$/;
const mend = /\. Mend them with `series check --repair`$/;

/** Of each store one piece. */
const saidOfSeries = (detail: string, said: Said): string | undefined => {
  const told = detail
    .replace(mend, '')
    .split('; ')
    .map((piece) => oneStore.exec(piece));
  const stores = told.flatMap((found) => {
    if (found === null) return [];
    const [, store = '', days, recent, late, inTurn, differ, unknown = '0', behind] = found;
    const counts = { days: Number(days), differ: Number(differ), unknown: Number(unknown), behind: Number(behind) };
    const parts = recent === undefined ? null : { recent: Number(recent), late: Number(late), inTurn: Number(inTurn) };
    return [said.series({ store, ...counts, parts })];
  });
  if (stores.length < told.length) return undefined;
  return [...stores, ...(mend.test(detail) ? [said.mendBy('ayumi series check --repair')] : [])].join(' / ');
};
