/** Senders: gateways of the ingest benchmark in a process of their own, each with 32 batches in flight as the real ones. */
import { connectAsync, type MqttClient } from 'mqtt';
import { withDigest } from '../contract/batch-digest.ts';
import type { Batch, VisitReport } from '../contract/batch.ts';
import { deviceSerialSchema, gatewayIdSchema, type GatewayId } from '../contract/ids.ts';
import { signPage } from '../contract/page.ts';
import { topicOf } from '../contract/topics.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { sha256 } from '../runtime/sha256.ts';
import { keyOfDevice, serialOf, type IngestBenchPlan } from './ingest-plan.ts';

const inFlightMax = 32;
const hourMs = 3_600_000;

interface Sender {
  readonly gateway: GatewayId;
  readonly payloads: readonly Buffer[];
}

const makeSender = (plan: IngestBenchPlan, index: number): Sender => {
  const gateway = gatewayIdSchema.parse(`gw-${index}`);
  const payloads: Buffer[] = [];
  let seq = 0;
  for (let day = 0; day < plan.daysPerDevice; day++) {
    const mine = Array.from({ length: plan.devices }, (_, i) => i).filter((i) => i % plan.gateways === index);
    for (let from = 0; from < mine.length; from += plan.visitsPerBatch) {
      const visits = mine.slice(from, from + plan.visitsPerBatch).map((device) => visitOf(plan, device, day));
      const sentAt = new Date(plan.startMs).toISOString();
      const batch: Batch = { v: 1, gateway, boot: 'bench', seq: seq++, sentAt, visits };
      payloads.push(Buffer.from(withDigest(JSON.stringify(batch), sha256)));
    }
  }
  return { gateway, payloads };
};

/** A day's 24 hours, closed, brought at the midnight that ends them. */
const visitOf = (plan: IngestBenchPlan, index: number, day: number): VisitReport => {
  const device = deviceSerialSchema.parse(serialOf(index));
  const atMs = plan.startMs + (day + 1) * 24 * hourMs;
  const steps = Uint16Array.from({ length: 24 }, (_, hour) =>
    hour < 7 ? 0 : ((index * 7 + hour * 131 + day * 17) % 900) + 1,
  );
  const content = {
    lastOpen: false,
    epoch: 1,
    firstSequence: day * 24,
    startSeconds: day * 86_400,
    bucketSeconds: 3600,
    steps,
  };
  return {
    id: `${index}-${day}`,
    device,
    model: 'steplog-1',
    startedAt: new Date(atMs).toISOString(),
    endedAt: new Date(atMs + 300).toISOString(),
    stamp: { gateway: atMs, trusted: true, epoch: 1, uptime: (day + 1) * 86_400 },
    battery: 80,
    lostBuckets: 0,
    nextSequence: (day + 1) * 24,
    pages: [signPage(content, keyOfDevice(index), device, hmacSha256).toBase64()],
  };
};

/** Publishes everything with a bounded window; settles when every batch has its receipt. Returns latencies in ms. */
const send = async (client: MqttClient, { gateway, payloads }: Sender): Promise<readonly number[]> => {
  const startedAt = new Map<number, number>();
  const latencies: number[] = [];
  let next = 0;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const pump = (): void => {
    while (next < payloads.length && startedAt.size < inFlightMax) {
      startedAt.set(next, performance.now());
      client.publish(topicOf(gateway, 'visits'), payloads[next] ?? '', { qos: 1 });
      next++;
    }
    if (next === payloads.length && startedAt.size === 0) resolve(undefined);
  };
  client.on('message', (_topic, payload) => {
    const { seq, status } = JSON.parse(payload.toString()) as { readonly seq: number; readonly status: string };
    if (status !== 'stored') throw new Error(`batch ${seq} was ${status}`);
    latencies.push(performance.now() - (startedAt.get(seq) ?? 0));
    startedAt.delete(seq);
    pump();
  });
  await client.subscribeAsync(topicOf(gateway, 'receipts'), { qos: 1 });
  pump();
  await promise;
  return latencies;
};

process.on(
  'message',
  (message: { readonly plan: IngestBenchPlan; readonly port: number; readonly secrets: readonly string[] }) => {
    void run(message.plan, message.port, message.secrets);
  },
);

const run = async (plan: IngestBenchPlan, port: number, secrets: readonly string[]): Promise<void> => {
  const senders = Array.from({ length: plan.gateways }, (_, index) => makeSender(plan, index));
  const clients = await Promise.all(
    senders.map(({ gateway }, index) =>
      connectAsync(`mqtt://127.0.0.1:${port}`, {
        clientId: gateway,
        username: gateway,
        password: secrets[index] ?? '',
        protocolVersion: 4,
      }),
    ),
  );
  const bytes = senders.flatMap(({ payloads }) => payloads).reduce((sum, payload) => sum + payload.length, 0);
  const started = performance.now();
  const latencies = await Promise.all(
    senders.map((sender, index) => {
      const client = clients[index];
      return client === undefined ? Promise.resolve([]) : send(client, sender);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(clients.map((client) => client.endAsync()));
  process.send?.({ seconds, bytes, latencies: latencies.flat() });
};
