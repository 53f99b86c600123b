/** All benchmarks, one after another, each in a process of its own; `npm run bench [name …]` runs those named. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const benches = ['air', 'visit', 'ingest', 'points', 'doubt', 'series'] as const;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches.some((bench) => bench === name));
if (unknown.length > 0) {
  console.error(`no such benchmark: ${unknown.join(', ')} (there are ${benches.join(', ')})`);
  process.exit(2);
}
for (const bench of asked.length === 0 ? benches : asked) {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${bench}.ts`)], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
