/** Merging runs: what a day block holds after another page spoke of it. Doing it twice, or in another order, changes nothing. */
import { stepsNotRecorded } from '../contract/page.ts';
import type { Run } from './day-block.ts';

export interface Merged {
  readonly runs: readonly Run[];
  readonly changed: boolean;
  /** Sequences that arrived closed a second time with another value. The first is kept. */
  readonly conflicts: readonly number[];
}

/** Adds `incoming` to the runs of a block: closed wins over open, open only grows, the first closed value stays. */
export const mergeRun = (runs: readonly Run[], incoming: Run): Merged => {
  if (!runs.some((run) => overlaps(run, incoming))) {
    const sorted = [...runs, incoming].sort((a, b) => a.firstSequence - b.firstSequence);
    return { runs: sorted, changed: true, conflicts: [] };
  }
  return mergeCells(runs, incoming);
};

interface Cell {
  readonly run: Run;
  readonly index: number;
}

const mergeCells = (runs: readonly Run[], incoming: Run): Merged => {
  const cells = new Map<number, Cell>();
  for (const run of runs) run.steps.forEach((_, index) => cells.set(run.firstSequence + index, { run, index }));
  const conflicts: number[] = [];
  const taken: number[] = [];
  incoming.steps.forEach((_, index) => {
    const sequence = incoming.firstSequence + index;
    const held = cells.get(sequence);
    const cell = { run: incoming, index };
    const verdict = held === undefined ? { takes: true, isConflict: false } : judge(held, cell);
    if (verdict.isConflict) conflicts.push(sequence);
    if (!verdict.takes) return;
    cells.set(sequence, cell);
    taken.push(sequence);
  });
  const changed = taken.length > 0;
  return { runs: changed ? compress(cells) : runs, changed, conflicts };
};

interface Verdict {
  /** The incoming bucket replaces the one held. */
  readonly takes: boolean;
  /** The pedometer contradicts itself; somebody should look at it. */
  readonly isConflict: boolean;
}

/** Of the same sequence in both runs. */
export const judgeBuckets = (held: Run, incoming: Run, sequence: number): Verdict =>
  judge(
    { run: held, index: sequence - held.firstSequence },
    { run: incoming, index: sequence - incoming.firstSequence },
  );

const judge = (held: Cell, incoming: Cell): Verdict => {
  const heldSteps = stepsAt(held);
  const incomingSteps = stepsAt(incoming);
  if (!isOpen(held)) return { takes: false, isConflict: !isOpen(incoming) && incomingSteps !== heldSteps };
  if (isOpen(incoming)) return { takes: incomingSteps > heldSteps, isConflict: false };
  // Counted steps do not become uncounted: the open value stays, although the bucket is closed.
  if (incomingSteps === stepsNotRecorded) {
    const isNothingCounted = heldSteps === 0 || heldSteps === stepsNotRecorded;
    return { takes: isNothingCounted, isConflict: !isNothingCounted };
  }
  return { takes: true, isConflict: heldSteps !== stepsNotRecorded && incomingSteps < heldSteps };
};

const stepsAt = (cell: Cell): number => cell.run.steps[cell.index] ?? 0;
const isOpen = (cell: Cell): boolean => cell.run.lastOpen && cell.index === cell.run.steps.length - 1;

/** Cells back into runs: neighbours out of the same run stay together. */
const compress = (cells: ReadonlyMap<number, Cell>): readonly Run[] => {
  const runs: Run[] = [];
  let group: Cell[] = [];
  const close = (): void => {
    const first = group[0];
    if (first !== undefined) runs.push(cut(first, group.length));
    group = [];
  };
  for (const [, cell] of [...cells].sort(([a], [b]) => a - b)) {
    const last = group.at(-1);
    if (last !== undefined && (last.run !== cell.run || last.index + 1 !== cell.index)) close();
    group.push(cell);
  }
  close();
  return runs;
};

/** `count` buckets of the cell's run, from the cell on. */
const cut = ({ run, index }: Cell, count: number): Run => sliceRun(run, index, index + count);

/** Buckets [from, to) of a run, as a run. */
export const sliceRun = (run: Run, from: number, to: number): Run =>
  from === 0 && to === run.steps.length
    ? run
    : {
        ...run,
        firstSequence: run.firstSequence + from,
        startSeconds: run.startSeconds + from * run.bucketSeconds,
        startMs: run.startMs === 0 ? 0 : run.startMs + from * run.bucketSeconds * 1000,
        steps: run.steps.slice(from, to),
        lastOpen: run.lastOpen && to === run.steps.length,
      };

const overlaps = (a: Run, b: Run): boolean =>
  a.firstSequence < b.firstSequence + b.steps.length && b.firstSequence < a.firstSequence + a.steps.length;
