/** The commands by which a host resets a controller and asks it what it is (Core Specification, Vol 4, Part E, §7.3, §7.4, §7.8). */
import { aclPacketsMax, leFeatures, localFeatures, localVersion } from './capabilities.ts';
import type { Controller } from './controller.ts';
import { encodeAddress } from './device-address.ts';
import { opcode, type CommandHandler, type HciReply } from './hci-command.ts';
import { dataTimeUs } from './hci-event.ts';
import { hciStatus } from './hci-status.ts';

const done = (results?: Uint8Array): HciReply => ({
  kind: 'complete',
  status: hciStatus.success,
  ...(results === undefined ? {} : { results }),
});

const u16 = (value: number): readonly [number, number] => [value & 0xff, value >> 8];

const command = (
  code: number,
  parameterBytes: number,
  supportedAt: readonly [number, number],
  run: (controller: Controller, parameters: Buffer) => HciReply,
): CommandHandler<Controller> => ({ opcode: code, parameterBytes, supportedAt, answer: 'complete', run });

export const basebandCommands: readonly CommandHandler<Controller>[] = [
  command(opcode.reset, 0, [5, 7], (controller) => {
    controller.reset();
    return done();
  }),
  command(opcode.setEventMask, 8, [5, 6], (controller, parameters) => {
    controller.mask.set(parameters.subarray(0, 8));
    return done();
  }),
  command(opcode.leSetEventMask, 8, [25, 0], (controller, parameters) => {
    controller.mask.setLe(parameters.subarray(0, 8));
    return done();
  }),
  command(opcode.readLeHostSupported, 0, [24, 5], () => done(Uint8Array.of(1, 0))),
  command(opcode.writeLeHostSupported, 2, [24, 6], () => done()),
  command(opcode.readLocalVersion, 0, [14, 3], () => done(localVersion)),
  command(opcode.readLocalFeatures, 0, [14, 5], () => done(localFeatures)),
  command(opcode.readAddress, 0, [15, 1], ({ traits }) => done(encodeAddress(traits.address.text))),
  // Zeroes say that data for LE has buffers of its own.
  command(opcode.readBufferSize, 0, [14, 7], () => done(new Uint8Array(7))),
  command(opcode.leReadBufferSize, 0, [25, 1], ({ traits }) =>
    done(Uint8Array.of(...u16(traits.dataBytesMax), aclPacketsMax)),
  ),
  command(opcode.leReadFeatures, 0, [25, 2], ({ traits }) => done(leFeatures(traits.dataBytesMax))),
  command(opcode.leReadMaximumDataLength, 0, [35, 3], ({ traits: { dataBytesMax } }) => {
    const length = [...u16(dataBytesMax), ...u16(dataTimeUs(dataBytesMax))];
    return done(Uint8Array.of(...length, ...length));
  }),
];
