/** Capabilities: what a controller tells its host it can do: Bluetooth 4.2, LE only, legacy advertising. */

/** ACL packets a host may have with us at a time, over all links; as many as common controllers hold. */
export const aclPacketsMax = 8;

/** noble and bleno refuse anything older than 4.0 (6); extended advertising would begin with 5.0 (9). */
const bluetooth42 = 8;
/** The company identifier for "internal use", which no vendor's private commands go with. */
const company = 0xffff;

export const dataBytesShort = 27;
export const dataBytesLong = 251;

/** HCI version and revision, link layer version, company, subversion (Vol 4, Part E, §7.4.1). */
export const localVersion: Uint8Array = Uint8Array.of(
  bluetooth42,
  0,
  0,
  bluetooth42,
  company & 0xff,
  company >> 8,
  0,
  0,
);

/** The part of it that goes over the air (§7.7.12). */
export const remoteVersion: Uint8Array = localVersion.subarray(3);

/** BR/EDR not supported, LE supported (Vol 2, Part C, §3.3). */
export const localFeatures: Uint8Array = Uint8Array.of(0, 0, 0, 0, 0x60, 0, 0, 0);

const dataLengthExtension = 1 << 5;

/** No encryption: nothing here pairs. */
export const leFeatures = (dataBytesMax: number): Uint8Array =>
  Uint8Array.of(dataBytesMax > dataBytesShort ? dataLengthExtension : 0, 0, 0, 0, 0, 0, 0, 0);
