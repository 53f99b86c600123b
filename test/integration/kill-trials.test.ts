/** Gateway and cloud, killed at chance moments of a run and started again, come to the result of a run without a death. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { planKills } from './kill-plan.ts';
import { deadlyDays, runKillTrial } from './kill-trial.ts';
import { trialPeople } from './trial-town.ts';

/** AYUMI_TRIALS asks for more, where there is time. */
const trials = Number(process.env['AYUMI_TRIALS'] ?? 10);
/** Each trial is two programs; more would only wait for one another. */
const togetherMax = 3;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ayk-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

const place = (name: string) => ({ directory: join(directory, name), compiled: join(directory, 'compiled') });

/** Undefined where the trial of that seed came to the `expected` result; otherwise its story. */
const failureOf = async (seed: number, expected: object): Promise<string | undefined> => {
  let story = '';
  try {
    const end = await runKillTrial(place(`t${seed}`), planKills(seed, deadlyDays, trialPeople));
    story = end.story;
    expect(end.found).toEqual(expected);
    rmSync(join(directory, `t${seed}`), { recursive: true });
    return undefined;
  } catch (error) {
    return `seed ${seed}: ${error instanceof Error ? error.message : String(error)}\n${story}`;
  }
};

test('kill -9 of gateway or cloud in the middle of a run, restarted: each time the same result', async () => {
  const undisturbed = await runKillTrial(place('calm'), []);
  expect(undisturbed.found).toEqual(undisturbed.walked);
  expect(Object.keys(undisturbed.walked.days)).toHaveLength(trialPeople * 20);
  const seeds = Array.from({ length: trials }, (_, i) => i + 1);
  const failures: string[] = [];
  const work = async (): Promise<void> => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
      const failure = await failureOf(seed, undisturbed.found);
      if (failure !== undefined) failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: togetherMax }, work));
  expect(failures.join('\n\n')).toBe('');
}, 3_600_000);
