/** The Step Log Service as a GATT client or server sees it: UUIDs, sizes and error codes (docs/wire.md §1). */

/** 128-bit UUIDs without dashes, the form noble and bleno use. */
export const stepLogUuid = {
  service: '5f3c00018e2b4d079c416179756d6901',
  status: '5f3c00028e2b4d079c416179756d6901',
  page: '5f3c00038e2b4d079c416179756d6901',
  receipt: '5f3c00048e2b4d079c416179756d6901',
  recordAccess: '2a52',
} as const;

export const deviceInformationUuid = {
  service: '180a',
  model: '2a24',
  serial: '2a25',
  firmware: '2a26',
  manufacturer: '2a29',
} as const;

export const batteryUuid = { service: '180f', level: '2a19' } as const;

export const currentTimeUuid = { service: '1805', currentTime: '2a2b', localTime: '2a0f' } as const;

/** Application errors of the Attribute Protocol that the service answers with. */
export const attError = {
  cccdImproperlyConfigured: 0xfd,
  procedureAlreadyInProgress: 0xfe,
  outOfRange: 0xff,
} as const;

export const attMtuMin = 23;
/** One LE data-length packet holds 251 bytes; less 4 bytes of L2CAP header leaves an ATT_MTU of 247. */
export const attMtuMax = 247;
/** A notification spends 3 bytes of the ATT_MTU on opcode and handle. */
export const attNotificationOverheadBytes = 3;
/** The server gives up a record access procedure after this long (docs/wire.md §1.5). */
export const recordAccessTimeoutMs = 30_000;

/** The model this service belongs to, as it stands in Device Information and in batches. */
export const stepLogModel = 'steplog-1';
