/**
 * Ingest benchmark: signed device-days from MQTT publish to committed and receipted, and at rest; beside it, with the very same
 * days, raw SQLite upserts and what a town would build instead. `node bench/ingest.ts [devices] [days]`
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inTransaction, openDatabase } from '../runtime/database.ts';
import { openBenchCloud, register } from './bench-cloud.ts';
import { numbersAsked } from './bench-words.ts';
import { quantile, serialOf, type IngestBenchPlan, type SendReport } from './ingest-plan.ts';
import { measureRivals } from './ingest-rivals.ts';
import { SenderProcess } from './send.ts';

const { devices, days } = numbersAsked('node bench/ingest.ts [devices, default 4000] [days, default 40]', {
  devices: { usual: 4_000, least: 80 },
  days: { usual: 40, least: 1 },
});
const plan: IngestBenchPlan = {
  devices,
  days: { from: 0, to: days },
  gateways: 4,
  visitsPerBatch: 20,
  startMs: Date.parse('2026-01-01T00:00:00+09:00'),
};
const deviceDays = devices * days;
/** A tenth of a second apart, as visits of one town in its busiest hour. */
const restBatches = 200;

const rawUpserts = (directory: string): number => {
  const database = openDatabase(join(directory, 'raw.sqlite'), [
    'CREATE TABLE block (date TEXT, device TEXT, runs BLOB, PRIMARY KEY (date, device)) WITHOUT ROWID',
  ]);
  const upsert = database.prepare('INSERT OR REPLACE INTO block VALUES (?, ?, ?)');
  const runs = new Uint8Array(84);
  const startedMs = performance.now();
  for (let done = 0; done < deviceDays; done += 500) {
    inTransaction(database, () => {
      for (let i = done; i < Math.min(done + 500, deviceDays); i++) {
        upsert.run(`day ${String(Math.floor(i / devices)).padStart(5, '0')}`, serialOf(i % devices), runs);
      }
    });
  }
  const perSecond = deviceDays / ((performance.now() - startedMs) / 1000);
  database.close();
  return perSecond;
};

interface Ours {
  readonly load: SendReport;
  readonly rest: SendReport;
  readonly mainSeconds: number;
  readonly besideSeconds: number;
}

const endToEnd = async (directory: string): Promise<Ours> => {
  await using opened = await openBenchCloud(directory);
  using sender = new SenderProcess();
  const { cloud, port } = opened;
  const secrets = register(cloud.store, plan);
  const order = { plan, port, secrets, atOnce: plan.gateways, inFlightMax: 32, isMadeBefore: true, isReceipted: true };
  const [allBefore, mainBefore] = [process.cpuUsage(), process.threadCpuUsage()];
  const load = await sender.send(order);
  const [all, main] = [process.cpuUsage(allBefore), process.threadCpuUsage(mainBefore)];
  const mainSeconds = (main.user + main.system) / 1e6;
  const held = [...cloud.store.derivation.totals.all()].length;
  if (held !== deviceDays) throw new Error(`${held} of ${deviceDays} day totals are there`);
  await cloud.idle();
  // One gateway's next days, a batch at a time.
  const restDays = Math.ceil((restBatches * plan.visitsPerBatch * plan.gateways) / devices);
  const restPlan = { ...plan, days: { from: days, to: days + restDays } };
  const rest = await sender.send({ ...order, plan: restPlan, atOnce: 1, inFlightMax: 1 });
  return { load, rest, mainSeconds, besideSeconds: (all.user + all.system) / 1e6 - mainSeconds };
};

const bytesOnDisk = (directory: string): number =>
  statSync(join(directory, 'cloud.sqlite'), { throwIfNoEntry: false })?.size ?? 0;

const directory = mkdtempSync(join(tmpdir(), 'ayumi-bench-'));
const ms = (report: SendReport, q: number): string => quantile(report.latencies, q).toFixed(0);
try {
  const raw = rawUpserts(directory);
  const { load, rest, mainSeconds, besideSeconds } = await endToEnd(directory);
  const ours = load.deviceDays / load.seconds;
  const each = (seconds: number): string => ((seconds / load.deviceDays) * 1e6).toFixed(0);
  const sentDays = load.deviceDays + rest.deviceDays;
  console.log(
    `ingest   ${Math.round(ours)} device-days/s end to end (${load.deviceDays} signed ones in batches of ${plan.visitsPerBatch}), receipt p50 ${ms(load, 0.5)} ms, p99 ${ms(load, 0.99)} ms under load\n` +
      `         at rest, a batch at a time: receipt p50 ${ms(rest, 0.5)} ms, p99 ${ms(rest, 0.99)} ms (${rest.batches} batches)\n` +
      `         CPU a device-day: cloud ${each(mainSeconds)} µs where it writes and ${each(besideSeconds)} µs beside, senders ${each(load.cpuSeconds)} µs\n` +
      `         ${Math.round(load.bytes / load.deviceDays)} B sent, ${Math.round(bytesOnDisk(directory) / sentDays)} B on disk a device-day\n` +
      `         raw SQLite upserts of the blocks alone ${Math.round(raw)}/s · ratio ${(ours / raw).toFixed(2)}`,
  );
  await measureRivals(plan, ours);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
