/** Stored copies: keeps a bucket in one block, whatever date a repeat of it would now be given: moved, never added. */
import type { PlainDateText } from '../contract/ids.ts';
import type { Run } from './day-block.ts';
import { judgeBuckets, sliceRun } from './merge-runs.ts';
import type { PlacedRun } from './place-page.ts';
import type { TouchedBlocks } from './touched-blocks.ts';

export interface Reconciled {
  /** What is left to be merged into the dates it is placed on. */
  readonly placed: readonly PlacedRun[];
  /** Sequences of which the stored copy contradicts this one. */
  readonly conflicts: readonly number[];
}

/**
 * Compares placed runs with copies of their buckets in blocks of other dates. Where the stored copy stays, the new one is
 * left out; where the new one wins, the stored copy is taken away.
 */
export const reconcile = (placed: readonly PlacedRun[], touched: TouchedBlocks): Reconciled => {
  const blocks = touched.all();
  const conflicts: number[] = [];
  const left = placed.flatMap(({ date, run }) => {
    const kept = new Set<number>();
    for (const [otherDate, otherRuns] of blocks) {
      if (otherDate === date) continue;
      settleCopies(otherDate, otherRuns, run, { kept, conflicts, touched });
    }
    return withoutKept(run, kept).map((piece) => ({ date, run: piece }));
  });
  return { placed: left, conflicts };
};

const settleCopies = (
  date: PlainDateText,
  runs: readonly Run[],
  incoming: Run,
  into: { readonly kept: Set<number>; readonly conflicts: number[]; readonly touched: TouchedBlocks },
): void => {
  const beaten = new Set<number>();
  for (const stored of runs) {
    const from = Math.max(stored.firstSequence, incoming.firstSequence);
    const to = Math.min(stored.firstSequence + stored.steps.length, incoming.firstSequence + incoming.steps.length);
    for (let sequence = from; sequence < to; sequence++) {
      const verdict = judgeBuckets(stored, incoming, sequence);
      if (verdict.isConflict) into.conflicts.push(sequence);
      (verdict.takes ? beaten : into.kept).add(sequence);
    }
  }
  if (beaten.size > 0)
    into.touched.change(
      date,
      runs.flatMap((run) => withoutKept(run, beaten)),
    );
};

/** The run without these sequences, in as many pieces as that leaves. */
const withoutKept = (run: Run, sequences: ReadonlySet<number>): readonly Run[] => {
  if (sequences.size === 0) return [run];
  const pieces: Run[] = [];
  let from = 0;
  for (let index = 0; index <= run.steps.length; index++) {
    const isOut = index === run.steps.length || sequences.has(run.firstSequence + index);
    if (!isOut) continue;
    if (index > from) pieces.push(sliceRun(run, from, index));
    from = index + 1;
  }
  return pieces;
};
