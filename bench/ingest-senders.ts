/** Senders: gateways of the ingest benchmark in a process of their own, each with 32 batches in flight as the real ones. */
import { connectAsync, type MqttClient } from 'mqtt';
import { gatewayIdSchema, type GatewayId } from '../contract/ids.ts';
import { topicOf } from '../contract/topics.ts';
import { batchesOf } from './bench-days.ts';
import { gatewayOf, type IngestBenchPlan } from './ingest-plan.ts';

const inFlightMax = 32;

interface Sender {
  readonly gateway: GatewayId;
  readonly payloads: readonly Uint8Array[];
}

const makeSender = (plan: IngestBenchPlan, index: number): Sender => ({
  gateway: gatewayIdSchema.parse(gatewayOf(index)),
  payloads: [...batchesOf(plan, index)],
});

/** Publishes everything with a bounded window; settles when every batch has its receipt. Returns latencies in ms. */
const send = async (client: MqttClient, { gateway, payloads }: Sender): Promise<readonly number[]> => {
  const startedAt = new Map<number, number>();
  const latencies: number[] = [];
  let next = 0;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const pump = (): void => {
    while (next < payloads.length && startedAt.size < inFlightMax) {
      startedAt.set(next, performance.now());
      client.publish(topicOf(gateway, 'visits'), Buffer.from(payloads[next] ?? []), { qos: 1 });
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
