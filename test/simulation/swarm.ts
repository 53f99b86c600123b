/** Swarm: simulated worlds from ever new seeds until it is stopped; those that go wrong are filed with their story. */
import { availableParallelism } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { stopSignal } from '../../commands/stop-signal.ts';
import { OperatorError } from '../../runtime/fault.ts';
import { mutants } from './mutants/mutants.ts';
import { mutantNamed } from './mutants/mutate.ts';
import { runSeeds, type SeedRun } from './run-seeds.ts';
import type { SeedResult } from './seed-result.ts';
import { Tally } from './tally.ts';
import { readPlan } from './world/plan-file.ts';
import { WrongFiles } from './wrong-files.ts';

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

/** A timer of Node's counts no further. */
const minutesMax = 35_000;

const minutes = (text: string): number => {
  const value = Number(text);
  if (!(value > 0 && value <= minutesMax)) throw new InvalidArgumentError(`more than 0, at most ${minutesMax}`);
  return value;
};

const swarm = async (flags: SwarmFlags): Promise<void> => {
  const { first, seeds, processes, out, mutant } = flags;
  const signal = AbortSignal.any([stopSignal(), ...timeLimit(flags.minutes)]);
  const tally = new Tally();
  const files = new WrongFiles(out, mutant);
  const tellProgress = progress(tally);
  const onResult = (result: SeedResult): void => {
    tally.add(result);
    if (result.wrongs.length > 0) {
      console.log(`seed ${result.seed} went wrong: ${result.wrongs[0]?.sentence ?? ''}`);
      console.log(files.file(result));
    }
    tellProgress(result.seed);
  };
  for (let next = first; next < first + seeds && !signal.aborted; next += seedsPerRound) {
    const count = Math.min(seedsPerRound, first + seeds - next);
    const results = await runSeeds({ first: next, count, processes, signal, onResult, ...ofMutant(mutant) });
    for (const { seed, wrongs } of results) {
      if (wrongs.length > 0)
        await shrinkFiled(files, { first: seed, count: 1, processes: 1, signal, ...ofMutant(mutant) });
    }
  }
  console.log(`\n${tally.lines().join('\n')}`);
  if (tally.wrongSeeds.length > 0) console.log(`\n${files.line()}`);
  process.exitCode = tally.wrongSeeds.length > 0 ? 1 : 0;
};

/** Leaves the files as they are where it is stopped before it is done. */
const shrinkFiled = async (files: WrongFiles, run: SeedRun): Promise<void> => {
  const [shrunk] = await runSeeds({ ...run, shrunk: true });
  if (shrunk !== undefined && shrunk.wrongs.length > 0) console.log(files.replace(shrunk));
};

const progress = (tally: Tally): ((seed: number) => void) => {
  const startedMs = performance.now();
  let toldMs = 0;
  return (seed) => {
    if (performance.now() - toldMs < tellEveryMs) return;
    toldMs = performance.now();
    const perMinute = Math.round((tally.seeds * 60_000) / (performance.now() - startedMs));
    console.log(`seed ${seed}: ${tally.lines()[0] ?? ''}; ${perMinute} seeds a minute`);
  };
};

const ofMutant = (mutant: string | undefined): Pick<SeedRun, 'mutant'> => (mutant === undefined ? {} : { mutant });

const timeLimit = (limit: number): readonly AbortSignal[] =>
  limit === Infinity ? [] : [AbortSignal.timeout(limit * 60_000)];

/** One seed, or one plan file, told from beginning to end. */
const tell = async ({ story: seed = 0, plan, mutant }: SwarmFlags): Promise<void> => {
  const ofPlan = plan === undefined ? {} : { plan };
  const one = { first: seed, count: 1, processes: 1, withStory: true };
  const [result] = await runSeeds({ ...one, ...ofMutant(mutant), ...ofPlan });
  for (const line of result?.story ?? []) console.log(line);
  for (const { promise, sentence } of result?.wrongs ?? []) console.log(`WRONG  ${promise}: ${sentence}`);
  console.log(`digest ${result?.digest ?? ''}`);
  process.exitCode = result?.wrongs.length === 0 ? 0 : 1;
};

/** Throws OperatorError `plan-or-story`, `mutant-unknown`, `plan-unreadable` or `plan-broken`. */
const checkFlags = ({ story, plan, mutant }: SwarmFlags): void => {
  if (story !== undefined && plan !== undefined)
    throw new OperatorError(
      'plan-or-story',
      '--plan and --story each tell a run of their own',
      'Leave out one of them: --story draws the plan of a seed, --plan takes it from a file.',
    );
  if (mutant !== undefined) mutantNamed(mutant);
  if (plan !== undefined) readPlan(plan);
};

const command = new Command('swarm')
  .description('Runs simulated towns from ever new seeds, in bad weather, until stopped; files those that go wrong.')
  .addOption(
    new Option('--first <seed>', 'the first seed')
      .argParser(wholeNumber(0))
      .default(Math.floor(Math.random() * 1e9), 'drawn anew each time'),
  )
  .addOption(
    new Option('--seeds <number>', 'stop after so many')
      .argParser(wholeNumber(1))
      .default(Number.MAX_SAFE_INTEGER, 'until stopped'),
  )
  .addOption(
    new Option('--minutes <number>', 'stop after so long').argParser(minutes).default(Infinity, 'until stopped'),
  )
  .addOption(
    new Option('--processes <number>', 'at the same time')
      .argParser(wholeNumber(1))
      .default(availableParallelism(), 'as many as the machine has cores'),
  )
  .option('--out <folder>', 'for story and plan of those that go wrong', '.swarm')
  .option('--story <seed>', 'run this one seed and tell all of it', wholeNumber(0))
  .option('--plan <file>', 'run the plan in this file and tell all of it')
  .option('--mutant <name>', `with one safeguard taken out: ${mutants.map(({ name }) => `"${name}"`).join(', ')}`)
  .action(async (flags: SwarmFlags) => {
    checkFlags(flags);
    if (flags.story === undefined && flags.plan === undefined) await swarm(flags);
    else await tell(flags);
  });

try {
  await command.parseAsync();
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  console.error(`${error.message}\n→ ${error.hint}`);
  process.exitCode = 2;
}
