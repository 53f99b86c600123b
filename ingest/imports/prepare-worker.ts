/** Prepare worker: a thread that reads one file, so that nobody's receipt waits for it. */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../runtime/fault.ts';
import { prepareImport, type ImportToPrepare, type PreparedImport, type ReadProgress } from './prepare-import.ts';

export type PrepareMessage =
  | { readonly kind: 'progress'; readonly progress: ReadProgress }
  | { readonly kind: 'done'; readonly prepared: PreparedImport }
  | { readonly kind: 'failed'; readonly message: string };

const tell = (message: PrepareMessage): void => parentPort?.postMessage(message);
try {
  const prepared = prepareImport(workerData as ImportToPrepare, (progress) => tell({ kind: 'progress', progress }));
  tell({ kind: 'done', prepared });
} catch (error) {
  tell({ kind: 'failed', message: messageOf(error) });
}
