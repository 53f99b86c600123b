/**
 * Restart benchmark: how long a cloud with a long journal takes from the start of its process until it has stored a batch and said
 * so. The journal is made by the real intake, a visit a batch. `node bench/restart.ts [journal rows]`
 */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayIdSchema, plainDateSchema } from '../contract/ids.ts';
import { batchesOf } from './bench-days.ts';
import { openBenchCloud, register } from './bench-cloud.ts';
import { numbersAsked } from './bench-words.ts';
import { gatewayOf, type IngestBenchPlan } from './ingest-plan.ts';
import type { ServedWord } from './restarted-cloud.ts';
import { SenderProcess } from './send.ts';

const { rows } = numbersAsked('node bench/restart.ts [journal rows, default 1000000]', {
  rows: { usual: 1_000_000, least: 1_000 },
});
const daysPerDevice = 100;
const trials = 5;
const startMs = Date.parse('2026-01-01T00:00:00+09:00');
const plan: IngestBenchPlan = {
  devices: Math.ceil(rows / daysPerDevice),
  days: { from: 0, to: daysPerDevice },
  // So that none of them sends more than a gateway may.
  gateways: 40,
  visitsPerBatch: 1,
  startMs,
};
/** Batches handed to intake before it is waited for. */
const atOnce = 2_000;

/** Returns the gateways' secrets. */
const makeJournal = async (directory: string): Promise<readonly string[]> => {
  await using opened = await openBenchCloud(directory);
  const { cloud } = opened;
  const secrets = register(cloud.store, plan);
  let done = 0;
  for (let gateway = 0; gateway < plan.gateways; gateway++) {
    const id = gatewayIdSchema.parse(gatewayOf(gateway));
    for (const payload of batchesOf(plan, gateway)) {
      cloud.intake.take({ gateway: id, name: 'visits', payload, retained: false });
      done += 1;
      if (done % atOnce === 0) await cloud.intake.idle();
      if (done % 100_000 === 0) console.log(`         ${done} of ${plan.devices * daysPerDevice} journal rows`);
    }
  }
  await cloud.idle();
  // A cloud that runs has closed its days night by night.
  const end = Temporal.PlainDate.from('2026-01-01').add({ days: daysPerDevice + 1 });
  cloud.store.closeDays(plainDateSchema.parse(end.toString()));
  cloud.lookAgain();
  await cloud.idle();
  return secrets;
};

interface Restarted {
  readonly seconds: number;
  readonly insideSeconds: number;
  readonly bytes: number;
  /** Of all threads until then; on a machine that does nothing else, the seconds are not more. */
  readonly cpuSeconds: number;
}

/** `trial`: each brings another day. */
const restart = async (directory: string, secrets: readonly string[], trial: number): Promise<Restarted> => {
  using sender = new SenderProcess();
  await sender.isReady();
  const startedMs = performance.now();
  const child = fork(join(import.meta.dirname, 'restarted-cloud.ts'), [directory]);
  try {
    const { port, insideMs } = await wordOf(child, 'listening');
    const day = daysPerDevice + trial;
    await sender.send({
      plan: { ...plan, devices: plan.gateways, days: { from: day, to: day + 1 } },
      port,
      secrets,
      atOnce: 1,
      inFlightMax: 1,
      isMadeBefore: false,
      isReceipted: true,
    });
    const seconds = (performance.now() - startedMs) / 1000;
    child.send('end');
    const { bytes, cpuSeconds } = await wordOf(child, 'ending');
    return { seconds, insideSeconds: insideMs / 1000, bytes, cpuSeconds };
  } finally {
    await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(undefined)));
  }
};

const wordOf = <Kind extends ServedWord['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<ServedWord, { readonly kind: Kind }>> =>
  new Promise((resolve, reject) => {
    child.once('message', (word: Extract<ServedWord, { readonly kind: Kind }>) => {
      if (word.kind === kind) resolve(word);
    });
    child.once('exit', (code) => reject(new Error(`the cloud ended with ${code}`)));
  });

const directory = mkdtempSync(join(tmpdir(), 'ayumi-restart-'));
const clear = (): void => rmSync(directory, { recursive: true, force: true });
process.once('SIGINT', () => {
  clear();
  process.exit(130);
});
try {
  const secrets = await makeJournal(directory);
  const restarts: Restarted[] = [];
  for (let trial = 0; trial < trials; trial++) restarts.push(await restart(directory, secrets, trial));
  const worst = restarts.reduce((a, b) => (a.seconds > b.seconds ? a : b));
  const megabytes = Math.round(Math.max(...restarts.map(({ bytes }) => bytes)) / 1e6);
  console.log(
    `restart  ${plan.devices * daysPerDevice} journal rows (${(statSync(join(directory, 'cloud.sqlite')).size / 1e9).toFixed(2)} GB): a batch stored and receipted ${worst.seconds.toFixed(2)} s after the process began, at worst of ${trials} (its modules are there after ${(worst.seconds - worst.insideSeconds).toFixed(2)} s, listening takes ${worst.insideSeconds.toFixed(2)} s), ${worst.cpuSeconds.toFixed(2)} s of CPU · ${megabytes} MB of memory`,
  );
} finally {
  clear();
}
