/** Readable: what devices say of themselves in words and numbers, made harmless. */

const textMax = 64;
/** Neither control characters nor tricks of direction get into logs and tables: printable ASCII only. */
const unprintable = /[^\x20-\x7e]/g;

export const readableText = (bytes: Uint8Array): string =>
  String.fromCharCode(...bytes.subarray(0, 4 * textMax))
    .replace(unprintable, '')
    .trim()
    .slice(0, textMax);

/** A serial as it is, less the padding at its end. Nothing else is mended: what would be left may be another's. */
export const plainSerial = (bytes: Uint8Array): string =>
  String.fromCharCode(...bytes.subarray(0, 4 * textMax)).replace(/[\0 ]+$/, '');

/** A battery level, or undefined where the device says more than it can know. */
export const readablePercent = (bytes: Uint8Array): number | undefined => {
  const percent = bytes[0];
  return bytes.byteLength === 1 && percent !== undefined && percent <= 100 ? percent : undefined;
};
