/** Merging runs: what a day block holds after another page spoke of it. Doing it twice, or in another order, changes nothing. */
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
    const verdict = held === undefined ? 'take' : judge(held, cell);
    if (verdict === 'conflict') conflicts.push(sequence);
    if (verdict !== 'take') return;
    cells.set(sequence, cell);
    taken.push(sequence);
  });
  const changed = taken.length > 0;
  return { runs: changed ? compress(cells) : runs, changed, conflicts };
};

const judge = (held: Cell, incoming: Cell): 'take' | 'keep' | 'conflict' => {
  const heldSteps = stepsAt(held);
  const incomingSteps = stepsAt(incoming);
  if (isOpen(held)) return isOpen(incoming) && incomingSteps <= heldSteps ? 'keep' : 'take';
  return isOpen(incoming) || incomingSteps === heldSteps ? 'keep' : 'conflict';
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
