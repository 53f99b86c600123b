/** Strangers are heard where they pass, as often as they say something, and leave nothing behind in the air. */
import type { Noble, Peripheral } from '@stoprocent/noble';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { discover, serveTests } from './test-service.ts';
import { openTestRoom, type TestRoom } from './test-room.ts';

const manufacturerData = Uint8Array.of(5, 0xff, 0x4c, 0x00, 0x10, 0x05);
const passing = { data: manufacturerData, isConnectable: false } as const;

let room: TestRoom;
beforeEach(async () => {
  room = await openTestRoom();
});
afterEach(() => room[Symbol.asyncDispose]());

/** Settles, once the scan is under way, with a promise of the first it hears. */
const hearing = async (noble: Noble): Promise<{ readonly first: Promise<Peripheral> }> => {
  const first = new Promise<Peripheral>((resolve) => noble.once('discover', resolve));
  await noble.startScanningAsync([], true);
  return { first };
};

test('a scanning central hears a stranger with the address and data it had, and no controller is needed', async () => {
  const noble = await room.central('gateway');
  const { first } = await hearing(noble);
  room.air.stranger({ ...passing, address: '4a:00:00:00:00:01' });
  const stranger = await first;
  expect(stranger).toMatchObject({
    address: '4a:00:00:00:00:01',
    addressType: 'random',
    connectable: false,
    rssi: -60,
  });
  expect(stranger.advertisement.manufacturerData).toEqual(Buffer.from(manufacturerData.subarray(2)));
  expect(room.air.residents()).toEqual(['gateway']);
});

test('nobody hears a stranger elsewhere, nor one whose packet is lost', async () => {
  const noble = await room.central('gateway');
  const { first } = await hearing(noble);
  room.air.stranger({ ...passing, address: '4a:00:00:00:00:02', places: ['elsewhere'] });
  room.air.setLoss('gateway', 1);
  room.air.stranger({ ...passing, address: '4a:00:00:00:00:03' });
  room.air.setLoss('gateway', 0);
  room.air.stranger({ ...passing, address: '4a:00:00:00:00:04', places: ['elsewhere', 'here'] });
  expect((await first).address).toBe('4a:00:00:00:00:04');
});

test('a stranger before anybody listens is heard by nobody, and pedometers are found among strangers as ever', async () => {
  const noble = await room.central('gateway');
  room.air.stranger({ ...passing, address: '4a:00:00:00:00:05' });
  await serveTests(await room.peripheral('pedometer'));
  expect((await discover(noble)).map(({ address }) => address)).toEqual([room.air.address('pedometer')]);
});
