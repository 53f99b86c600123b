/** A link carries what it is given, tells both ends what becomes of it, and dies of silence. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encodeAcl } from './acl-packet.ts';
import { opcode } from './hci-command.ts';
import { eventCode, leSubevent } from './hci-event.ts';
import { advertise, disconnect, linkedPair, u16 } from './raw-pair.ts';
import { openTestRoom, type TestRoom } from './test-room.ts';

let room: TestRoom;
beforeEach(async () => {
  room = await openTestRoom();
});
afterEach(() => room[Symbol.asyncDispose]());

test('answer for their peer, take new parameters and longer packets, and end with both reasons', async () => {
  const { central, peripheral, handle } = await linkedPair(room);
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
  await central.command(opcode.disconnect, disconnect(handle));
  expect((await central.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x16);
  expect((await peripheral.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x13);
});

test('a connected peripheral may not advertise for another, and may again when it is free', async () => {
  const { central, peripheral, handle } = await linkedPair(room);
  expect((await advertise(peripheral)).status).toBe(0x0c);
  await central.command(opcode.disconnect, disconnect(handle));
  await peripheral.event(eventCode.disconnectionComplete);
  expect((await advertise(peripheral)).status).toBe(0);
});

test('data is acknowledged only once the other end has it', async () => {
  const { central, peripheral, handle, peripheralHandle } = await linkedPair(room);
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
  const { central, handle } = await linkedPair(room);
  const packet = encodeAcl({ handle, isStart: true, data: Buffer.alloc(27) });
  central.write(Buffer.concat(Array.from({ length: 9 }, () => packet)));
  await central.event(eventCode.dataBufferOverflow);
  let completed = 0;
  while (completed < 8) completed += (await central.event(eventCode.numberOfCompletedPackets)).readUInt16LE(6);
  expect(completed).toBe(8);
});

test('data for a link that is gone, or longer than a buffer, harms nothing', async () => {
  const { central, handle } = await linkedPair(room);
  central.write(encodeAcl({ handle: 0x77, isStart: true, data: Buffer.alloc(27) }));
  central.write(encodeAcl({ handle, isStart: true, data: Buffer.alloc(60_000) }));
  await central.event(eventCode.dataBufferOverflow);
  central.write(encodeAcl({ handle, isStart: true, data: Buffer.alloc(0) }));
  await central.event(eventCode.numberOfCompletedPackets);
  expect((await central.command(opcode.readRssi, u16(handle))).results.readInt8(2)).toBe(-60);
});

test('a reset ends them: the host forgets, the peer finds out', async () => {
  const { central, peripheral, handle } = await linkedPair(room);
  await central.command(opcode.reset);
  expect((await peripheral.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x08);
  expect((await central.command(opcode.readRssi, u16(handle))).status).toBe(0x02);
});

test('coming near again does not revive a link whose other end has been reset', async () => {
  await room[Symbol.asyncDispose]();
  room = await openTestRoom({ speed: 10 });
  const { central, peripheral } = await linkedPair(room);
  await central.command(opcode.reset);
  room.air.place('peripheral');
  room.air.place('peripheral', 'here');
  expect((await peripheral.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x08);
});

test('a packet the link layer cuts in pieces is acknowledged once', async () => {
  const { central, peripheral, handle } = await linkedPair(room);
  central.write(encodeAcl({ handle, isStart: true, data: Buffer.alloc(100) }));
  expect((await central.event(eventCode.numberOfCompletedPackets)).readUInt16LE(6)).toBe(1);
  for (const bytes of [27, 27, 27, 19]) {
    expect((await peripheral.next((packet) => packet[0] === 0x02)).readUInt16LE(3)).toBe(bytes);
  }
  expect((await central.command(opcode.readRssi, u16(handle))).status).toBe(0);
  expect(central.packets.filter((packet) => packet[1] === eventCode.numberOfCompletedPackets)).toEqual([]);
});

test('what is on its way when the ends part does not arrive', async () => {
  await using slow = await openTestRoom({ speed: 4 });
  const { central, peripheral, handle } = await linkedPair(slow, 400, 150);
  central.write(encodeAcl({ handle, isStart: true, data: Buffer.alloc(27) }));
  await central.command(opcode.readAddress);
  slow.air.place('peripheral');
  expect((await peripheral.event(eventCode.disconnectionComplete)).readUInt8(6)).toBe(0x08);
  expect(peripheral.packets.filter((packet) => packet[0] === 0x02)).toEqual([]);
});
