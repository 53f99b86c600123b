/** What a pedometer says on the air before anybody connects: that it is one, and how far it has counted (docs/wire.md §1.2). */
import { decoded, fault, viewOf, type Decoded } from './decoded.ts';
import { stepLogUuid } from './gatt.ts';
import { decodeStatusFlags, encodeStatusFlags, type StatusFlags } from './log-status.ts';

const adFlags = 0x01;
const adComplete128BitUuids = 0x07;
const adServiceData128Bit = 0x21;
const serviceDataBytes = 8;

export interface Advertised {
  readonly flags: StatusFlags;
  readonly epoch: number;
  readonly nextSequence: number;
}

export type AdvertisedFault = 'wrong-length' | 'unknown-version' | 'reserved-bits' | 'no-service-data' | 'malformed';

const serviceUuidLittleEndian = Uint8Array.fromHex(stepLogUuid.service).reverse();

/** Advertising data: flags `06` and the service's UUID. */
export const encodeAdvertisingData = (): Uint8Array =>
  Uint8Array.of(2, adFlags, 0x06, 17, adComplete128BitUuids, ...serviceUuidLittleEndian);

/** Scan response: service data under the service's UUID. */
export const encodeScanResponse = (advertised: Advertised): Uint8Array => {
  const data = new Uint8Array(serviceDataBytes);
  const view = viewOf(data);
  view.setUint8(0, 1);
  view.setUint8(1, encodeStatusFlags(advertised.flags));
  view.setUint16(2, advertised.epoch, true);
  view.setUint32(4, advertised.nextSequence, true);
  return Uint8Array.of(17 + serviceDataBytes, adServiceData128Bit, ...serviceUuidLittleEndian, ...data);
};

/** The 8 bytes that follow the UUID in the service data. */
export const decodeServiceData = (data: Uint8Array): Decoded<Advertised, AdvertisedFault> => {
  if (data.byteLength !== serviceDataBytes) return fault('wrong-length');
  const view = viewOf(data);
  if (view.getUint8(0) !== 1) return fault('unknown-version');
  const bits = view.getUint8(1);
  if ((bits & ~7) !== 0) return fault('reserved-bits');
  return decoded({
    flags: decodeStatusFlags(bits),
    epoch: view.getUint16(2, true),
    nextSequence: view.getUint32(4, true),
  });
};

/** Finds our service data among the structures of a raw scan response. */
export const decodeScanResponse = (bytes: Uint8Array): Decoded<Advertised, AdvertisedFault> => {
  for (let at = 0; at < bytes.byteLength;) {
    const length = bytes[at] ?? 0;
    if (length === 0) break;
    if (at + 1 + length > bytes.byteLength) return fault('malformed');
    const structure = bytes.subarray(at + 1, at + 1 + length);
    if (structure[0] === adServiceData128Bit && serviceUuidLittleEndian.every((byte, i) => structure[1 + i] === byte)) {
      return decodeServiceData(structure.subarray(17));
    }
    at += 1 + length;
  }
  return fault('no-service-data');
};
