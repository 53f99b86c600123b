/**
 * Simulator: a process that runs worlds, one seed after another, and writes one line of JSON for each. What a dying program
 * of a world throws ends that program and not the simulator.
 */
import { parseArgs } from 'node:util';
import { mutantNamed, mutate } from './mutants/mutate.ts';
import type { SeedResult } from './seed-result.ts';
import { shrink } from './shrink.ts';
import { lifeOf } from './world/machine.ts';
import type { Plan } from './world/plan.ts';
import { encodePlan, readPlan } from './world/plan-file.ts';

const shrinkTriesMost = 150;

const { values } = parseArgs({
  options: {
    first: { type: 'string' },
    every: { type: 'string', default: '1' },
    count: { type: 'string', default: '1' },
    mutant: { type: 'string' },
    /** Instead of a seed. */
    plan: { type: 'string' },
    shrink: { type: 'boolean', default: false },
    story: { type: 'boolean', default: false },
    'until-wrong': { type: 'boolean', default: false },
  },
});

process.on('unhandledRejection', (reason) => {
  const life = lifeOf.getStore();
  if (life === undefined) throw reason;
  if (!life.isDead) life.machine.failed(reason);
});
// A rejection that was handled late was a dead program's.
process.removeAllListeners('warning');

if (values.mutant !== undefined) mutate(mutantNamed(values.mutant));
const { drawPlan } = await import('./world/draw-plan.ts');
const { runWorld } = await import('./world/run-world.ts');

const planOf = async (seed: number): Promise<Plan> => {
  const plan = values.plan === undefined ? drawPlan(seed) : readPlan(values.plan);
  if (!values.shrink) return plan;
  return await shrink(
    plan,
    async (each) => (await runWorld(each)).wrongs.map(({ promise }) => promise),
    shrinkTriesMost,
  );
};

const first = Number(values.first ?? 1);
for (let i = 0; i < Number(values.count); i++) {
  const startedMs = performance.now();
  const plan = await planOf(first + i * Number(values.every));
  const { seed } = plan;
  const end = await runWorld(plan);
  const isWrong = end.wrongs.length > 0;
  const result: SeedResult = {
    seed,
    wrongs: end.wrongs,
    counts: Object.fromEntries(end.counts),
    virtualDays: end.virtualDays,
    digest: end.digest,
    wallMs: performance.now() - startedMs,
    story: isWrong || values.story ? end.story : [],
    plan: isWrong || values.shrink ? encodePlan(plan) : undefined,
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (isWrong && values['until-wrong']) break;
}
process.exit(0);
