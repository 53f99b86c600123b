/** Backup job: a backup every night, made in a thread of its own while the cloud goes on taking batches in. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { BackupPlace } from '../ingest/jobs/backup/take-backup.ts';
import type { Job } from '../ingest/jobs/job-runner.ts';
import type { BackupMessage } from './backup-worker.ts';

type TakenMessage = Extract<BackupMessage, { readonly kind: 'taken' }>;

/** In the ledger. */
export const backupName = 'backup';

/** What the ledger says of one that was made. */
export const backupWords = ({ name, bytes, pruned }: Omit<TakenMessage, 'kind'>): string =>
  `${name}, ${bytes} bytes${pruned === 0 ? '' : `, ${pruned} older removed`}`;

/** `cron`: null makes it one that is only made when somebody asks. */
export const backupJob = (place: BackupPlace, cron: string | null): Job => ({
  name: backupName,
  cron,
  // A backup of today is as good for yesterday.
  catchUpDaysMax: 0,
  run: async (_day, signal) => backupWords(await backupInThread(place, signal)),
});

/** Rejects where it was not made, and as soon as the signal aborts: what was begun is then cleared away by the next one. */
const backupInThread = async (place: BackupPlace, signal: AbortSignal): Promise<TakenMessage> => {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), { workerData: place });
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  const heard: BackupMessage[] = [];
  worker.on('message', (message: BackupMessage) => heard.push(message));
  try {
    await once(worker, 'exit');
  } finally {
    signal.removeEventListener('abort', stop);
  }
  signal.throwIfAborted();
  const [message] = heard;
  if (message?.kind === 'taken') return message;
  throw new Error(message?.why ?? 'the thread that made it ended without a word');
};
