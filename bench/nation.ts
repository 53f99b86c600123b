/**
 * Nation benchmark: a day of very many people through the real broker and intake, each batch made and signed when it is its turn,
 * so that memory stays as it is however many they are. What is measured and what follows from it are told apart.
 */
import { mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBenchCloud, register } from './bench-cloud.ts';
import { wholeNumberOf } from './bench-words.ts';
import { quantile, type IngestBenchPlan, type SendReport } from './ingest-plan.ts';
import { SenderProcess } from './send.ts';

/** All of Japan's people over 65. */
const peopleMax = 36_000_000;
/** About a minute's work. */
const measuredUsual = 500_000;
const usage = `node bench/nation.ts [people, default 1000000, at most ${peopleMax}] [--measure device-days, default ${measuredUsual}]`;
/** As many pedometers as a centre of a town has. */
const peoplePerCentre = 1_000;
const atOnce = 16;
/** Database, its log while it is written, and the register. */
const bytesPerPerson = 3_000;

const asked = (): { readonly people: number; readonly measured: number } => {
  const { values, positionals } = parseArgs({
    options: { measure: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help === true) {
    console.log(usage);
    process.exit(0);
  }
  if (positionals.length > 1) throw new Error('one number of people, please');
  const people = wholeNumberOf(positionals[0], 1_000_000, 20, peopleMax);
  return { people, measured: Math.min(people, wholeNumberOf(values.measure, measuredUsual, 20, peopleMax)) };
};

interface Peak {
  cloudBytes: number;
  senderBytes: number;
}

const measure = async (directory: string, plan: IngestBenchPlan) => {
  await using opened = await openBenchCloud(directory);
  using sender = new SenderProcess();
  const beganMs = performance.now();
  const secrets = register(opened.cloud.store, plan);
  console.log(`         ${plan.devices} people registered in ${((performance.now() - beganMs) / 1000).toFixed(0)} s`);
  const peak: Peak = { cloudBytes: 0, senderBytes: 0 };
  const startedMs = performance.now();
  const cpuBefore = process.cpuUsage();
  const mainBefore = process.threadCpuUsage();
  const report = await sender.send(
    { plan, port: opened.port, secrets, atOnce, inFlightMax: 32, isMadeBefore: false, isReceipted: true },
    (deviceDays, senderBytes) => {
      peak.cloudBytes = Math.max(peak.cloudBytes, process.memoryUsage.rss());
      peak.senderBytes = Math.max(peak.senderBytes, senderBytes);
      const perSecond = (deviceDays / (performance.now() - startedMs)) * 1000;
      console.log(
        `         ${deviceDays} of ${plan.devices}: ${Math.round(perSecond)}/s · cloud ${megabytes(peak.cloudBytes)}, senders ${megabytes(peak.senderBytes)}`,
      );
    },
  );
  const [cpu, main] = [process.cpuUsage(cpuBefore), process.threadCpuUsage(mainBefore)];
  await opened.cloud.idle();
  return { report, peak, cpuMicros: cpu.user + cpu.system, mainMicros: main.user + main.system };
};

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

const told = (directory: string, people: number, of: Awaited<ReturnType<typeof measure>>): void => {
  const { report, peak, cpuMicros, mainMicros } = of;
  const perSecond = report.deviceDays / report.seconds;
  const each = (micros: number): string => (micros / report.deviceDays).toFixed(0);
  const onDisk = statSync(join(directory, 'cloud.sqlite')).size / report.deviceDays;
  console.log(
    `nation   measured: ${report.deviceDays} device-days in ${report.seconds.toFixed(0)} s, ${Math.round(perSecond)}/s, every one with its receipt · p50 ${quantile(report.latencies, 0.5).toFixed(0)} ms, p99 ${quantile(report.latencies, 0.99).toFixed(0)} ms\n` +
      `         CPU a device-day: cloud ${each(mainMicros)} µs where it writes and ${each(cpuMicros - mainMicros)} µs beside, senders (making and signing too) ${each(report.cpuSeconds * 1e6)} µs · at most ${megabytes(peak.cloudBytes)} and ${megabytes(peak.senderBytes)} of memory · ${Math.round(onDisk)} B on disk a person\n` +
      `         extrapolated by that rate: a day of ${people} people in ${minutes(people, report)}, of ${peopleMax} in ${minutes(peopleMax, report)} (the senders beside it on the same cores)`,
  );
};

const minutes = (people: number, { deviceDays, seconds }: SendReport): string =>
  `${((people / deviceDays) * (seconds / 60)).toFixed(1)} minutes`;

let wanted: ReturnType<typeof asked>;
try {
  wanted = asked();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exit(2);
}
const { people, measured } = wanted;
const { bavail, bsize } = statfsSync(tmpdir());
const [freeBytes, neededBytes] = [bavail * bsize, measured * bytesPerPerson];
console.log(
  `nation   needs about ${megabytes(neededBytes)} in ${tmpdir()}, where ${megabytes(freeBytes)} are free (TMPDIR names another place)`,
);
if (freeBytes < neededBytes) {
  console.error('That is too little: measure fewer with --measure.');
  process.exit(1);
}
const directory = mkdtempSync(join(tmpdir(), 'ayumi-nation-'));
const clear = (): void => rmSync(directory, { recursive: true, force: true });
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    clear();
    process.exit(130);
  });
}
try {
  const plan: IngestBenchPlan = {
    devices: measured,
    days: { from: 0, to: 1 },
    gateways: Math.ceil(measured / peoplePerCentre),
    visitsPerBatch: 20,
    startMs: Date.parse('2026-01-01T00:00:00+09:00'),
  };
  told(directory, people, await measure(directory, plan));
} finally {
  clear();
}
