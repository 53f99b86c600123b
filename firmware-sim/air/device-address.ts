/** DeviceAddress: the six bytes a radio is known by, as text and as they stand in HCI packets. */
import { assert } from '../../runtime/fault.ts';

export interface DeviceAddress {
  /** Lower case, most significant byte first: `c4:7b:00:12:9a:01`. */
  readonly text: string;
  readonly kind: 'public' | 'random';
}

export const addressKindCode = (kind: DeviceAddress['kind']): number => (kind === 'random' ? 1 : 0);

/** HCI sends addresses least significant byte first. */
export const encodeAddress = (text: string): Buffer => {
  assert(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(text), `not a device address: ${text}`);
  return Buffer.from(text.replaceAll(':', ''), 'hex').reverse();
};

export const decodeAddress = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .reverse()
    .join(':');

/** The same name always gets the same address: a static random one, whose two highest bits are set (Vol 6, Part B, §1.3.2.1). */
export const addressFromName = (name: string): string => {
  const high = fnv1a(name, 0x811c9dc5);
  const low = fnv1a(name, high);
  const bytes = Buffer.alloc(6);
  bytes.writeUInt32LE(low, 0);
  bytes.writeUInt16LE(high & 0xffff, 4);
  bytes.writeUInt8(bytes.readUInt8(5) | 0xc0, 5);
  return decodeAddress(bytes);
};

const fnv1a = (text: string, seed: number): number => {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
};
