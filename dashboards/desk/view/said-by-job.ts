/** Said by job: what a job wrote into its ledger, in the reader's words; what is not known stays as it was written. Pure. */
import type { jobsJa } from '../words/job-words.ts';

type Said = (typeof jobsJa)['said'];

export const saidByJob = (detail: string, said: Said): string => {
  if (detail === 'nothing yet') return said.nothingYet;
  for (const [pattern, words] of forms) {
    const found = pattern.exec(detail);
    if (found !== null) return words(said, (at) => found[at] ?? '');
  }
  return detail;
};

type Piece = (at: number) => string;

const forms: readonly (readonly [RegExp, (said: Said, piece: Piece) => string])[] = [
  [/^(\d+) days$/, (said, piece) => said.days(Number(piece(1)))],
  [/^(\d+) people, (\d+) entries$/, (said, piece) => said.closing(Number(piece(1)), Number(piece(2)))],
  [/^(\S+\.csv), (\d+) bytes$/, (said, piece) => said.file(piece(1), piece(2))],
  [
    /^(ayumi-\S+), (\d+) bytes(?:, (\d+) older removed)?$/,
    (said, piece) => said.backup(piece(1), piece(2), Number(piece(3))),
  ],
  [/^(\d+) pedometers, (\d+) gateways$/, (said, piece) => said.silent(Number(piece(1)), Number(piece(2)))],
  [
    /^(\d+) daily files, (\d+) unfinished, (\d+) put aside by a restore$/,
    (said, piece) => said.tidied([1, 2, 3].reduce((sum, at) => sum + Number(piece(at)), 0)),
  ],
];
