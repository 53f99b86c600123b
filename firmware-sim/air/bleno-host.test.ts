/** BlenoHost gives bleno what it lacks: a limit to the MTU, back-pressure, and an end that leaves nothing behind. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Noble, Peripheral } from '@stoprocent/noble';
import { BlenoHost } from './bleno-host.ts';
import { openTestRoom, type TestRoom } from './test-room.ts';
import { collect, connectTo, discover, serveTests, type TestClient } from './test-service.ts';

let room: TestRoom;
beforeEach(async () => {
  room = await openTestRoom();
});
afterEach(() => room[Symbol.asyncDispose]());

const visit = async (noble: Noble, address: string): Promise<TestClient> => {
  const found: readonly Peripheral[] = await discover(noble, room.air.residents().length - 1);
  const peripheral = found.find((each) => each.address === address);
  if (peripheral === undefined) throw new Error(`no ${address}`);
  return connectTo(peripheral);
};

test('each instance keeps to its own MTU limit', async () => {
  const noble = await room.central('gateway');
  const limits = [23, 100, 247, undefined];
  for (const attMtuMax of limits) {
    const name = `pedometer-${String(attMtuMax)}`;
    await serveTests(await room.peripheral(name, attMtuMax === undefined ? {} : { attMtuMax }));
  }
  const agreed = [];
  for (const attMtuMax of limits) {
    const client = await visit(noble, room.air.address(`pedometer-${String(attMtuMax)}`));
    agreed.push(client.peripheral.mtu);
    await client.peripheral.disconnectAsync();
  }
  expect(agreed).toEqual([23, 100, 247, 256]);
});

test('drained settles only when bleno holds no more than asked for, and at once when it holds nothing', async () => {
  const noble = await room.central('gateway');
  const server = await serveTests(await room.peripheral('pedometer', { attMtuMax: 247 }));
  const client = await visit(noble, room.air.address('pedometer'));
  const { values } = await collect(client.notified, 100);
  await server.host.drained(0);
  const settled: string[] = [];
  for (let i = 0; i < 100; i++) server.notify(Buffer.alloc(244, i));
  const half = server.host.drained(50).then(() => settled.push('half'));
  const all = server.host.drained(0).then(() => settled.push('all'));
  expect(settled).toEqual([]);
  await half;
  expect(settled).toEqual(['half']);
  await all;
  expect(await values).toHaveLength(100);
});

test('drained settles when the link is lost, and when the host ends', async () => {
  const noble = await room.central('gateway');
  const server = await serveTests(await room.peripheral('pedometer', { attMtuMax: 247 }));
  await collect((await visit(noble, room.air.address('pedometer'))).notified, 1);
  for (let i = 0; i < 100; i++) server.notify(Buffer.alloc(244, i));
  const lost = server.host.drained(0);
  room.air.drop('pedometer');
  await lost;
  await collect((await visit(noble, room.air.address('pedometer'))).notified, 1);
  for (let i = 0; i < 100; i++) server.notify(Buffer.alloc(244, i));
  const ended = server.host.drained(0);
  await server.host[Symbol.asyncDispose]();
  await ended;
});

test('an ATT application error reaches the central as it was given, and leaves the link usable', async () => {
  const noble = await room.central('gateway');
  await serveTests(await room.peripheral('pedometer'));
  const client = await visit(noble, room.air.address('pedometer'));
  const errors: number[] = [];
  const hci: unknown = Reflect.get(Reflect.get(noble, '_bindings'), '_hci');
  if (!isListenable(hci)) throw new Error('noble has changed');
  hci.on('aclDataPkt', (_handle, _channel, data) => {
    if (data[0] === 0x01) errors.push(data.readUInt8(4));
  });
  for (const code of [0xfd, 0xfe, 0xff]) void client.writable.writeAsync(Buffer.of(code), false);
  expect(await client.readable.readAsync()).toHaveLength(36);
  // The first is how noble learns that discovery is over.
  expect(errors.slice(-3)).toEqual([0xfd, 0xfe, 0xff]);
});

interface Listenable {
  on(event: 'aclDataPkt', listener: (handle: number, channel: number, data: Buffer) => void): unknown;
}

const isListenable = (value: unknown): value is Listenable =>
  typeof value === 'object' && value !== null && 'on' in value && typeof value.on === 'function';

test('leaves no listeners on the process and no timers running once it has ended', async () => {
  const listeners = (): number => process.listenerCount('SIGINT') + process.listenerCount('exit');
  const before = listeners();
  const hosts = [];
  for (let i = 0; i < 12; i++) hosts.push(await room.peripheral(`pedometer-${i}`));
  expect(listeners()).toBe(before);
  for (const host of hosts) await host[Symbol.asyncDispose]();
  // The poll each has begun at its start runs out.
  const timers = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  await expect.poll(timers, { timeout: 5000 }).toBeLessThanOrEqual(1);
});

test('ends with its signal', async () => {
  await room.air.controllerAt(room.path('pedometer'), { name: 'pedometer' });
  const life = new AbortController();
  const host = new BlenoHost({ path: room.path('pedometer') });
  await host.start(life.signal);
  expect(host.bleno.state).toBe('poweredOn');
  life.abort();
  expect(() => host.bleno).toThrow('after its end');
});
