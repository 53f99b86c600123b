/** The commands by which a host advertises and scans (Core Specification, Vol 4, Part E, §7.8.4 to §7.8.11). */
import { advertisingType } from './advertiser.ts';
import type { Controller } from './controller.ts';
import { opcode, type CommandHandler, type HciReply } from './hci-command.ts';
import { hciStatus } from './hci-status.ts';

const advertisingDataBytesMax = 31;
const advertisingTypes: readonly number[] = Object.values(advertisingType);

const complete = (status: number): HciReply => ({ kind: 'complete', status });

const command = (
  code: number,
  parameterBytes: number,
  supportedAt: readonly [number, number],
  run: (controller: Controller, parameters: Buffer) => number,
): CommandHandler<Controller> => ({
  opcode: code,
  parameterBytes,
  supportedAt,
  answer: 'complete',
  run: (controller, parameters) => complete(run(controller, parameters)),
});

/** Intervals count in 0.625 ms, from 20 ms to 10.24 s. */
const isInterval = (value: number): boolean => value >= 0x20 && value <= 0x4000;

const setAdvertisingParameters = ({ advertiser }: Controller, parameters: Buffer): number => {
  const [min, max] = [parameters.readUInt16LE(0), parameters.readUInt16LE(2)];
  const type = parameters.readUInt8(4);
  if (advertiser.isEnabled) return hciStatus.commandDisallowed;
  if (!isInterval(min) || !isInterval(max) || min > max) return hciStatus.invalidParameters;
  if (!advertisingTypes.includes(type)) return hciStatus.unsupportedParameter;
  advertiser.intervalUs = max * 625;
  advertiser.type = type;
  return hciStatus.success;
};

/** A length, and always 31 bytes after it. */
const advertisingData = (parameters: Buffer): Uint8Array | undefined => {
  const length = parameters.readUInt8(0);
  // Shared memory of the socket's chunk: kept for long, so it is copied.
  return length > advertisingDataBytesMax ? undefined : Uint8Array.from(parameters.subarray(1, 1 + length));
};

const setAdvertisingEnable = (controller: Controller, parameters: Buffer): number => {
  const wanted = parameters.readUInt8(0);
  if (wanted > 1) return hciStatus.invalidParameters;
  const asPeripheral = controller.links.entries().filter((entry) => entry.role === 'peripheral').length;
  const isFull = controller.advertiser.isConnectable && asPeripheral >= controller.traits.peripheralLinksMax;
  if (wanted === 1 && isFull) return hciStatus.commandDisallowed;
  controller.advertiser.setEnabled(wanted === 1);
  return hciStatus.success;
};

const setScanEnable = (controller: Controller, parameters: Buffer): number => {
  const [enable, filterDuplicates] = [parameters.readUInt8(0), parameters.readUInt8(1)];
  if (enable > 1 || filterDuplicates > 1) return hciStatus.invalidParameters;
  controller.setScanning(enable === 1, filterDuplicates === 1);
  return hciStatus.success;
};

export const radioCommands: readonly CommandHandler<Controller>[] = [
  command(opcode.leSetAdvertisingParameters, 15, [25, 5], setAdvertisingParameters),
  command(opcode.leSetAdvertisingData, 32, [25, 7], ({ advertiser }, parameters) => {
    const data = advertisingData(parameters);
    if (data === undefined) return hciStatus.invalidParameters;
    advertiser.data = data;
    return hciStatus.success;
  }),
  command(opcode.leSetScanResponseData, 32, [26, 0], ({ advertiser }, parameters) => {
    const data = advertisingData(parameters);
    if (data === undefined) return hciStatus.invalidParameters;
    advertiser.scanResponse = data;
    return hciStatus.success;
  }),
  command(opcode.leSetAdvertisingEnable, 1, [26, 1], setAdvertisingEnable),
  // Window and interval are not played: whoever scans, hears.
  command(opcode.leSetScanParameters, 7, [26, 2], ({ scanner }, parameters) => {
    if (scanner.isEnabled) return hciStatus.commandDisallowed;
    scanner.isActive = parameters.readUInt8(0) === 1;
    return hciStatus.success;
  }),
  command(opcode.leSetScanEnable, 2, [26, 3], setScanEnable),
  // Taken, not used: every radio keeps the address it was made with, so that people can tell devices apart.
  command(opcode.leSetRandomAddress, 6, [25, 4], () => hciStatus.success),
];
