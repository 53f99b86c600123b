/** Batch digest: the end of a batch by which the cloud notices, before it believes anything, that it was changed on the way (docs/wire.md §2.1). */

/** SHA-256, given by the caller: this room knows no node. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** `none`: from a gateway that adds no digest. */
export type DigestCheck = 'none' | 'matching' | 'changed';

const digestBytes = 16;
const hexBytes = 2 * digestBytes;
const before = new TextEncoder().encode(',"ext":{"digest":"');
const after = new TextEncoder().encode('"}}');
const hexAt = before.byteLength;
const afterAt = hexAt + hexBytes;
const endBytes = afterAt + after.byteLength;
/** With so many bytes of its 21 fixed ones changed, an end is still known as one with a digest; no other end comes as near. */
const oddBytesMax = 3;

/** The bytes to be sent of a batch in JSON that has no `ext`: the digest is over all that stands before its own end. */
export const withDigest = (text: string, sha256: Sha256): Uint8Array => {
  const open = new TextEncoder().encode(text.slice(0, -1));
  const sealed = new Uint8Array(open.byteLength + endBytes);
  sealed.set(open);
  sealed.set(before, open.byteLength);
  sealed.set(digestOf(open, sha256), open.byteLength + hexAt);
  sealed.set(after, open.byteLength + afterAt);
  return sealed;
};

/** Looks at bytes only: whatever was changed may have made another JSON of them, or none. */
export const checkDigest = (payload: Uint8Array, sha256: Sha256): DigestCheck => {
  const openBytes = payload.byteLength - endBytes;
  if (openBytes < 0) return 'none';
  const end = payload.subarray(openBytes);
  const odd = unlike(end.subarray(0, hexAt), before) + unlike(end.subarray(afterAt), after);
  if (odd > oddBytesMax) return 'none';
  const isSame = unlike(end.subarray(hexAt, afterAt), digestOf(payload.subarray(0, openBytes), sha256)) === 0;
  return odd === 0 && isSame ? 'matching' : 'changed';
};

/** In hexadecimal, as ASCII. */
const digestOf = (bytes: Uint8Array, sha256: Sha256): Uint8Array =>
  new TextEncoder().encode(sha256(bytes).subarray(0, digestBytes).toHex());

/** In how many places the two differ. */
const unlike = (found: Uint8Array, wanted: Uint8Array): number =>
  wanted.reduce((count, byte, i) => count + (found[i] === byte ? 0 : 1), 0);
