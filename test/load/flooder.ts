/**
 * Flooder: a gateway gone mad, in a process of its own: as many batches as it is told, as fast as the line takes them, of all
 * the kinds that a cloud keeps. It reads its receipts and does not care. `flooder.ts port secret batches topic`
 */
import { connectAsync } from 'mqtt';
import { receiptSchema } from '../../contract/receipt.ts';
import { topicOf } from '../../contract/topics.ts';
import { hostileGateway } from './load-cloud.ts';

export interface FloodReport {
  readonly sent: number;
  readonly seconds: number;
  readonly receipts: Readonly<Record<string, number>>;
}

const [port = '', secret = '', batches = '', name = 'visits'] = process.argv.slice(2);
const topic = topicOf(hostileGateway, name === 'health' ? 'health' : 'visits');
/** Published and not yet on the line. */
const onTheirWayMax = 500;

const visit = (seq: number, device: string) => ({
  id: `h-${seq}`,
  device,
  model: 'steplog-1',
  startedAt: '2026-10-01T00:00:00.000Z',
  endedAt: '2026-10-01T00:00:01.000Z',
  battery: 80,
  lostBuckets: 0,
  nextSequence: 24,
  pages: [Buffer.alloc(60, seq % 251).toString('base64')],
});

/** A pedometer nobody knows, a page nobody signed, no batch at all, and much of nothing. */
const payloadOf = (seq: number): string => {
  if (name === 'health') return JSON.stringify({ v: 1, seq, odd: 'x'.repeat(10_000) });
  const batch = { v: 1, gateway: hostileGateway, boot: 'mad', seq, sentAt: '2026-10-01T00:00:01.000Z' };
  switch (seq % 4) {
    case 0:
      return JSON.stringify({ ...batch, visits: [visit(seq, `AYM-${seq}`)] });
    case 1:
      return JSON.stringify({ ...batch, visits: [visit(seq, 'AYM-000001')] });
    case 2:
      return JSON.stringify({ ...batch, visits: [], odd: seq });
    default:
      return `${JSON.stringify({ ...batch, visits: [] })}${seq % 100 === 3 ? 'x'.repeat(200_000) : 'x'}`;
  }
};

const client = await connectAsync(`mqtt://127.0.0.1:${port}`, {
  clientId: hostileGateway,
  username: hostileGateway,
  password: secret,
  protocolVersion: 4,
  reconnectPeriod: 0,
});
const receipts: Record<string, number> = {};
client.on('message', (_topic, payload) => {
  const { status } = receiptSchema.parse(JSON.parse(payload.toString()));
  receipts[status] = (receipts[status] ?? 0) + 1;
});
await client.subscribeAsync(topicOf(hostileGateway, 'receipts'), { qos: 0 });
const started = performance.now();
const report = (sent: number): void => {
  const said: FloodReport = { sent, seconds: (performance.now() - started) / 1000, receipts };
  process.send?.(said);
};
// Nobody's processes stay behind.
process.once('disconnect', () => process.exit());
let onTheirWay: Promise<unknown>[] = [];
for (let seq = 0; seq < Number(batches); seq++) {
  onTheirWay.push(client.publishAsync(topic, payloadOf(seq), { qos: 0 }));
  if (onTheirWay.length < onTheirWayMax) continue;
  await Promise.all(onTheirWay);
  onTheirWay = [];
  report(seq + 1);
}
await Promise.all(onTheirWay);
report(Number(batches));
await client.endAsync();
