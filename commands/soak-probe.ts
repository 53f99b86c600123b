/**
 * Soak probe: loaded into a program ahead of its own code (`--import`), it answers its parent what only the program itself
 * can tell, and ends with it.
 */
import { constants, PerformanceObserver } from 'node:perf_hooks';

export interface ProgramInsides {
  /** What lived on after the last full garbage collection, memory outside of the heap included; null before the first. */
  readonly liveBytes: number | null;
  /** Sockets, pipes, servers and whatever else keeps the program running, without timers. */
  readonly handles: number;
  readonly timers: number;
}

let liveBytes: number | null = null;
const isFullCollection = (entry: object): boolean => {
  const detail: unknown = 'detail' in entry ? entry.detail : undefined;
  return isRecord(detail) && detail['kind'] === constants.NODE_PERFORMANCE_GC_MAJOR;
};
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

new PerformanceObserver((list) => {
  if (!list.getEntries().some(isFullCollection)) return;
  const { heapUsed, external } = process.memoryUsage();
  liveBytes = heapUsed + external;
}).observe({ entryTypes: ['gc'] });

/** Each lives for one turn of the event loop or one file operation: chance, not a leak. */
const passing: readonly string[] = ['Immediate', 'FSReqCallback', 'FSReqPromise'];

process.on('message', () => {
  const resources = process.getActiveResourcesInfo().filter((kind) => !passing.includes(kind));
  const timers = resources.filter((kind) => kind === 'Timeout').length;
  const insides: ProgramInsides = { liveBytes, handles: resources.length - timers, timers };
  process.send?.(insides);
});
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// The program decides when it has come to its end.
process.channel?.unref();
