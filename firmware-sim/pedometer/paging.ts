/** Paging: what stands in each page of a pedometer's memory before it is signed (docs/wire.md §1.4). */
import type { PageContent } from '../../contract/page.ts';
import type { RingMemory, Run } from './ring-memory.ts';

export interface Memory {
  readonly ring: RingMemory;
  readonly bucketSeconds: number;
  /** Steps of the open bucket so far. */
  readonly openSteps: number;
}

/** The pages from `sequence` on, oldest first, none across an epoch, the open bucket last. */
export const pagesOf = (memory: Memory, sequence: number, bucketsMax: number): readonly PageContent[] =>
  memory.ring.runsFrom(sequence).flatMap((run) => {
    const pages = Math.ceil((run.endSequence - run.firstSequence) / bucketsMax);
    return Array.from({ length: pages }, (_, i) => {
      const firstSequence = run.firstSequence + i * bucketsMax;
      return pageOf(memory, run, firstSequence, Math.min(run.endSequence, firstSequence + bucketsMax));
    });
  });

const pageOf = (memory: Memory, run: Run, firstSequence: number, endSequence: number): PageContent => {
  const openSequence = memory.ring.nextSequence;
  const lastOpen = endSequence > openSequence;
  const closed = memory.ring.read(firstSequence, Math.min(endSequence, openSequence));
  return {
    lastOpen,
    epoch: run.epoch,
    firstSequence,
    startSeconds: (run.firstIndex + firstSequence - run.firstSequence) * memory.bucketSeconds,
    bucketSeconds: memory.bucketSeconds,
    steps: lastOpen ? Uint16Array.of(...closed, memory.openSteps) : closed,
  };
};
