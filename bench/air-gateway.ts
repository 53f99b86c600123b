/** Gateway of the air benchmark in a process of its own, so that its memory is told apart from the simulated room's. */
import { join } from 'node:path';
import { runGateway } from '../gateway/main.ts';

export interface GatewayMemory {
  readonly residentBytes: number;
  readonly residentBytesMost: number;
}

const life = new AbortController();
process.on('disconnect', () => life.abort());
process.on('message', () => {
  const memory: GatewayMemory = {
    residentBytes: process.memoryUsage.rss(),
    residentBytesMost: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(memory);
});
const pageFolder = join(import.meta.dirname, '..', 'dashboards', 'dist');
await runGateway(process.argv[2] ?? '', { pageFolder, print: () => undefined }, life.signal);
