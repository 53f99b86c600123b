/** Rest: how long work that can wait lies still between its pieces, so that others come in between. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from './clock.ts';

/** Called after each piece with how long that took, in ms; the next one begins when it settles. */
export type Rest = (workedMs: number) => Promise<void>;

/** For a process that has nobody else to serve. */
export const noRest: Rest = () => nextTurn();

/** SQLite asks again after at most 100 ms whether it may write: a rest must be long enough for that to fall into it. */
const writerRestMsMin = 25;

/**
 * For a second process that writes into a database: whoever waits for it holds up all else in its own process, so at least
 * as much time is left to it as was taken.
 */
export const restBesideWriter =
  (clock: Pick<Clock, 'sleep'>): Rest =>
  (workedMs) =>
    clock.sleep(Math.max(writerRestMsMin, 2 * workedMs));
