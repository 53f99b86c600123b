/** H4Socket keeps what is written too early, and says when its controller is gone and when it is back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { H4Socket, h4Bindings, installH4Driver } from './h4-socket.ts';

const reset = Buffer.from('01030c00', 'hex');
const resetDone = Buffer.from('040e0401030c00', 'hex');

let directory: string;
let server: Server;
let arrivals: Socket[];
let onArrival: (socket: Socket) => void;
const sockets: H4Socket[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'h4-'));
  arrivals = [];
  onArrival = () => undefined;
  server = createServer((socket) => {
    arrivals.push(socket);
    socket.on('error', () => undefined);
    onArrival(socket);
  });
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.stop();
  for (const socket of arrivals) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
  await rm(directory, { recursive: true });
});

const path = (): string => join(directory, 'hci');
const listen = (): Promise<void> => new Promise((resolve) => server.listen(path(), resolve));
const arrival = (): Promise<Socket> => new Promise((resolve) => (onArrival = resolve));
const chunk = (socket: Socket): Promise<Buffer> => new Promise((resolve) => socket.once('data', resolve));
const packet = (socket: H4Socket): Promise<Buffer> => new Promise((resolve) => socket.once('data', resolve));
const state = (socket: H4Socket): Promise<boolean> => new Promise((resolve) => socket.once('state', resolve));

const open = (): H4Socket => {
  const socket = new H4Socket();
  sockets.push(socket);
  socket.bindRaw(undefined, h4Bindings(path()).bindParams);
  socket.start();
  return socket;
};

test('keeps what is written before the controller is there, in order', async () => {
  const socket = open();
  expect(socket.isDevUp()).toBe(true);
  socket.write(reset);
  socket.write(reset);
  const arrived = arrival();
  await listen();
  expect(await chunk(await arrived)).toEqual(Buffer.concat([reset, reset]));
});

test('gives each packet by itself', async () => {
  await listen();
  const arrived = arrival();
  const socket = open();
  const got: string[] = [];
  const three = new Promise<void>((resolve) =>
    socket.on('data', (data) => {
      got.push(data.toString('hex'));
      if (got.length === 3) resolve();
    }),
  );
  const controller = await arrived;
  controller.write(Buffer.concat([resetDone, resetDone, resetDone.subarray(0, 2)]));
  controller.write(resetDone.subarray(2));
  await three;
  expect(got).toEqual(['040e0401030c00', '040e0401030c00', '040e0401030c00']);
});

test('says that it is down when the controller hangs up, and up when it is back', async () => {
  await listen();
  const arrived = arrival();
  const socket = open();
  const errors: Error[] = [];
  socket.on('error', (error) => errors.push(error));
  const controller = await arrived;
  const down = state(socket);
  controller.destroy();
  expect(await down).toBe(false);
  expect([socket.isDevUp(), errors.length]).toEqual([false, 1]);
  socket.write(reset);
  const back = arrival();
  expect(await state(socket)).toBe(true);
  socket.write(Buffer.from('01091000', 'hex'));
  expect((await chunk(await back)).toString('hex')).toBe('01091000');
});

test('hangs up on a controller that does not speak HCI, and nobody need listen for the error', async () => {
  await listen();
  const arrived = arrival();
  const socket = open();
  const down = state(socket);
  (await arrived).write(Buffer.from('hello'));
  expect(await down).toBe(false);
});

test('says nothing more once it is stopped, not even the rest of a chunk', async () => {
  await listen();
  const arrived = arrival();
  const socket = open();
  let count = 0;
  socket.on('data', () => {
    count += 1;
    socket.stop();
  });
  const first = packet(socket);
  (await arrived).write(Buffer.concat([resetDone, resetDone]));
  await first;
  expect([count, socket.isDevUp()]).toEqual([1, false]);
});

test('sends out what was written before it was stopped', async () => {
  await listen();
  const arrived = arrival();
  const socket = open();
  const controller = await arrived;
  const connected = packet(socket);
  controller.write(resetDone);
  await connected;
  let bytes = 0;
  controller.on('data', (data: Buffer) => (bytes += data.byteLength));
  const closed = new Promise((resolve) => controller.once('close', resolve));
  for (let i = 0; i < 1000; i++) socket.write(Buffer.alloc(4096));
  socket.stop();
  await closed;
  expect(bytes).toBe(1000 * 4096);
});

test('is inert as the control channel bleno opens for each link', () => {
  const socket = new H4Socket();
  socket.bindControl();
  socket.start();
  socket.write(reset);
  socket.stop();
  expect(socket.isDevUp()).toBe(false);
});

test('the driver is found under its name, the others as before, however often it is installed', () => {
  const require = createRequire(import.meta.url);
  installH4Driver();
  installH4Driver();
  const { loadDriver } = require('@stoprocent/bluetooth-hci-socket') as { loadDriver: (name: string) => unknown };
  expect(loadDriver('h4')).toBe(H4Socket);
  expect(loadDriver('unheard-of')).not.toBe(H4Socket);
});

test('a wrong path in the options is our own mistake', () => {
  expect(() => new H4Socket().bindRaw(0, { h4: {} })).toThrow('bindParams');
});
