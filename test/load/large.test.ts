/** What is far too large, and readers who do not read: refused or dropped, with bounded memory, and nobody else notices. */
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { registerRoutes } from '../../contract/register.ts';
import { topicOf } from '../../contract/topics.ts';
import { rawRequest } from '../bad-input/raw-request.ts';
import { connectPacket, packetHeader } from '../bad-input/raw-mqtt.ts';
import { HonestGateway, quantile } from './honest-gateway.ts';
import { hostileGateway, LoadCloud } from './load-cloud.ts';

const megabyte = 1024 * 1024;
const largeBytes = 64 * megabyte;
const piece = Buffer.alloc(megabyte, 'x');
/** What a program of this size takes and gives back as it goes, whoever sends what. */
const usualBytes = 96 * megabyte;
const latencyMsMax = 2_000;

let cloud: LoadCloud;
let honest: HonestGateway;
beforeEach(async () => {
  cloud = await LoadCloud.start();
  honest = await HonestGateway.connect(cloud);
  for (let i = 0; i < 20; i++) await honest.sendOne();
});
afterEach(async () => {
  await honest[Symbol.asyncDispose]();
  await cloud[Symbol.asyncDispose]();
});

/** Nobody else was held up, nothing was said wrong, and memory is as it was. */
const expectUnharmed = async (peakBefore: number): Promise<void> => {
  await honest.stop();
  expect([...honest.statuses]).toEqual(['stored']);
  expect(quantile(honest.latencies, 1)).toBeLessThan(latencyMsMax);
  expect(cloud.peakBytes() - peakBefore).toBeLessThan(usualBytes);
  expect(cloud.complaints).toBe('');
};

/** 64 MiB, or as much as is taken before the line is cut. */
function* much(head: Uint8Array): Generator<Uint8Array> {
  yield head;
  for (let sent = 0; sent < largeBytes; sent += piece.byteLength) yield piece;
}

test('a message of 64 MiB from a gateway that is known is cut at its header', async () => {
  const before = cloud.peakBytes();
  honest.begin();
  const topic = Buffer.from(topicOf(hostileGateway, 'visits'));
  const publish = Buffer.concat([
    packetHeader(0x32, largeBytes),
    Uint8Array.of(topic.byteLength >> 8, topic.byteLength & 0xff),
    topic,
  ]);
  for (let attempt = 0; attempt < 3; attempt++) {
    const head = connectPacket(hostileGateway, cloud.secrets.get(hostileGateway) ?? '');
    const { text } = await rawRequest(cloud.brokerPort, much(Buffer.concat([head, publish])));
    // A CONNACK at most, and then the end.
    expect(text.length).toBeLessThan(16);
  }
  await expectUnharmed(before);
});

test('a body of 64 MiB to any address of the desk is refused before it has come', async () => {
  const before = cloud.peakBytes();
  honest.begin();
  const paths = Object.values(registerRoutes).flatMap(({ method, path }) => (method === 'POST' ? [path] : []));
  const answered: (number | undefined)[] = [];
  for (const path of paths) {
    const head = [
      `POST ${path.replaceAll(/:\w+/g, 'x')} HTTP/1.1`,
      `Host: 127.0.0.1:${cloud.deskPort}`,
      `Origin: http://127.0.0.1:${cloud.deskPort}`,
      'Content-Type: application/json',
      `Content-Length: ${largeBytes}`,
    ];
    const { status } = await rawRequest(cloud.deskPort, much(Buffer.from(`${head.join('\r\n')}\r\n\r\n`)));
    // The answer may be lost where the line is cut while we still write.
    expect([path, status]).toEqual([path, status === undefined ? undefined : 413]);
    answered.push(status);
  }
  expect(answered).toContain(413);
  await expectUnharmed(before);
});

test(
  'readers who do not read are as many as there are seats, and nobody waits for them',
  { timeout: 120_000 },
  async () => {
    const before = cloud.peakBytes();
    honest.begin();
    const sockets: Socket[] = [];
    for (let i = 0; i < 300; i++) {
      const socket = connect(cloud.livePort, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(`GET /api/live HTTP/1.1\r\nHost: 127.0.0.1:${cloud.livePort}\r\n\r\n`);
      socket.pause();
      sockets.push(socket);
    }
    for (let i = 0; i < 50; i++) await honest.sendOne();
    const snapshot = await fetch(`${cloud.liveUrl}/api/snapshot`);
    expect(snapshot.status).toBe(200);
    for (const socket of sockets) socket.destroy();
    await expectUnharmed(before);
  },
);
