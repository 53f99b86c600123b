/** Bad ways to use the broker: cut or refused, each gateway kept to its own topics, the next message taken as ever. */
import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { gatewayIdSchema } from '../../contract/ids.ts';
import { topicOf } from '../../contract/topics.ts';
import { EmbeddedBroker } from '../../ingest/broker/embedded-broker.ts';
import { firstPacketBytesMax, PacketGate } from '../../ingest/broker/packet-gate.ts';
import type { UpMessage } from '../../ingest/broker/wire.ts';
import { silentLog } from '../../runtime/log.ts';
import { connectPacket, packetHeader, publishPacket, say, subscribePacket } from './raw-mqtt.ts';

const one = gatewayIdSchema.parse('gw-1');
const two = gatewayIdSchema.parse('gw-2');
const visits = topicOf(one, 'visits');
const mebibyte = 1024 * 1024;
const connackBytes = 4;
const hello = connectPacket(one, 'secret');

let broker: EmbeddedBroker;
let heard: UpMessage[];
let woken: () => void;

beforeEach(async () => {
  heard = [];
  woken = () => undefined;
  broker = openBroker();
  await broker.start();
});
afterEach(() => broker[Symbol.asyncDispose]());

const openBroker = (): EmbeddedBroker => {
  const opened = new EmbeddedBroker({
    host: '127.0.0.1',
    port: 0,
    checkGateway: (_, secret) => secret === 'secret',
    knownGateway: (id) => id === one || id === two,
    log: silentLog,
  });
  opened.onMessage((message) => {
    heard.push(message);
    woken();
  });
  return opened;
};

const connectGateway = (): Promise<MqttClient> =>
  connectAsync(`mqtt://127.0.0.1:${broker.port}`, {
    clientId: one,
    username: one,
    password: 'secret',
    reconnectPeriod: 0,
    protocolVersion: 4,
  });

const message = async (): Promise<UpMessage> => {
  for (;;) {
    const first = heard.shift();
    if (first !== undefined) return first;
    await new Promise<void>((resolve) => (woken = resolve));
  }
};

/** The broker still does its work. */
const expectAlive = async (): Promise<void> => {
  const client = await connectGateway();
  await client.publishAsync(visits, 'after', { qos: 1 });
  expect(Buffer.from((await message()).payload).toString()).toBe('after');
  await client.endAsync(true);
};

test('B2 a packet that announces more than a mebibyte is cut at its header, before a byte of it has come', async () => {
  const announced = packetHeader(0x32, 64 * mebibyte);
  const { end, bytes } = await say(broker.port, [hello, announced]);
  expect([end, bytes.byteLength <= connackBytes]).toEqual(['closed', true]);
  expect(heard).toEqual([]);
  await expectAlive();
});

test('B2 whoever has not said who they are may announce 16 KiB', async () => {
  expect((await say(broker.port, [packetHeader(0x10, firstPacketBytesMax + 1)])).end).toBe('closed');
  expect((await say(broker.port, [packetHeader(0x10, 0xfffffff)])).end).toBe('closed');
});

test('B2 a message of a mebibyte is heard and one byte more is not, however it is cut into pieces', async () => {
  const client = await connectGateway();
  await client.publishAsync(visits, Buffer.alloc(mebibyte), { qos: 1 });
  expect((await message()).payload.byteLength).toBe(mebibyte);
  const closed = new Promise((resolve) => client.once('close', () => resolve('closed')));
  client.publish(visits, Buffer.alloc(mebibyte + 1), { qos: 1 });
  expect(await closed).toBe('closed');
  await client.endAsync(true);
  expect(heard).toEqual([]);

  const stream = Buffer.concat([hello, publishPacket(visits, 'x'.repeat(300)), publishPacket(visits, 'y')]);
  for (const piece of [1, 2, 3, 7, 64, stream.byteLength]) {
    const gate = new PacketGate(1024);
    const strict = new PacketGate(300);
    let [passes, passesStrict] = [true, true];
    for (let at = 0; at < stream.byteLength; at += piece) {
      passes &&= gate.passes(stream.subarray(at, at + piece));
      passesStrict &&= strict.passes(stream.subarray(at, at + piece));
    }
    expect([piece, passes, passesStrict]).toEqual([piece, true, false]);
  }
});

test.each([
  ['the topic of another gateway', topicOf(two, 'visits')],
  ['its own receipts', topicOf(one, 'receipts')],
  ['a topic with a wildcard', 'ayumi/v1/+/visits'],
  ['everything', '#'],
  ['a topic of the broker', '$SYS/gw-1/new/clients'],
  ['no topic', ''],
  ['a topic below its own', `${visits}/more`],
  ['a topic of five thousand levels', 'a/'.repeat(5000)],
  ['a topic with a NUL', `${visits}\0`],
  ['a topic that is not UTF-8', Uint8Array.of(0xff, 0xfe, 0x2f)],
] as const)('B9 publishing to %s closes the connection and is heard by nobody', async (_, topic) => {
  const { end } = await say(broker.port, [hello, publishPacket(topic, '{}')]);
  expect(end).toBe('closed');
  expect(heard).toEqual([]);
  await expectAlive();
});

test.each(['ayumi/v1/gw-2/receipts', 'ayumi/v1/+/receipts', '#', '$SYS/#', visits])(
  'B9 subscribing to %s is refused',
  async (topic) => {
    const { bytes } = await say(broker.port, [hello, subscribePacket(topic)], connackBytes + 5);
    const refused = 0x80;
    expect(bytes.at(-1)).toBe(refused);
  },
);

test('B10 a batch is heard once whatever its QoS, and as just sent even where it asks to be kept', async () => {
  const client = await connectGateway();
  for (const qos of [0, 1, 2] as const) {
    await client.publishAsync(visits, `at ${qos}`, { qos, retain: true });
    expect(await message()).toMatchObject({ name: 'visits', retained: false });
  }
  await client.publishAsync(topicOf(one, 'actions'), 'a batch of actions', { qos: 1, retain: true });
  expect(await message()).toMatchObject({ name: 'actions', retained: false });
  await client.publishAsync(topicOf(one, 'state'), 'kept', { qos: 1, retain: true });
  await message();
  await client.endAsync(true);
  expect(heard).toEqual([]);
});

test.each([
  ['a gateway nobody knows', connectPacket('gw-9', 'secret')],
  ['a wrong secret', connectPacket(one, 'guess')],
  ['a secret of 60,000 letters', connectPacket(one, 'x'.repeat(60_000))],
  ['an id that is a word of the language', connectPacket('__proto__', 'secret')],
  ['an id with a slash', connectPacket('gw-1/../gw-2', 'secret')],
  ['a topic instead of a greeting', publishPacket(visits, '{}')],
  ['no packet of MQTT', Uint8Array.of(0, 0)],
  ['a length of five bytes', Uint8Array.of(0x10, 0xff, 0xff, 0xff, 0xff, 0x7f)],
  ['HTTP', new TextEncoder().encode('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
])('B13 %s does not get in', async (_, packet) => {
  const { end, bytes } = await say(broker.port, [packet, publishPacket(visits, '{}')]);
  expect([end, bytes.at(3) ?? 'nothing']).not.toEqual(['closed', 0]);
  expect(end).toBe('closed');
  expect(heard).toEqual([]);
});
