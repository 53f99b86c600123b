/** Recompute threads: the dry run of a recomputation shared out among the cores, for a whole town in a minute. */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ParticipantId, PlainDateText } from '../contract/ids.ts';
import type { Points } from './points.ts';
import type { RecomputeMessage, RecomputeShare } from './recompute-worker.ts';
import type { Recomputed } from './recompute.ts';

/** Beyond that the disk is the bound. */
const threadsMax = 8;
/** Fewer are done before a thread has started. */
const peoplePerThreadMin = 200;

export interface DryRunReport {
  readonly people: number;
  /** By participant. */
  readonly changed: readonly Recomputed[];
}

/** Of a ledger in a file. `onPeople` hears how many more are done. Changes nothing. */
export const dryRunInThreads = async (
  points: Points,
  path: string,
  from: PlainDateText,
  onPeople: (count: number) => void = () => undefined,
): Promise<DryRunReport> => {
  const recompute = points.recompute();
  const people = recompute.everybody();
  const book = recompute.bookFrom(from);
  const shares = shareOut(people);
  const found = await Promise.all(
    shares.map((share) =>
      runShare(
        { path, programme: book.programme, inForce: book.inForce, from, asOf: points.books.today(), people: share },
        onPeople,
      ),
    ),
  );
  return { people: people.length, changed: found.flat() };
};

const shareOut = (people: readonly ParticipantId[]): readonly (readonly ParticipantId[])[] => {
  const threads = Math.min(threadsMax, availableParallelism(), Math.ceil(people.length / peoplePerThreadMin));
  const size = Math.ceil(people.length / Math.max(1, threads));
  return Array.from({ length: threads }, (_, i) => people.slice(i * size, (i + 1) * size));
};

const runShare = async (share: RecomputeShare, onPeople: (count: number) => void): Promise<readonly Recomputed[]> => {
  const worker = new Worker(new URL('./recompute-worker.ts', import.meta.url), { workerData: share });
  const changed: Recomputed[] = [];
  worker.on('message', (message: RecomputeMessage) => {
    changed.push(...message.changed);
    onPeople(message.people);
  });
  await once(worker, 'exit');
  return changed;
};
