/** RawPair: two raw hosts and the commands that link them, for tests that look at every byte. */
import { encodeAddress } from './device-address.ts';
import { opcode } from './hci-command.ts';
import { eventCode, leSubevent } from './hci-event.ts';
import type { RawHost } from './raw-host.ts';
import type { TestRoom } from './test-room.ts';

export interface RawPair {
  readonly central: RawHost;
  readonly peripheral: RawHost;
  /** The link as the central, and as the peripheral knows it. */
  readonly handle: number;
  readonly peripheralHandle: number;
}

const allEvents = Buffer.alloc(8, 0xff);

/** Has the controller tell its host of everything. */
export const askForAllEvents = async (host: RawHost): Promise<void> => {
  await host.command(opcode.setEventMask, allEvents);
  await host.command(opcode.leSetEventMask, allEvents);
};

export const u16 = (...values: readonly number[]): Buffer =>
  Buffer.from(values.flatMap((value) => [value & 0xff, value >> 8]));

/** Interval in 1.25 ms, supervision timeout in 10 ms; 30 ms and 420 ms when absent. */
export const createConnection = (address: string, interval = 24, supervisionTimeout = 42): Buffer =>
  Buffer.concat([
    u16(0x60, 0x30),
    Buffer.of(0, 1),
    encodeAddress(address),
    Buffer.of(0),
    u16(6, interval, 0, supervisionTimeout, 0, 0),
  ]);

export const advertise = (host: RawHost): Promise<{ readonly status: number }> =>
  host.command(opcode.leSetAdvertisingEnable, Buffer.of(1));

export const disconnect = (handle: number): Buffer => Buffer.concat([u16(handle), Buffer.of(0x13)]);

/** Controllers `central` and `peripheral` of the room, linked. */
export const linkedPair = async (room: TestRoom, interval?: number, supervisionTimeout?: number): Promise<RawPair> => {
  const [central, peripheral] = [await room.raw('central'), await room.raw('peripheral')];
  await askForAllEvents(central);
  await askForAllEvents(peripheral);
  await advertise(peripheral);
  const wanted = createConnection(room.air.address('peripheral'), interval, supervisionTimeout);
  await central.command(opcode.leCreateConnection, wanted);
  const toCentral = await central.event(eventCode.leMeta, leSubevent.connectionComplete);
  const toPeripheral = await peripheral.event(eventCode.leMeta, leSubevent.connectionComplete);
  return { central, peripheral, handle: toCentral.readUInt16LE(5), peripheralHandle: toPeripheral.readUInt16LE(5) };
};
