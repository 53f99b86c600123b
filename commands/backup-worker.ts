/** Backup worker: a thread that makes one backup, so that whoever asked for it goes on serving meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { takeBackup, type BackupPlace } from '../ingest/jobs/backup/take-backup.ts';
import { messageOf } from '../runtime/fault.ts';
import { checkLedger } from './check-ledger.ts';

export type BackupMessage =
  | { readonly kind: 'taken'; readonly name: string; readonly bytes: number; readonly pruned: number }
  | { readonly kind: 'failed'; readonly why: string };

const never = new AbortController().signal;
const say = (message: BackupMessage): void => parentPort?.postMessage(message);

try {
  const { name, bytes, pruned } = await takeBackup(workerData as BackupPlace, Date.now(), checkLedger, never);
  say({ kind: 'taken', name, bytes, pruned: pruned.length });
} catch (error) {
  say({ kind: 'failed', why: messageOf(error) });
}
