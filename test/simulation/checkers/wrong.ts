/** Wrong: a promise that was found broken, in words one can act upon. */

export const promises = [
  'every step is accounted for',
  'no bucket is stored twice',
  'only what a device signed is counted',
  'nobody is credited with steps of somebody else',
  'dates are as near the truth as drift allows',
  'the ledger is what the oracle says',
  'replaying the journal gives the same bytes',
  'revisions of the feed strictly grow',
  'confirmed is never ahead of the journal',
  'receipts are only for what is on disk',
  'everything catches up when the weather clears',
  'visits to centres are those that were made',
] as const;
export type PromiseKept = (typeof promises)[number];

export interface Wrong {
  readonly promise: PromiseKept;
  readonly sentence: string;
}

/** No more than this many of one kind are told; more say the same. */
const toldMax = 5;

export const wrongs = (promise: PromiseKept, sentences: readonly string[]): readonly Wrong[] =>
  sentences.slice(0, toldMax).map((sentence) => ({ promise, sentence }));
