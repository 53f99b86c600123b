/** A controller answers every byte a host may send, and keeps what it promises about links and buffers. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeAcl } from './acl-packet.ts';
import { encodeAddress } from './device-address.ts';
import { encodeCommand, opcode } from './hci-command.ts';
import { eventCode, leSubevent } from './hci-event.ts';
import type { RawHost } from './raw-host.ts';
import { openTestRoom, type TestRoom } from './test-room.ts';

let room: TestRoom;
beforeEach(async () => {
  room = await openTestRoom();
});
afterEach(() => room[Symbol.asyncDispose]());

const allEvents = Buffer.alloc(8, 0xff);
const prepare = async (host: RawHost): Promise<void> => {
  await host.command(opcode.setEventMask, allEvents);
  await host.command(opcode.leSetEventMask, allEvents);
};

const u16 = (...values: readonly number[]): Buffer =>
  Buffer.from(values.flatMap((value) => [value & 0xff, value >> 8]));

/** Active scan in no window, any peer, random address, 7.5 to 30 ms, no latency, 420 ms. */
const createConnection = (address: string): Buffer =>
  Buffer.concat([u16(0x60, 0x30), Buffer.of(0, 1), encodeAddress(address), Buffer.of(0), u16(6, 24, 0, 42, 0, 0)]);

const advertise = (host: RawHost): Promise<{ readonly status: number }> =>
  host.command(opcode.leSetAdvertisingEnable, Buffer.of(1));

interface Pair {
  readonly central: RawHost;
  readonly peripheral: RawHost;
  readonly handle: number;
  readonly peripheralHandle: number;
}

const linked = async (): Promise<Pair> => {
  const address = await room.air.controllerAt(room.path('peripheral'), { name: 'peripheral' });
  const [central, peripheral] = [await room.raw('central'), await room.rawAgain('peripheral')];
  await prepare(central);
  await prepare(peripheral);
  await advertise(peripheral);
  expect((await central.command(opcode.leCreateConnection, createConnection(address))).status).toBe(0);
  const toCentral = await central.event(eventCode.leMeta, leSubevent.connectionComplete);
  const toPeripheral = await peripheral.event(eventCode.leMeta, leSubevent.connectionComplete);
  expect([toCentral.readUInt8(7), toPeripheral.readUInt8(7)]).toEqual([0, 1]);
  return { central, peripheral, handle: toCentral.readUInt16LE(5), peripheralHandle: toPeripheral.readUInt16LE(5) };
};

describe('commands', () => {
  test('an unknown one is answered with Command Complete, status 0x01', async () => {
    const host = await room.raw('host');
    host.write(encodeCommand(0x2039, Buffer.of(1, 2, 3)));
    expect((await host.event(eventCode.commandComplete)).toString('hex')).toBe('040e0401392001');
  });

  test('any opcode with any parameters is answered', async () => {
    const host = await room.raw('host');
    const anyOpcode = fc.oneof(fc.constantFrom(...Object.values(opcode)), fc.integer({ min: 0, max: 0xffff }));
    await fc.assert(
      fc.asyncProperty(anyOpcode, fc.uint8Array({ maxLength: 255 }), async (code, parameters) => {
        expect((await host.command(code, parameters)).status).toBeLessThan(0x40);
      }),
      { numRuns: 400 },
    );
  });

  test('one with too few parameters is answered 0x12, in its own way', async () => {
    const host = await room.raw('host');
    expect((await host.command(opcode.leSetScanEnable, Buffer.of(1))).status).toBe(0x12);
    host.write(encodeCommand(opcode.disconnect, Buffer.of(0x40)));
    expect((await host.event(eventCode.commandStatus)).readUInt8(3)).toBe(0x12);
  });

  test('arrive whole however the socket cuts them, and are answered in order', async () => {
    const host = await room.raw('host');
    const bytes = Buffer.concat([encodeCommand(opcode.reset), encodeCommand(opcode.readAddress)]);
    for (const byte of bytes) host.write(Buffer.of(byte));
    expect((await host.event(eventCode.commandComplete)).readUInt16LE(4)).toBe(opcode.reset);
    expect((await host.event(eventCode.commandComplete)).readUInt16LE(4)).toBe(opcode.readAddress);
  });

  test('every one that is known is announced in the supported commands', async () => {
    const host = await room.raw('host');
    const { results } = await host.command(opcode.readSupportedCommands);
    const announced = results.reduce((bits, octet) => bits + octet.toString(2).replaceAll('0', '').length, 0);
    expect([results.byteLength, announced]).toEqual([64, Object.keys(opcode).length]);
  });

  test('a link nobody has is answered 0x02', async () => {
    const host = await room.raw('host');
    expect((await host.command(opcode.disconnect, Buffer.of(0, 0, 0x13))).status).toBe(0x02);
    expect((await host.command(opcode.readRssi, u16(0x77))).status).toBe(0x02);
  });

  test('a connection under way may be called off, which is told with 0x02', async () => {
    const host = await room.raw('host');
    await prepare(host);
    expect((await host.command(opcode.leCreateConnectionCancel)).status).toBe(0x0c);
    await host.command(opcode.leCreateConnection, createConnection('c0:00:00:00:00:01'));
    expect((await host.command(opcode.leCreateConnection, createConnection('c0:00:00:00:00:02'))).status).toBe(0x0c);
    expect((await host.command(opcode.leCreateConnectionCancel)).status).toBe(0);
    expect((await host.event(eventCode.leMeta, leSubevent.connectionComplete)).readUInt8(4)).toBe(0x02);
  });
});

describe('links', () => {
  test('answer for their peer, take new parameters and longer packets, and end with both reasons', async () => {
    const { central, peripheral, handle } = await linked();
    await central.command(opcode.readRemoteVersion, u16(handle));
    expect((await central.event(eventCode.readRemoteVersionComplete)).readUInt8(6)).toBe(8);
    await central.command(opcode.leReadRemoteFeatures, u16(handle));
    expect((await central.event(eventCode.leMeta, leSubevent.readRemoteFeaturesComplete)).readUInt8(7)).toBe(0x20);
    await central.command(opcode.leConnectionUpdate, u16(handle, 40, 80, 0, 100, 0, 0));
    for (const host of [central, peripheral]) {
      expect((await host.event(eventCode.leMeta, leSubevent.connectionUpdateComplete)).readUInt16LE(7)).toBe(80);
    }
    await central.command(opcode.leSetDataLength, u16(handle, 251, 2120));
    for (const host of [central, peripheral]) {
      expect((await host.event(eventCode.leMeta, leSubevent.dataLengthChange)).readUInt16LE(6)).toBe(251);
    }
    await central.command(opcode.disconnect, Buffer.concat([u16(handle), Buffer.of(0x13)]));
    expect((await central.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x16);
    expect((await peripheral.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x13);
  });

  test('a connected peripheral may not advertise for another, and may again when it is free', async () => {
    const { central, peripheral, handle } = await linked();
    expect((await advertise(peripheral)).status).toBe(0x0c);
    await central.command(opcode.disconnect, Buffer.concat([u16(handle), Buffer.of(0x13)]));
    await peripheral.event(eventCode.disconnectionComplete);
    expect((await advertise(peripheral)).status).toBe(0);
  });

  test('data is acknowledged only once the other end has it', async () => {
    const { central, peripheral, handle, peripheralHandle } = await linked();
    central.write(encodeAcl({ handle, isStart: true, data: Buffer.from('0300040002f700', 'hex') }));
    expect((await central.event(eventCode.numberOfCompletedPackets)).toString('hex')).toBe('0413050140000100');
    const got = await peripheral.next((packet) => packet[0] === 0x02);
    expect(got.readUInt16LE(1)).toBe(peripheralHandle | 0x2000);
    expect(got.subarray(5).toString('hex')).toBe('0300040002f700');
    room.air.place('peripheral');
    central.write(encodeAcl({ handle, isStart: true, data: Buffer.from('0300040002f700', 'hex') }));
    expect((await central.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x08);
    expect(central.packets.filter((packet) => packet[1] === eventCode.numberOfCompletedPackets)).toEqual([]);
  });

  test('a host that sends more than there are buffers for is told so, and its other packets arrive', async () => {
    const { central, handle } = await linked();
    const packet = encodeAcl({ handle, isStart: true, data: Buffer.alloc(27) });
    central.write(Buffer.concat(Array.from({ length: 9 }, () => packet)));
    await central.event(eventCode.dataBufferOverflow);
    let completed = 0;
    while (completed < 8) completed += (await central.event(eventCode.numberOfCompletedPackets)).readUInt16LE(6);
    expect(completed).toBe(8);
  });

  test('data for a link that is gone, or longer than a buffer, harms nothing', async () => {
    const { central, handle } = await linked();
    central.write(encodeAcl({ handle: 0x77, isStart: true, data: Buffer.alloc(27) }));
    central.write(encodeAcl({ handle, isStart: true, data: Buffer.alloc(60_000) }));
    await central.event(eventCode.dataBufferOverflow);
    central.write(encodeAcl({ handle, isStart: true, data: Buffer.alloc(0) }));
    await central.event(eventCode.numberOfCompletedPackets);
    expect((await central.command(opcode.readRssi, u16(handle))).results.readInt8(2)).toBe(-60);
  });

  test('a reset ends them: the host forgets, the peer finds out', async () => {
    const { central, peripheral, handle } = await linked();
    await central.command(opcode.reset);
    expect((await peripheral.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x08);
    expect((await central.command(opcode.readRssi, u16(handle))).status).toBe(0x02);
  });
});

test('coming near again does not revive a link whose other end has been reset', async () => {
  await room[Symbol.asyncDispose]();
  room = await openTestRoom({ speed: 10 });
  const { central, peripheral } = await linked();
  await central.command(opcode.reset);
  room.air.place('peripheral');
  room.air.place('peripheral', 'here');
  expect((await peripheral.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x08);
});

describe('scanning', () => {
  const advertisingReports = (host: RawHost): Promise<Buffer> =>
    host.event(eventCode.leMeta, leSubevent.advertisingReport);
  const scan = async (host: RawHost, active: 0 | 1, filterDuplicates: 0 | 1): Promise<void> => {
    await prepare(host);
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
});

describe('hosts', () => {
  test('one that sends garbage is hung up on, its links are lost, and the next one is served', async () => {
    const { central, peripheral } = await linked();
    central.write(Buffer.from('not HCI at all'));
    await central.closed;
    expect((await peripheral.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x08);
    expect((await (await room.rawAgain('central')).command(opcode.reset)).status).toBe(0);
  });

  test('a second one takes the controller over from the first', async () => {
    const { central, peripheral } = await linked();
    const second = await room.rawAgain('central');
    await central.closed;
    expect((await peripheral.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x08);
    expect((await second.command(opcode.reset)).status).toBe(0);
  });

  test('one that stops reading holds up its own links only, and loses nothing', async () => {
    const { central, peripheral, peripheralHandle } = await linked();
    const other = await room.raw('other');
    const packetsMax = 40_000;
    central.pause();
    const sent = sendNumbered(peripheral, peripheralHandle, packetsMax);
    let carried = -1;
    while (carried < room.air.traffic('peripheral').packets) {
      carried = room.air.traffic('peripheral').packets;
      for (let i = 0; i < 100; i++) expect((await other.command(opcode.readAddress)).status).toBe(0);
    }
    expect(carried).toBeLessThan(packetsMax);
    central.resume();
    await sent;
    await central.next((packet) => packet[0] === 0x02 && packet.readUInt32LE(5) === packetsMax - 1);
    const arrived = central.packets.filter((packet) => packet[0] === 0x02).map((packet) => packet.readUInt32LE(5));
    expect(arrived).toEqual(Array.from({ length: packetsMax - 1 }, (_, i) => i));
  });
});

/** Eight packets at a time, as the controller has buffers for. */
const sendNumbered = async (host: RawHost, handle: number, count: number): Promise<void> => {
  let held = 0;
  for (let i = 0; i < count; i++) {
    const data = Buffer.alloc(27);
    data.writeUInt32LE(i, 0);
    host.write(encodeAcl({ handle, isStart: true, data }));
    held += 1;
    if (held === 8) held -= (await host.event(eventCode.numberOfCompletedPackets)).readUInt16LE(6);
  }
};
