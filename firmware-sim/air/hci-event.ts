/** HCI events as the controller writes them, H4 type byte included (Core Specification, Vol 4, Part E, §7.7). */
import { addressKindCode, encodeAddress, type DeviceAddress } from './device-address.ts';

export const eventCode = {
  disconnectionComplete: 0x05,
  readRemoteVersionComplete: 0x0c,
  commandComplete: 0x0e,
  commandStatus: 0x0f,
  numberOfCompletedPackets: 0x13,
  dataBufferOverflow: 0x1a,
  leMeta: 0x3e,
} as const;

export const leSubevent = {
  connectionComplete: 0x01,
  advertisingReport: 0x02,
  connectionUpdateComplete: 0x03,
  readRemoteFeaturesComplete: 0x04,
  dataLengthChange: 0x07,
} as const;

/** We are never busy: the host may always send one more command. */
const commandPacketsAllowed = 1;

const event = (code: number, ...parameters: readonly number[]): Buffer =>
  Buffer.from([0x04, code, parameters.length, ...parameters]);

const u16 = (value: number): readonly [number, number] => [value & 0xff, (value >> 8) & 0xff];

export const commandComplete = (opcode: number, status: number, results: Uint8Array = Buffer.alloc(0)): Buffer =>
  event(eventCode.commandComplete, commandPacketsAllowed, ...u16(opcode), status, ...results);

export const commandStatus = (opcode: number, status: number): Buffer =>
  event(eventCode.commandStatus, status, commandPacketsAllowed, ...u16(opcode));

export const disconnectionComplete = (handle: number, reason: number): Buffer =>
  event(eventCode.disconnectionComplete, 0, ...u16(handle), reason);

export const numberOfCompletedPackets = (handle: number, packets: number): Buffer =>
  event(eventCode.numberOfCompletedPackets, 1, ...u16(handle), ...u16(packets));

export const dataBufferOverflow = (): Buffer => event(eventCode.dataBufferOverflow, 0x01);

export const readRemoteVersionComplete = (handle: number, version: Uint8Array): Buffer =>
  event(eventCode.readRemoteVersionComplete, 0, ...u16(handle), ...version);

/** As HCI counts: interval in 1.25 ms, supervision timeout in 10 ms. */
export interface LinkParameters {
  readonly interval: number;
  readonly latency: number;
  readonly supervisionTimeout: number;
}

export interface ConnectionComplete {
  readonly status: number;
  readonly handle: number;
  readonly role: 'central' | 'peripheral';
  readonly peer: DeviceAddress;
  readonly parameters: LinkParameters;
}

export const leConnectionComplete = (complete: ConnectionComplete): Buffer =>
  event(
    eventCode.leMeta,
    leSubevent.connectionComplete,
    complete.status,
    ...u16(complete.handle),
    complete.role === 'central' ? 0 : 1,
    addressKindCode(complete.peer.kind),
    ...encodeAddress(complete.peer.text),
    ...u16(complete.parameters.interval),
    ...u16(complete.parameters.latency),
    ...u16(complete.parameters.supervisionTimeout),
    0,
  );

/** What a host is told of an attempt that came to nothing: everything but the status is zero. */
export const leConnectionFailed = (status: number): Buffer =>
  leConnectionComplete({
    status,
    handle: 0,
    role: 'central',
    peer: { text: '00:00:00:00:00:00', kind: 'public' },
    parameters: { interval: 0, latency: 0, supervisionTimeout: 0 },
  });

export const leConnectionUpdateComplete = (handle: number, parameters: LinkParameters): Buffer =>
  event(
    eventCode.leMeta,
    leSubevent.connectionUpdateComplete,
    0,
    ...u16(handle),
    ...u16(parameters.interval),
    ...u16(parameters.latency),
    ...u16(parameters.supervisionTimeout),
  );

export const leReadRemoteFeaturesComplete = (handle: number, features: Uint8Array): Buffer =>
  event(eventCode.leMeta, leSubevent.readRemoteFeaturesComplete, 0, ...u16(handle), ...features);

export interface DataLengths {
  readonly transmitBytes: number;
  readonly receiveBytes: number;
}

/** On LE 1M a packet of n bytes takes (n + 14) × 8 µs, the message integrity check included (Vol 6, Part B, §4.5.10). */
export const dataTimeUs = (bytes: number): number => (bytes + 14) * 8;

export const leDataLengthChange = (handle: number, lengths: DataLengths): Buffer =>
  event(
    eventCode.leMeta,
    leSubevent.dataLengthChange,
    ...u16(handle),
    ...u16(lengths.transmitBytes),
    ...u16(dataTimeUs(lengths.transmitBytes)),
    ...u16(lengths.receiveBytes),
    ...u16(dataTimeUs(lengths.receiveBytes)),
  );

/** Zero to seven are the advertising PDU's types; this is the report's own for a scan response. */
export const scanResponseReport = 4;

export interface AdvertisingReport {
  readonly type: number;
  readonly address: DeviceAddress;
  readonly data: Uint8Array;
  readonly rssiDbm: number;
}

export const leAdvertisingReport = (report: AdvertisingReport): Buffer =>
  event(
    eventCode.leMeta,
    leSubevent.advertisingReport,
    1,
    report.type,
    addressKindCode(report.address.kind),
    ...encodeAddress(report.address.text),
    report.data.byteLength,
    ...report.data,
    report.rssiDbm & 0xff,
  );
