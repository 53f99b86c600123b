/**
 * Ingest benchmark: signed device-days from MQTT publish to committed and receipted, beside raw SQLite upserts of the same
 * blocks in the same run. `node bench/ingest.ts [devices] [days]`
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { centreIdSchema, deviceSerialSchema, gatewayIdSchema, participantIdSchema } from '../contract/ids.ts';
import { EmbeddedBroker } from '../ingest/broker/embedded-broker.ts';
import { Cloud } from '../ingest/cloud.ts';
import { noPoints } from '../ingest/point-view.ts';
import { systemClock } from '../runtime/clock.ts';
import { inTransaction, openDatabase } from '../runtime/database.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { silentLog } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { gatewayOf, keyOfDevice, participantOf, serialOf, type IngestBenchPlan } from './ingest-plan.ts';

interface SenderReport {
  readonly seconds: number;
  readonly bytes: number;
  readonly latencies: readonly number[];
}

const plan: IngestBenchPlan = {
  devices: Number(process.argv[2] ?? 4000),
  daysPerDevice: Number(process.argv[3] ?? 10),
  gateways: 4,
  visitsPerBatch: 20,
  startMs: Date.parse('2026-01-01T00:00:00+09:00'),
};
const deviceDays = plan.devices * plan.daysPerDevice;
const directory = mkdtempSync(join(tmpdir(), 'ayumi-bench-'));

const rawUpserts = (): number => {
  const database = openDatabase(join(directory, 'raw.sqlite'), [
    'CREATE TABLE block (date TEXT, device TEXT, runs BLOB, PRIMARY KEY (date, device)) WITHOUT ROWID',
  ]);
  const upsert = database.prepare('INSERT OR REPLACE INTO block VALUES (?, ?, ?)');
  const runs = new Uint8Array(84);
  const started = performance.now();
  for (let done = 0; done < deviceDays; done += 500) {
    inTransaction(database, () => {
      for (let i = done; i < Math.min(done + 500, deviceDays); i++) {
        upsert.run(
          `2026-01-${String(Math.floor(i / plan.devices) + 1).padStart(2, '0')}`,
          serialOf(i % plan.devices),
          runs,
        );
      }
    });
  }
  const perSecond = deviceDays / ((performance.now() - started) / 1000);
  database.close();
  return perSecond;
};

const endToEnd = async (): Promise<SenderReport & { readonly cpuSeconds: number }> => {
  let broker: EmbeddedBroker | undefined;
  const cloud = new Cloud({
    dataPath: directory,
    zone: 'Asia/Tokyo',
    clock: systemClock,
    random: seededRandom(1),
    hmac: hmacSha256,
    log: silentLog,
    wire: (store) => {
      broker = new EmbeddedBroker({
        host: '127.0.0.1',
        port: 0,
        checkGateway: (gateway, secret) => store.registry.checkGateway(gateway, secret),
        knownGateway: () => true,
        log: silentLog,
      });
      return broker;
    },
    series: [],
    accept: () => undefined,
    points: noPoints,
    speed: 1,
  });
  const stop = new AbortController();
  await cloud.start(stop.signal);
  const secrets = seedRegistry(cloud);
  const sender = fork(join(import.meta.dirname, 'ingest-senders.ts'));
  const cpuBefore = process.cpuUsage();
  const report = await new Promise<SenderReport>((resolve, reject) => {
    sender.once('message', (message) => resolve(message as SenderReport));
    sender.once('exit', (code) => (code === 0 ? undefined : reject(new Error(`the senders ended with ${code}`))));
    sender.send({ plan, port: broker?.port, secrets });
  });
  const cpu = process.cpuUsage(cpuBefore);
  sender.disconnect();
  const held = [...cloud.store.derivation.totals.all()].length;
  if (held !== deviceDays) throw new Error(`${held} of ${deviceDays} day totals are there`);
  await cloud[Symbol.asyncDispose]();
  return { ...report, cpuSeconds: (cpu.user + cpu.system) / 1e6 };
};

const seedRegistry = ({ store: { registry } }: Cloud): readonly string[] => {
  const centre = centreIdSchema.parse('c-1');
  registry.atomically(() => {
    registry.putCentre({ id: centre, name: 'bench' });
    for (let index = 0; index < plan.devices; index++) {
      const serial = deviceSerialSchema.parse(serialOf(index));
      const participant = participantIdSchema.parse(participantOf(index));
      const device = {
        serial,
        key: keyOfDevice(index),
        model: 'steplog-1',
        label: String(index),
        centre,
        status: 'in-stock',
      } as const;
      registry.putParticipant({ id: participant, name: 'bench', birthYear: 1950, centre });
      registry.putDevice({ ...device, capacityBuckets: 1440, bucketSeconds: 3600 });
      registry.addLoan({ device: serial, participant, fromMs: plan.startMs, toMs: null });
    }
  });
  return Array.from({ length: plan.gateways }, (_, index) => {
    const added = registry.addGateway(gatewayIdSchema.parse(gatewayOf(index)), centre);
    if (added.kind !== 'added') throw new Error(added.fault);
    return added.secret;
  });
};

const quantile = (sorted: readonly number[], q: number): number => sorted[Math.floor((sorted.length - 1) * q)] ?? NaN;

try {
  const raw = rawUpserts();
  const { seconds, latencies, bytes, cpuSeconds } = await endToEnd();
  const perSecond = deviceDays / seconds;
  const sorted = [...latencies].sort((a, b) => a - b);
  const onDisk = ['cloud.sqlite', 'cloud.sqlite-wal'].reduce(
    (sum, file) => sum + (statSync(join(directory, file), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  console.log(
    `ingest   ${Math.round(perSecond)} device-days/s end to end (${deviceDays} in batches of ${plan.visitsPerBatch}) · raw SQLite upserts ${Math.round(raw)}/s · ratio ${(perSecond / raw).toFixed(2)} · cloud CPU ${cpuSeconds.toFixed(1)} s · receipt p50 ${quantile(sorted, 0.5).toFixed(0)} ms, p99 ${quantile(sorted, 0.99).toFixed(0)} ms under load · ${Math.round(bytes / deviceDays)} B sent, ${Math.round(onDisk / deviceDays)} B on disk per device-day`,
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
