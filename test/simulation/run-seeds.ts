/** Running seeds: in processes of their own, as many at a time as the machine has cores. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { SeedResult } from './seed-result.ts';

const program = join(import.meta.dirname, 'simulator.ts');

export interface SeedRun {
  readonly first: number;
  readonly count: number;
  readonly processes: number;
  readonly mutant?: string;
  readonly untilWrong?: boolean;
  readonly withStory?: boolean;
  /** A plan file, instead of seeds. */
  readonly plan?: string;
  /** Slow: some hundred runs of each seed that goes wrong. */
  readonly shrunk?: boolean;
  readonly signal?: AbortSignal;
  readonly onResult?: (result: SeedResult) => void;
}

/** In order of the seeds; those that had run when `signal` aborted. Throws where the simulator itself breaks. */
export const runSeeds = async (run: SeedRun): Promise<readonly SeedResult[]> => {
  const processes = Math.min(run.processes, run.count);
  const shares = Array.from({ length: processes }, (_, i) => ({
    first: run.first + i,
    count: Math.ceil((run.count - i) / processes),
  }));
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(run.signal === undefined ? [] : [run.signal])]);
  try {
    const results = await Promise.all(shares.map((share) => runShare({ ...run, signal }, share, processes)));
    return results.flat().sort((a, b) => a.seed - b.seed);
  } finally {
    failed.abort();
  }
};

const runShare = async (
  run: SeedRun & { readonly signal: AbortSignal },
  share: { readonly first: number; readonly count: number },
  every: number,
): Promise<readonly SeedResult[]> => {
  // An event that was is not told again.
  if (run.signal.aborted) return [];
  const { mutant, untilWrong, withStory, plan, shrunk, signal, onResult } = run;
  const words = ['--first', String(share.first), '--every', String(every), '--count', String(share.count)];
  if (mutant !== undefined) words.push('--mutant', mutant);
  if (untilWrong === true) words.push('--until-wrong');
  if (withStory === true) words.push('--story');
  if (plan !== undefined) words.push('--plan', plan);
  if (shrunk === true) words.push('--shrink');
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => void child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint = `${complaint}${text.toString()}`.slice(-4_000)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const results: SeedResult[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    // The last one may be half a line.
    if (signal.aborted) break;
    const result = JSON.parse(line) as SeedResult;
    results.push(result);
    onResult?.(result);
  }
  const code = await ended;
  signal.removeEventListener('abort', kill);
  if (code !== 0 && !signal.aborted) throw new Error(`the simulator broke (${String(code)}): ${complaint}`);
  return results;
};
