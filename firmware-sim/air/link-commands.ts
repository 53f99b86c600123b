/** The commands by which a host makes, changes, asks about and ends connections (Core Specification, Vol 4, Part E, §7.1, §7.5, §7.8). */
import { leFeatures, remoteVersion } from './capabilities.ts';
import type { Controller } from './controller.ts';
import { decodeAddress } from './device-address.ts';
import { opcode, type CommandHandler, type HciReply } from './hci-command.ts';
import { leReadRemoteFeaturesComplete, readRemoteVersionComplete, type LinkParameters } from './hci-event.ts';
import { hciStatus } from './hci-status.ts';
import type { LinkEntry } from './link-table.ts';

const refused = (status: number): HciReply => ({ kind: 'status', status });
const begun = (then: () => void): HciReply => ({ kind: 'status', status: hciStatus.success, then });

const linkParameters = (parameters: Buffer, at: number): LinkParameters => ({
  // Of the range a host allows, common controllers take the longest interval.
  interval: parameters.readUInt16LE(at + 2),
  latency: parameters.readUInt16LE(at + 4),
  supervisionTimeout: parameters.readUInt16LE(at + 6),
});

/** 7.5 ms to 4 s; 100 ms to 32 s, and long enough for two intervals (§7.8.12). */
const areValid = ({ interval, latency, supervisionTimeout }: LinkParameters): boolean =>
  interval >= 6 &&
  interval <= 0x0c80 &&
  latency <= 0x01f3 &&
  supervisionTimeout >= 0x0a &&
  supervisionTimeout <= 0x0c80 &&
  supervisionTimeout * 4 > (1 + latency) * interval;

const createConnection = (controller: Controller, parameters: Buffer): HciReply => {
  const peer = decodeAddress(parameters.subarray(6, 12));
  const wanted = linkParameters(parameters, 13);
  if (controller.initiation !== undefined) return refused(hciStatus.commandDisallowed);
  if (!areValid(wanted)) return refused(hciStatus.invalidParameters);
  if (controller.isLinkedTo(peer)) return refused(hciStatus.connectionAlreadyExists);
  return begun(() => controller.initiate({ peer, parameters: wanted }));
};

const cancelConnection = (controller: Controller): HciReply =>
  controller.initiation === undefined
    ? { kind: 'complete', status: hciStatus.commandDisallowed }
    : { kind: 'complete', status: hciStatus.success, then: () => controller.cancelInitiation() };

const setDataLength = ({ link, handle }: LinkEntry, parameters: Buffer): HciReply => ({
  kind: 'complete',
  status: hciStatus.success,
  results: Uint8Array.of(handle & 0xff, handle >> 8),
  then: () => link.extendDataLength(parameters.readUInt16LE(2)),
});

const updateConnection = ({ link, role }: LinkEntry, parameters: Buffer): HciReply => {
  const wanted = linkParameters(parameters, 2);
  if (role !== 'central') return refused(hciStatus.commandDisallowed);
  return areValid(wanted) ? begun(() => link.update(wanted)) : refused(hciStatus.invalidParameters);
};

/** The handle, and zeroes for the rest: hosts (noble among them) read the answer to its full length whatever its status. */
const noSuchLink = (parameters: Buffer): Uint8Array => Uint8Array.of(...parameters.subarray(0, 2), 0);

/** A command about one link, whose handle comes first. */
const aboutLink = (
  code: number,
  parameterBytes: number,
  supportedAt: readonly [number, number],
  answer: HciReply['kind'],
  run: (entry: LinkEntry, parameters: Buffer, controller: Controller) => HciReply,
): CommandHandler<Controller> => ({
  opcode: code,
  parameterBytes,
  supportedAt,
  answer,
  run: (controller, parameters) => {
    const entry = controller.links.at(parameters.readUInt16LE(0) & 0x0fff);
    return entry === undefined
      ? { kind: answer, status: hciStatus.unknownConnection, results: noSuchLink(parameters) }
      : run(entry, parameters, controller);
  },
});

export const linkCommands: readonly CommandHandler<Controller>[] = [
  {
    opcode: opcode.leCreateConnection,
    parameterBytes: 25,
    supportedAt: [26, 4],
    answer: 'status',
    run: createConnection,
  },
  {
    opcode: opcode.leCreateConnectionCancel,
    parameterBytes: 0,
    supportedAt: [26, 5],
    answer: 'complete',
    run: cancelConnection,
  },
  aboutLink(opcode.disconnect, 3, [0, 5], 'status', ({ link, role }, parameters) =>
    begun(() => link.terminate(role, parameters.readUInt8(2))),
  ),
  aboutLink(opcode.leConnectionUpdate, 14, [27, 2], 'status', updateConnection),
  aboutLink(opcode.leSetDataLength, 6, [33, 6], 'complete', setDataLength),
  aboutLink(opcode.readRssi, 2, [15, 5], 'complete', ({ handle, link, role }) => ({
    kind: 'complete',
    status: hciStatus.success,
    results: Uint8Array.of(handle & 0xff, handle >> 8, link.peerOf(role).rssiDbm & 0xff),
  })),
  aboutLink(opcode.readRemoteVersion, 2, [2, 7], 'status', ({ handle }, _parameters, controller) =>
    begun(() => controller.send(readRemoteVersionComplete(handle, remoteVersion))),
  ),
  aboutLink(opcode.leReadRemoteFeatures, 2, [27, 5], 'status', ({ handle, link, role }, _parameters, controller) =>
    begun(() => {
      controller.send(leReadRemoteFeaturesComplete(handle, leFeatures(link.peerOf(role).dataBytesMax)));
    }),
  ),
];
