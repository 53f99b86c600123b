/** The status and reason codes this controller answers with (Core Specification, Vol 1, Part F). */
export const hciStatus = {
  success: 0x00,
  unknownCommand: 0x01,
  unknownConnection: 0x02,
  connectionTimeout: 0x08,
  connectionAlreadyExists: 0x0b,
  commandDisallowed: 0x0c,
  unsupportedParameter: 0x11,
  invalidParameters: 0x12,
  remoteUserTerminated: 0x13,
  localHostTerminated: 0x16,
  failedToEstablish: 0x3e,
} as const;
