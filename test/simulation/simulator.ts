/**
 * Simulator: a process that runs worlds, one seed after another, and writes one line of JSON for each. What a dying program
 * of a world throws ends that program and not the simulator.
 */
import { parseArgs } from 'node:util';
import { mutantNamed, mutate } from './mutants/mutate.ts';
import type { SeedResult } from './seed-result.ts';
import { lifeOf } from './world/machine.ts';

const { values } = parseArgs({
  options: {
    first: { type: 'string' },
    every: { type: 'string', default: '1' },
    count: { type: 'string', default: '1' },
    mutant: { type: 'string' },
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

const first = Number(values.first ?? 1);
for (let i = 0; i < Number(values.count); i++) {
  const seed = first + i * Number(values.every);
  const startedMs = performance.now();
  const end = await runWorld(drawPlan(seed));
  const isWrong = end.wrongs.length > 0;
  const result: SeedResult = {
    seed,
    wrongs: end.wrongs,
    counts: Object.fromEntries(end.counts),
    virtualDays: end.virtualDays,
    digest: end.digest,
    wallMs: performance.now() - startedMs,
    story: isWrong || values.story ? end.story : [],
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  if (isWrong && values['until-wrong']) break;
}
process.exit(0);
