/** HCI commands: how they come in, what a command is to this controller, and how it may be answered. */
export interface HciCommand {
  readonly opcode: number;
  readonly parameters: Buffer;
}

/** A whole H4 command packet, type byte included. */
export const decodeCommand = (packet: Buffer): HciCommand => ({
  opcode: packet.readUInt16LE(1),
  parameters: packet.subarray(4),
});

export const encodeCommand = (opcode: number, parameters: Uint8Array = Buffer.alloc(0)): Buffer =>
  Buffer.from([0x01, opcode & 0xff, opcode >> 8, parameters.byteLength, ...parameters]);

/** `then` runs after the answer has gone out: events must not overtake it. */
export type HciReply =
  | { readonly kind: 'complete'; readonly status: number; readonly results?: Uint8Array; readonly then?: () => void }
  | { readonly kind: 'status'; readonly status: number; readonly then?: () => void };

export interface CommandHandler<Controller> {
  readonly opcode: number;
  readonly parameterBytes: number;
  /** Octet and bit in the answer of Read Local Supported Commands (Vol 4, Part E, §6.27). */
  readonly supportedAt: readonly [octet: number, bit: number];
  /** How a fault found before running it is told. */
  readonly answer: HciReply['kind'];
  readonly run: (controller: Controller, parameters: Buffer) => HciReply;
}

export const opcode = {
  disconnect: 0x0406,
  readRemoteVersion: 0x041d,
  setEventMask: 0x0c01,
  reset: 0x0c03,
  readLeHostSupported: 0x0c6c,
  writeLeHostSupported: 0x0c6d,
  readLocalVersion: 0x1001,
  readSupportedCommands: 0x1002,
  readLocalFeatures: 0x1003,
  readBufferSize: 0x1005,
  readAddress: 0x1009,
  readRssi: 0x1405,
  leSetEventMask: 0x2001,
  leReadBufferSize: 0x2002,
  leReadFeatures: 0x2003,
  leSetRandomAddress: 0x2005,
  leSetAdvertisingParameters: 0x2006,
  leSetAdvertisingData: 0x2008,
  leSetScanResponseData: 0x2009,
  leSetAdvertisingEnable: 0x200a,
  leSetScanParameters: 0x200b,
  leSetScanEnable: 0x200c,
  leCreateConnection: 0x200d,
  leCreateConnectionCancel: 0x200e,
  leConnectionUpdate: 0x2013,
  leReadRemoteFeatures: 0x2016,
  leSetDataLength: 0x2022,
  leReadMaximumDataLength: 0x202f,
} as const;
