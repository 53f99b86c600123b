/** Links are lost in every way they are in life, and both sides are told. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestRoom, type TestRoom } from './test-room.ts';
import { abandonment, collect, connectTo, disconnection, discoverOne, numbered, serveTests } from './test-service.ts';

let room: TestRoom;
beforeEach(async () => {
  room = await openTestRoom();
});
afterEach(() => room[Symbol.asyncDispose]());

test('a peripheral carried away is lost to both sides with a connection timeout, and found again on return', async () => {
  const noble = await room.central('gateway');
  const server = await serveTests(await room.peripheral('pedometer'));
  const client = await connectTo(await discoverOne(noble));
  const [gone, reason] = [abandonment(server), disconnection(client.peripheral)];
  room.air.place('pedometer');
  expect(await reason).toBe(0x08);
  await gone;
  room.air.place('pedometer', 'here');
  expect(await (await connectTo(await discoverOne(noble))).readable.readAsync()).toHaveLength(36);
});

test('one that steps out and back within the supervision timeout is not lost', async () => {
  const noble = await room.central('gateway');
  await serveTests(await room.peripheral('pedometer'));
  const client = await connectTo(await discoverOne(noble));
  room.air.place('pedometer');
  room.air.place('pedometer', 'here');
  expect(await client.readable.readAsync()).toHaveLength(36);
});

test('a dropped link is told to both sides, and an operation under way rejects', async () => {
  const noble = await room.central('gateway');
  const server = await serveTests(await room.peripheral('pedometer'));
  const client = await connectTo(await discoverOne(noble));
  const gone = abandonment(server);
  const read = client.readable.readAsync();
  expect(room.air.drop('pedometer')).toBe(1);
  await expect(read).rejects.toThrow('Disconnected 8');
  await gone;
});

test('at a loss of 30 % everything still arrives, once and in order, and the repeats are counted', async () => {
  const noble = await room.central('gateway');
  const server = await serveTests(await room.peripheral('pedometer', { attMtuMax: 247 }));
  const client = await connectTo(await discoverOne(noble));
  room.air.setLoss('pedometer', 0.3);
  const { values } = await collect(client.notified, 200);
  const sent = numbered(200, 244);
  sent.forEach((data) => server.notify(data));
  expect((await values).map((value) => value.readUInt32LE(0))).toEqual(sent.map((_, i) => i));
  const { packets, retransmissions } = room.air.traffic('pedometer');
  expect(retransmissions).toBeGreaterThan(30);
  expect(packets - retransmissions).toBeLessThan(packets);
});

test('at a loss of 30 % peripherals are found and connected to, if not at the first try', async () => {
  const noble = await room.central('gateway');
  await serveTests(await room.peripheral('pedometer'));
  room.air.setLoss('pedometer', 0.3);
  const peripheral = await discoverOne(noble);
  const read = async (): Promise<Buffer> => {
    const client = await connectTo(peripheral);
    return client.readable.readAsync();
  };
  const tries = 30;
  let value: Buffer | undefined;
  for (let i = 0; i < tries && value === undefined; i++) value = await read().catch(() => undefined);
  expect(value).toHaveLength(36);
});

test('a link on which nothing gets through any more ends by itself', async () => {
  const noble = await room.central('gateway');
  await serveTests(await room.peripheral('pedometer'));
  const client = await connectTo(await discoverOne(noble));
  room.air.setLoss('gateway', 1);
  await expect(client.readable.readAsync()).rejects.toThrow('Disconnected 8');
});

test('a connection request the peripheral never heard fails with 0x3E', async () => {
  const chances: number[] = [];
  await using deaf = await openTestRoom({ random: () => chances.shift() ?? 0.9 });
  const noble = await deaf.central('gateway');
  await serveTests(await deaf.peripheral('pedometer'));
  const peripheral = await discoverOne(noble);
  deaf.air.setLoss('pedometer', 0.5);
  // When to advertise next; the advertisement is heard; the connection request is not.
  chances.push(0.9, 0.9, 0.1);
  await peripheral.connectAsync();
  expect(await disconnection(peripheral)).toBe(0x3e);
});

test('a gateway that is killed and started again finds its peripheral free', async () => {
  const noble = await room.central('gateway');
  const server = await serveTests(await room.peripheral('pedometer'));
  await connectTo(await discoverOne(noble));
  const gone = abandonment(server);
  const again = await room.centralAgain('gateway');
  await gone;
  const client = await connectTo(await discoverOne(again));
  expect(await client.readable.readAsync()).toHaveLength(36);
});

test('a gateway in another process is served like any other, and killing it frees the peripheral', async () => {
  const server = await serveTests(await room.peripheral('pedometer'));
  await room.air.controllerAt(room.path('gateway'), { name: 'gateway' });
  const program = join(import.meta.dirname, 'other-process.ts');
  const gateway = spawn(process.execPath, [program, room.path('gateway')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = await once(gateway.stdout, 'data');
  expect(String(said[0]).trim()).toBe('07'.repeat(36));
  const [gone, exit] = [abandonment(server), once(gateway, 'exit')];
  gateway.kill('SIGKILL');
  await gone;
  await exit;
  const client = await connectTo(await discoverOne(await room.central('second')));
  expect(await client.readable.readAsync()).toHaveLength(36);
});
