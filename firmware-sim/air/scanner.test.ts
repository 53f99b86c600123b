/** A scan hears what it is asked to hear, and as often. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { decodeAddress } from './device-address.ts';
import { opcode } from './hci-command.ts';
import { eventCode, leSubevent } from './hci-event.ts';
import type { RawHost } from './raw-host.ts';
import { advertise, askForAllEvents, createConnection, linkedPair, u16 } from './raw-pair.ts';
import { openTestRoom, type TestRoom } from './test-room.ts';

let room: TestRoom;
beforeEach(async () => {
  room = await openTestRoom();
});
afterEach(() => room[Symbol.asyncDispose]());

const advertisingReports = (host: RawHost): Promise<Buffer> =>
  host.event(eventCode.leMeta, leSubevent.advertisingReport);
const scan = async (host: RawHost, active: 0 | 1, filterDuplicates: 0 | 1): Promise<void> => {
  await askForAllEvents(host);
  await host.command(opcode.leSetScanParameters, Buffer.concat([Buffer.of(active), u16(16, 16), Buffer.of(0, 0)]));
  await host.command(opcode.leSetScanEnable, Buffer.of(1, filterDuplicates));
};
const typeOf = (report: Buffer): number => report.readUInt8(5);

test('a passive scan gets no scan responses; without a filter it gets each advertisement', async () => {
  const [scanner, advertiser] = [await room.raw('scanner'), await room.raw('advertiser')];
  await scan(scanner, 0, 0);
  await advertise(advertiser);
  const reports = [];
  for (let i = 0; i < 3; i++) reports.push(typeOf(await advertisingReports(scanner)));
  expect(reports).toEqual([0, 0, 0]);
});

test('a filtered one gets each device once, until it is begun anew', async () => {
  const [scanner, watcher, advertiser] = [
    await room.raw('scanner'),
    await room.raw('watcher'),
    await room.raw('advertiser'),
  ];
  await scan(scanner, 1, 1);
  await scan(watcher, 0, 0);
  await advertise(advertiser);
  for (let i = 0; i < 3; i++) await advertisingReports(watcher);
  expect([typeOf(await advertisingReports(scanner)), typeOf(await advertisingReports(scanner))]).toEqual([0, 4]);
  expect(scanner.packets.filter((packet) => packet[1] === eventCode.leMeta)).toEqual([]);
  await scanner.command(opcode.leSetScanEnable, Buffer.of(1, 1));
  expect(typeOf(await advertisingReports(scanner))).toBe(0);
});

test('what is not connectable is reported so, and not connected to', async () => {
  const [scanner, advertiser] = [await room.raw('scanner'), await room.raw('beacon')];
  const nonConnectable = Buffer.concat([u16(160, 160), Buffer.of(3, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0)]);
  expect((await advertiser.command(opcode.leSetAdvertisingParameters, nonConnectable)).status).toBe(0);
  await advertise(advertiser);
  await scan(scanner, 1, 0);
  await scanner.command(opcode.leCreateConnection, createConnection(room.air.address('beacon')));
  const reports = [typeOf(await advertisingReports(scanner)), typeOf(await advertisingReports(scanner))];
  expect([reports, room.air.links()]).toEqual([[3, 3], []]);
});

test('a connected peripheral is no longer heard', async () => {
  await linkedPair(room);
  const [scanner, other] = [await room.raw('scanner'), await room.raw('other')];
  await advertise(other);
  await scan(scanner, 0, 0);
  for (let i = 0; i < 3; i++) {
    expect(decodeAddress((await advertisingReports(scanner)).subarray(7, 13))).toBe(room.air.address('other'));
  }
});
