/** The radio goes on hearing whatever is on the air: strangers without end, and packets at which noble itself throws. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeScanResponse } from '../../contract/advertising.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { NobleRadio } from './noble-radio.ts';
import { openNobleFor } from './open-noble.ts';
import { PaperController } from './paper-controller.ts';
import type { Heard } from './radio.ts';

let controller: PaperController;
let radio: NobleRadio;
let heard: Heard[];
let anything: number;
let crowded: number;

const listener = {
  onPedometer: (one: Heard): void => void heard.push(one),
  onAnything: (): void => void (anything += 1),
  onCrowded: (): void => void (crowded += 1),
};

const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
};

const flags = { clockSet: false, overwritten: false, batteryLow: false };
const pedometer = (): void => controller.advertise(1, encodeScanResponse({ flags, epoch: 3, nextSequence: 723 }), 4);

beforeEach(async () => {
  controller = new PaperController();
  await controller.start();
  heard = [];
  anything = 0;
  crowded = 0;
  const open = openNobleFor({ kind: 'h4', path: controller.path }, () => undefined);
  radio = new NobleRadio({ open, clock: systemClock, log: silentLog, addressesMax: 100 });
});

afterEach(async () => {
  await radio[Symbol.asyncDispose]();
  await controller.stop();
});

test('hears pedometers, and that there is something at all', async () => {
  expect(await radio.listen(listener)).toEqual({ kind: 'listening' });
  controller.advertise(2, Uint8Array.of(2, 1, 6));
  pedometer();
  await until(() => heard.length === 1);
  expect(heard[0]).toMatchObject({
    address: 'c0:00:00:00:00:01',
    advertised: { epoch: 3, nextSequence: 723 },
    rssi: -60,
  });
  expect(anything).toBe(2);
});

test.each([
  ['a transmit power without a number', Uint8Array.of(1, 0x0a)],
  ['a structure longer than its packet', Uint8Array.of(30, 0x21, 1)],
  ['service data shorter than its service', Uint8Array.of(4, 0x21, 1, 2, 3)],
  ['our service with the wrong bytes', encodeScanResponse({ flags, epoch: 3, nextSequence: 1 }).subarray(0, 20)],
])('stands a stranger who advertises %s', async (_, data) => {
  await radio.listen(listener);
  for (const type of [0, 2, 3, 4]) controller.advertise(9, data, type);
  pedometer();
  await until(() => heard.length === 1);
});

test('stands controller events cut short', async () => {
  await radio.listen(listener);
  for (const code of [0x05, 0x08, 0x0e, 0x0f, 0x13, 0x3e])
    for (let bytes = 0; bytes < 5; bytes++) controller.event(code, new Uint8Array(bytes));
  pedometer();
  await until(() => heard.length === 1);
});

test.each([
  ['who cannot be connected to', 3],
  ['who could be connected to and were heard a single time', 0],
])('begins anew with an empty memory after too many strangers %s', async (_, type) => {
  await radio.listen(listener);
  for (let stranger = 10; stranger < 300; stranger++) controller.advertise(stranger, Uint8Array.of(2, 1, 6), type);
  await until(() => anything === 290);
  expect([controller.hosts, crowded]).toEqual([1, 190]);
  await radio.listen(listener);
  expect(controller.hosts).toBe(2);
  pedometer();
  await until(() => heard.length === 1);
});

test('says at once that a pedometer is gone whose link ended before it was told of its beginning', async () => {
  await radio.listen(listener);
  pedometer();
  await until(() => heard.length === 1);
  const connecting = radio.connect('c0:00:00:00:00:01', { connectMs: 60_000, discoverMs: 60_000 });
  await until(() => controller.isConnecting);
  controller.connectInVain(1);
  expect(await connecting).toEqual({ kind: 'failed', fault: 'gone' });
});
