/** Swarm: simulated worlds from ever new seeds until it is stopped; those that go wrong are filed with their story. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { stopSignal } from '../../commands/stop-signal.ts';
import { mutants } from './mutants/mutants.ts';
import { mutantNamed } from './mutants/mutate.ts';
import { runSeeds } from './run-seeds.ts';
import type { SeedResult } from './seed-result.ts';
import { Tally } from './tally.ts';

interface SwarmFlags {
  readonly first: number;
  readonly seeds: number;
  readonly minutes: number;
  readonly processes: number;
  readonly out: string;
  readonly mutant?: string;
  readonly story?: number;
  readonly plan?: string;
}

/** Asked of one process in one go; what it prints comes while it runs. */
const seedsPerRound = 200;
const tellEveryMs = 2_000;

const wholeNumber = (least: number) => (text: string) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < least) throw new InvalidArgumentError(`a whole number from ${least} on`);
  return value;
};

const minutes = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('more than 0');
  return value;
};

const swarm = async (flags: SwarmFlags): Promise<void> => {
  const { first, seeds, processes, out, mutant } = flags;
  if (mutant !== undefined) mutantNamed(mutant);
  const signal = AbortSignal.any([stopSignal(), ...timeLimit(flags.minutes)]);
  const tally = new Tally();
  const startedMs = performance.now();
  let toldMs = 0;
  const onResult = (result: SeedResult): void => {
    tally.add(result);
    if (result.wrongs.length > 0) console.log(`seed ${result.seed} went wrong: ${result.wrongs[0]?.sentence ?? ''}`);
    if (performance.now() - toldMs < tellEveryMs) return;
    toldMs = performance.now();
    const perMinute = Math.round((tally.seeds * 60_000) / (performance.now() - startedMs));
    console.log(`seed ${result.seed}: ${tally.lines()[0] ?? ''}; ${perMinute} seeds a minute`);
  };
  const ofMutant = mutant === undefined ? {} : { mutant };
  for (let next = first; next < first + seeds && !signal.aborted; next += seedsPerRound) {
    const count = Math.min(seedsPerRound, first + seeds - next);
    const results = await runSeeds({ first: next, count, processes, signal, onResult, ...ofMutant });
    for (const { seed, wrongs } of results) {
      if (wrongs.length === 0) continue;
      const [shrunk] = await runSeeds({ first: seed, count: 1, processes: 1, shrunk: true, signal, ...ofMutant });
      if (shrunk !== undefined) file(out, shrunk);
    }
  }
  console.log(`\n${tally.lines().join('\n')}`);
  if (tally.wrongSeeds.length > 0) console.log(`\nstories of those that went wrong are in ${out}/`);
  process.exitCode = tally.wrongSeeds.length > 0 ? 1 : 0;
};

const timeLimit = (limit: number): readonly AbortSignal[] =>
  limit === Infinity ? [] : [AbortSignal.timeout(limit * 60_000)];

/** As little of its plan as goes wrong, and the story of that. */
const file = (out: string, { seed, wrongs, story, plan }: SeedResult): void => {
  mkdirSync(out, { recursive: true });
  const path = join(out, `seed-${seed}`);
  const sentences = wrongs.map(({ promise, sentence }) => `${promise}: ${sentence}`);
  const again = `npm run swarm -- --plan ${path}.json   or, all of it: npm run swarm -- --story ${seed}`;
  writeFileSync(`${path}.txt`, `${sentences.join('\n')}\n\nto see it again: ${again}\n\n${story.join('\n')}\n`);
  writeFileSync(`${path}.json`, plan ?? '');
  console.log(`seed ${seed} is filed: ${path}.txt and ${path}.json`);
};

/** One seed, or one plan file, told from beginning to end. */
const tell = async ({ story: seed = 0, plan, mutant }: SwarmFlags): Promise<void> => {
  const ofMutant = mutant === undefined ? {} : { mutant };
  const ofPlan = plan === undefined ? {} : { plan };
  const [result] = await runSeeds({ first: seed, count: 1, processes: 1, withStory: true, ...ofMutant, ...ofPlan });
  for (const line of result?.story ?? []) console.log(line);
  for (const { promise, sentence } of result?.wrongs ?? []) console.log(`WRONG  ${promise}: ${sentence}`);
  console.log(`digest ${result?.digest ?? ''}`);
  process.exitCode = result?.wrongs.length === 0 ? 0 : 1;
};

await new Command('swarm')
  .description('Runs simulated towns from ever new seeds, in bad weather, until stopped; files those that go wrong.')
  .option('--first <seed>', 'the first seed', wholeNumber(0), Math.floor(Math.random() * 1e9))
  .option('--seeds <number>', 'stop after so many', wholeNumber(1), Number.MAX_SAFE_INTEGER)
  .option('--minutes <number>', 'stop after so long', minutes, Infinity)
  .option('--processes <number>', 'at the same time', wholeNumber(1), availableParallelism())
  .option('--out <folder>', 'for the stories of those that go wrong', '.swarm')
  .option('--story <seed>', 'run this one seed and tell all of it', wholeNumber(0))
  .option('--plan <file>', 'run the plan in this file and tell all of it')
  .option('--mutant <name>', `with one safeguard taken out: ${mutants.map(({ name }) => `"${name}"`).join(', ')}`)
  .action(async (flags: SwarmFlags) => {
    if (flags.story === undefined && flags.plan === undefined) await swarm(flags);
    else await tell(flags);
  })
  .parseAsync();
