/** Senders: gateways of the ingest benchmarks in a process of their own, each with batches in flight as the real ones. */
import { connectAsync, type MqttClient } from 'mqtt';
import { gatewayIdSchema } from '../contract/ids.ts';
import { topicOf } from '../contract/topics.ts';
import { batchesOf } from './bench-days.ts';
import { gatewayOf, type SenderWord, type SendOrder, type SendReport } from './ingest-plan.ts';

/** So many latencies say as much as all of them. */
const latenciesMax = 100_000;
const progressEveryMs = 2_000;

interface Tally {
  batches: number;
  deviceDays: number;
  bytes: number;
  readonly latencies: number[];
}

interface Sent {
  readonly atMs: number;
  readonly visits: number;
}

const tell = (word: SenderWord): void => void process.send?.(word);

/** Publishes all of one gateway with a bounded window; settles when every batch has its receipt. */
const sendOne = async (client: MqttClient, gateway: number, order: SendOrder, tally: Tally): Promise<void> => {
  const id = gatewayIdSchema.parse(gatewayOf(gateway));
  const sent = new Map<number, Sent>();
  const batches = (order.isMadeBefore ? made(order, gateway) : batchesOf(order.plan, gateway))[Symbol.iterator]();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  let isOver = false;
  const pump = (): void => {
    while (!isOver && sent.size < order.inFlightMax) {
      const next = batches.next();
      if (next.done === true) {
        isOver = true;
      } else {
        const payload = Buffer.from(next.value.buffer);
        sent.set(seqOf(payload), { atMs: performance.now(), visits: visitsOf(payload) });
        tally.bytes += payload.byteLength;
        const seq = seqOf(payload);
        client.publish(topicOf(id, 'visits'), payload, { qos: 1 }, () => {
          if (!order.isReceipted) settle(seq);
        });
      }
    }
    if (isOver && sent.size === 0) resolve(undefined);
  };
  const settle = (seq: number): void => {
    const { atMs, visits } = sent.get(seq) ?? { atMs: NaN, visits: 0 };
    sent.delete(seq);
    note(tally, performance.now() - atMs);
    tally.batches += 1;
    tally.deviceDays += visits;
    pump();
  };
  client.on('message', (_topic, payload) => {
    const { seq, status } = JSON.parse(payload.toString()) as { readonly seq: number; readonly status: string };
    if (status !== 'stored') throw new Error(`batch ${seq} was ${status}`);
    settle(seq);
  });
  await client.subscribeAsync(topicOf(id, 'receipts'), { qos: 1 });
  pump();
  await promise;
};

/** Without parsing what was just written: both stand at fixed places of these batches. */
const seqOf = (payload: Buffer): number => Number(/"seq":(\d+)/.exec(payload.toString('latin1', 0, 120))?.[1]);
const visitsOf = (payload: Buffer): number => {
  let count = 0;
  for (let at = payload.indexOf('"pages":'); at !== -1; at = payload.indexOf('"pages":', at + 1)) count += 1;
  return count;
};

const note = (tally: Tally, latencyMs: number): void => {
  const { latencies, batches } = tally;
  if (latencies.length < latenciesMax) latencies.push(latencyMs);
  else latencies[batches % latenciesMax] = latencyMs;
};

const madeBatches = new Map<number, readonly Uint8Array[]>();
const made = (order: SendOrder, gateway: number): readonly Uint8Array[] =>
  madeBatches.get(gateway) ?? [...batchesOf(order.plan, gateway)];

const connected = (order: SendOrder, gateway: number): Promise<MqttClient> =>
  connectAsync(`mqtt://127.0.0.1:${order.port}`, {
    clientId: gatewayOf(gateway),
    username: gatewayOf(gateway),
    password: order.secrets[gateway] ?? '',
    protocolVersion: 4,
  });

const send = async (order: SendOrder): Promise<SendReport> => {
  const { plan, atOnce, isMadeBefore } = order;
  const madeFromMs = performance.now();
  madeBatches.clear();
  for (let gateway = 0; isMadeBefore && gateway < plan.gateways; gateway++) {
    madeBatches.set(gateway, made(order, gateway));
  }
  const tally: Tally = { batches: 0, deviceDays: 0, bytes: 0, latencies: [] };
  const ticking = setInterval(() => {
    tell({ kind: 'progress', deviceDays: tally.deviceDays, memoryBytes: process.memoryUsage.rss() });
  }, progressEveryMs);
  const [startedMs, cpuBefore] = [performance.now(), process.cpuUsage()];
  let next = 0;
  const line = async (): Promise<void> => {
    while (next < plan.gateways) {
      const gateway = next++;
      const client = await connected(order, gateway);
      await sendOne(client, gateway, order, tally);
      await client.endAsync();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, line));
  const cpu = process.cpuUsage(cpuBefore);
  clearInterval(ticking);
  return {
    ...tally,
    madeSeconds: (startedMs - madeFromMs) / 1000,
    seconds: (performance.now() - startedMs) / 1000,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    latencies: tally.latencies.sort((a, b) => a - b),
  };
};

process.on('message', (order: SendOrder) => {
  void send(order).then((report) => tell({ kind: 'report', report }));
});
// Whoever asked is gone.
process.once('disconnect', () => process.exit());
tell({ kind: 'ready' });
