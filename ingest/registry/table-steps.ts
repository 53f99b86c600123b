/**
 * Table steps: a table taken in row by row. First all of it is judged, which writes nothing; from then on each row stands by
 * itself. So it can be one transaction, or many small ones where others want to write too: what is broken off then has taken
 * in its first rows, and the same table again takes in the rest.
 */
import type { Clock } from '../../runtime/clock.ts';
import type { Rest } from '../../runtime/rest.ts';
import type { ImportOutcome } from './import-outcome.ts';
import type { Registry } from './registry.ts';

export type TableSteps = Generator<undefined, ImportOutcome, undefined>;

/** Others who write wait no longer than this and a commit. */
const pieceMs = 30;

/** Everything of it, or nothing. */
export const atOnce = (registry: Registry, steps: TableSteps): ImportOutcome =>
  registry.atomically(() => {
    let step = steps.next();
    while (step.done !== true) step = steps.next();
    return step.value;
  });

/** A piece at a time, with a rest after each. */
export const inPieces = async (
  registry: Registry,
  steps: TableSteps,
  { clock, rest }: { readonly clock: Pick<Clock, 'monotonicMs'>; readonly rest: Rest },
): Promise<ImportOutcome> => {
  let step = steps.next();
  while (step.done !== true) {
    let workedMs = 0;
    step = registry.atomically(() => {
      const beganMs = clock.monotonicMs();
      let next = steps.next();
      while (next.done !== true && clock.monotonicMs() - beganMs < pieceMs) next = steps.next();
      workedMs = clock.monotonicMs() - beganMs;
      return next;
    });
    await rest(workedMs);
  }
  return step.value;
};
