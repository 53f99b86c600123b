/**
 * All benchmarks, one after another, each in a process of its own; `npm run bench [name …]` runs those named, and
 * `npm run bench name [arguments]` one as it is told.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const benches = [
  'air',
  'visit',
  'ingest',
  'nation',
  'restart',
  'points',
  'doubt',
  'series',
  'records',
  'imports',
  'queries',
] as const;
const usage = `npm run bench [name …], or npm run bench -- name [its own arguments]; there are ${benches.join(', ')}`;

const isBench = (word: string): boolean => benches.some((bench) => bench === word);

const asked = process.argv.slice(2);
const firstOther = asked.findIndex((word) => !isBench(word));
const named = firstOther === -1 ? asked : asked.slice(0, firstOther);
const rest = firstOther === -1 ? [] : asked.slice(firstOther);
if (named.length === 0 && (rest[0] === '--help' || rest[0] === '-h')) {
  console.log(usage);
  process.exit(0);
}
// Arguments are for one of them; anything else is a name that is not known.
if (rest.length > 0 && named.length !== 1) {
  console.error(`no such benchmark: ${rest.join(' ')}\n${usage}`);
  process.exit(2);
}
for (const bench of named.length === 0 ? benches : named) {
  const path = join(import.meta.dirname, `${bench}.ts`);
  const { status } = spawnSync(process.execPath, [path, ...rest], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = status ?? 1;
}
