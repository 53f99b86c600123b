/** Restarted cloud: a process that opens a data folder, says when it listens, and ends when it is told to. */
import { openBenchCloud } from './bench-cloud.ts';

export type ServedWord =
  | { readonly kind: 'listening'; readonly port: number; readonly insideMs: number }
  | { readonly kind: 'ending'; readonly bytes: number; readonly cpuSeconds: number };

const tell = (word: ServedWord): void => void process.send?.(word);

const [, , directory] = process.argv;
if (directory === undefined) throw new Error('bug: which folder?');
const startedMs = performance.now();
const opened = await openBenchCloud(directory);
tell({ kind: 'listening', port: opened.port, insideMs: performance.now() - startedMs });
process.once('message', () => {
  const { user, system } = process.cpuUsage();
  tell({ kind: 'ending', bytes: process.memoryUsage.rss(), cpuSeconds: (user + system) / 1e6 });
  void opened[Symbol.asyncDispose]().then(() => process.disconnect?.());
});
