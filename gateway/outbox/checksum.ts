/** Checksum: 16 bytes by which a row tells whether the disk still gives back what was written; SQLite does not notice. */
import { createHash } from 'node:crypto';

export const checksumOf = (...parts: readonly (string | number | Uint8Array)[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = typeof part === 'object' ? part : new TextEncoder().encode(String(part));
    // The length keeps ('ab', 'c') apart from ('a', 'bc').
    hash.update(`${bytes.byteLength}:`).update(bytes);
  }
  return new Uint8Array(hash.digest().subarray(0, 16));
};

export const isSameChecksum = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && a.every((byte, i) => byte === b[i]);
