/** Prepare in thread: a file read by a thread of its own, which can be given up. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ImportToPrepare, PreparedImport, ReadProgress } from './prepare-import.ts';
import type { PrepareMessage } from './prepare-worker.ts';

/** Undefined where `signal` ended it. Throws what made it fail, such as a full disk. */
export const prepareInThread = async (
  toPrepare: ImportToPrepare,
  signal: AbortSignal,
  onProgress: (progress: ReadProgress) => void,
): Promise<PreparedImport | undefined> => {
  const worker = new Worker(new URL('./prepare-worker.ts', import.meta.url), { workerData: toPrepare });
  // A program that ends does not wait for a file that nobody will look at.
  worker.unref();
  const stop = (): void => void worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const told: { prepared?: PreparedImport; failure?: string } = {};
  worker.on('message', (message: PrepareMessage) => {
    if (message.kind === 'progress') onProgress(message.progress);
    if (message.kind === 'done') told.prepared = message.prepared;
    if (message.kind === 'failed') told.failure = message.message;
  });
  try {
    await once(worker, 'exit');
  } finally {
    signal.removeEventListener('abort', stop);
  }
  if (told.prepared !== undefined || signal.aborted) return told.prepared;
  throw new Error(told.failure ?? 'the thread that read the file has ended');
};
