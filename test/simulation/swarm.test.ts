/** The simulated towns of some hundred seeds keep every promise, whatever the weather; and again when told again. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runSeeds } from './run-seeds.ts';
import { Tally } from './tally.ts';
import { decodePlan } from './world/plan-file.ts';

const seeds = { first: 1, count: 300 };
/** What is left of seeds that once went wrong, and what had been wrong. */
const kept = [
  // A later visit's batch overtook the first one, and what the ring had lost was guessed to be elsewhere.
  'loss-told-out-of-turn',
  // The full disk refused the end of a loan, which stayed in memory, and the next batch's steps were nobody's.
  'take-back-refused',
] as const;
const minuteMs = 60_000;

/** Every kind of fault must have struck, or the weather has become too fine to prove anything. */
const faults = [
  'battery swap',
  'batch changed',
  'broker dies',
  'card dies',
  'card rots',
  'clock off',
  'desk refused',
  'device washed',
  'disk full',
  'disk read-only',
  'forgery changed-steps',
  'forgery garbage',
  'forgery huge',
  'forgery made-up-key',
  'forgery other-epoch',
  'forgery other-gateway',
  'forgery other-device',
  'forgery other-number',
  'forgery same-bytes',
  'frozen',
  'link cut',
  'link half-open',
  'message lost',
  'message repeated',
  'orderly restart',
  'power cut',
  'process killed',
  'program ended',
  'radio deaf',
  'visit left',
  'write fails',
];

test(
  `${seeds.count} towns keep every promise, in every kind of weather`,
  async () => {
    const tally = new Tally();
    const results = await runSeeds({
      ...seeds,
      processes: availableParallelism(),
      onResult: (each) => tally.add(each),
    });
    console.log(tally.lines().join('\n'));
    expect(
      results.flatMap(({ seed, wrongs }) =>
        wrongs.map(({ sentence }) => `${sentence}; its story: npm run swarm -- --story ${seed}`),
      ),
    ).toEqual([]);
    expect(results.length).toBe(seeds.count);
    expect(faults.filter((kind) => tally.count(kind) === 0)).toEqual([]);
  },
  // Two to five minutes, by what else the machine has to do.
  15 * minuteMs,
);

test.each(kept)('what once went wrong keeps every promise: %s', { timeout: minuteMs }, async (name) => {
  const plan = join(import.meta.dirname, 'kept', `${name}.json`);
  const [result] = await runSeeds({ first: 0, count: 1, processes: 1, plan });
  expect(result?.wrongs).toEqual([]);
});

test(
  'a run that goes wrong is shrunk to what it takes, and goes wrong again from its file',
  async () => {
    const mutant = 'a repeated bucket is added, not recognised';
    const [shrunk] = await runSeeds({ first: 1, count: 1, processes: 1, mutant, shrunk: true });
    expect(shrunk?.wrongs).not.toEqual([]);
    const directory = mkdtempSync(join(tmpdir(), 'ayumi-shrunk-'));
    const plan = join(directory, 'plan.json');
    writeFileSync(plan, shrunk?.plan ?? '');
    const [again] = await runSeeds({ first: 0, count: 1, processes: 1, mutant, plan });
    expect(again?.digest).toBe(shrunk?.digest);
    expect(decodePlan(shrunk?.plan ?? '').happenings.length).toBeLessThan(5);
    rmSync(directory, { recursive: true });
  },
  minuteMs,
);

test(
  'the same seed tells the same story to the last byte',
  async () => {
    const seed = { first: 6, count: 1, processes: 1 };
    const [[first], [second]] = await Promise.all([runSeeds(seed), runSeeds(seed)]);
    expect(first?.digest).toBe(second?.digest);
  },
  minuteMs,
);
