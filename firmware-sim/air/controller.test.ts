/** A controller answers every byte its host may send, and outlives its hosts. */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeAcl } from './acl-packet.ts';
import { encodeCommand, opcode } from './hci-command.ts';
import { eventCode, leSubevent } from './hci-event.ts';
import type { RawHost } from './raw-host.ts';
import { askForAllEvents, createConnection, linkedPair, u16 } from './raw-pair.ts';
import { openTestRoom, type TestRoom } from './test-room.ts';

let room: TestRoom;
beforeEach(async () => {
  room = await openTestRoom();
});
afterEach(() => room[Symbol.asyncDispose]());

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

  test.each([
    ['an interval of 5 ms', 4, 42],
    ['an interval of over 4 s', 0x0c81, 3000],
    ['a supervision timeout shorter than two intervals', 800, 190],
  ])('%s is refused with 0x12', async (_what, interval, supervisionTimeout) => {
    const host = await room.raw('host');
    const wanted = createConnection('c0:00:00:00:00:01', interval, supervisionTimeout);
    expect((await host.command(opcode.leCreateConnection, wanted)).status).toBe(0x12);
  });

  test('a host that has not asked for LE events gets none', async () => {
    const host = await room.raw('host');
    await host.command(opcode.leCreateConnection, createConnection('c0:00:00:00:00:01'));
    await host.command(opcode.leCreateConnectionCancel);
    await host.command(opcode.readAddress);
    expect(host.packets).toEqual([]);
  });

  test('a link nobody has is answered 0x02', async () => {
    const host = await room.raw('host');
    expect((await host.command(opcode.disconnect, Buffer.of(0, 0, 0x13))).status).toBe(0x02);
    const answer = await host.command(opcode.readRssi, u16(0x77));
    expect([answer.status, answer.results.toString('hex')]).toEqual([0x02, '770000']);
  });

  test('a connection under way may be called off, which is told with 0x02', async () => {
    const host = await room.raw('host');
    await askForAllEvents(host);
    expect((await host.command(opcode.leCreateConnectionCancel)).status).toBe(0x0c);
    await host.command(opcode.leCreateConnection, createConnection('c0:00:00:00:00:01'));
    expect((await host.command(opcode.leCreateConnection, createConnection('c0:00:00:00:00:02'))).status).toBe(0x0c);
    expect((await host.command(opcode.leCreateConnectionCancel)).status).toBe(0);
    expect((await host.event(eventCode.leMeta, leSubevent.connectionComplete)).readUInt8(4)).toBe(0x02);
  });
});

describe('hosts', () => {
  test('one that sends garbage is hung up on, its links are lost, and the next one is served', async () => {
    const { central, peripheral } = await linkedPair(room);
    central.write(Buffer.from('not HCI at all'));
    await central.closed;
    expect((await peripheral.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x08);
    expect((await (await room.rawAgain('central')).command(opcode.reset)).status).toBe(0);
  });

  test('a second one takes the controller over from the first', async () => {
    const { central, peripheral } = await linkedPair(room);
    const second = await room.rawAgain('central');
    await central.closed;
    expect((await peripheral.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x08);
    expect((await second.command(opcode.reset)).status).toBe(0);
  });

  test('one that stops reading holds up its own links only, and loses nothing', async () => {
    const { central, peripheral, peripheralHandle } = await linkedPair(room);
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

test('a host that asks and asks and never fetches the answers is not read for ever', async () => {
  const host = await room.raw('host');
  host.pause();
  const question = encodeCommand(opcode.readSupportedCommands);
  const questions = 150_000;
  host.write(Buffer.concat(Array.from({ length: questions }, () => question)));
  const other = await room.raw('other');
  for (let i = 0; i < 500; i++) await other.command(opcode.readAddress);
  expect(host.bytesWaiting).toBeGreaterThan(0);
  host.resume();
  await host.command(opcode.readAddress);
  expect(host.packets).toHaveLength(questions);
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
