/** Code token: the text in an activity's QR code, signed by the ledger that issued it, read strictly. Pure. */
import { decoded, fault, viewOf, type Decoded } from '../../contract/decoded.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { sameBytes } from '../../runtime/same-bytes.ts';
import { sha256 } from '../../runtime/sha256.ts';
import { codeKinds } from './activity-code.ts';
import type { ActivityCode } from './activity-code.ts';
import { decodeBase32, encodeBase32 } from './crockford.ts';

export type TokenContent = Pick<ActivityCode, 'serial' | 'kind' | 'validFromMs' | 'validToMs'> & {
  /** Which of the ledger's secrets signed it, 1 … 255. */
  readonly keyId: number;
};

export const tokenFaults = ['not-a-code', 'other-version', 'other-programme', 'forged'] as const;
export type TokenFault = (typeof tokenFaults)[number];

/** 61 signs of the dense character set are what a QR code of 29 × 29 dots holds when a sixth of it may be damaged. */
const prefix = 'AYM1.';
const anyVersion = /^AYM\d{1,3}\./;
/** keyId u8 · kind u8 · programme 4 · serial 5 · from u32 · to u32 (Unix seconds, big-endian) · tag 16. */
const tokenBytes = 35;
const [kindAt, programmeAt, serialAt, fromAt, toAt, tagAt] = [1, 2, 6, 11, 15, 19];
const utf8 = new TextEncoder();

export const sealToken = (content: TokenContent, programme: string, secret: Uint8Array): string => {
  const bytes = new Uint8Array(tokenBytes);
  const view = viewOf(bytes);
  view.setUint8(0, content.keyId);
  view.setUint8(kindAt, codeKinds.indexOf(content.kind));
  bytes.set(markOf(programme), programmeAt);
  bytes.set(decodeBase32(content.serial) ?? [], serialAt);
  view.setUint32(fromAt, content.validFromMs / 1000);
  view.setUint32(toAt, content.validToMs / 1000);
  bytes.set(tagOf(bytes, programme, secret), tagAt);
  return prefix + encodeBase32(bytes);
};

/** `secretOf`: undefined where the ledger has no such key. Says nothing about the time: that is the reader's to judge. */
export const openToken = (
  text: string,
  programme: string,
  secretOf: (keyId: number) => Uint8Array | undefined,
): Decoded<TokenContent, TokenFault> => {
  if (!text.startsWith(prefix)) return fault(anyVersion.test(text) ? 'other-version' : 'not-a-code');
  const bytes = decodeBase32(text.slice(prefix.length));
  if (bytes?.length !== tokenBytes) return fault('not-a-code');
  if (!sameBytes(bytes.subarray(programmeAt, serialAt), markOf(programme))) return fault('other-programme');
  const view = viewOf(bytes);
  const keyId = view.getUint8(0);
  const secret = secretOf(keyId);
  if (secret === undefined || !sameBytes(bytes.subarray(tagAt), tagOf(bytes, programme, secret)))
    return fault('forged');
  const kind = codeKinds[view.getUint8(kindAt)];
  if (kind === undefined) return fault('not-a-code');
  return decoded({
    keyId,
    kind,
    serial: encodeBase32(bytes.subarray(serialAt, fromAt)),
    validFromMs: view.getUint32(fromAt) * 1000,
    validToMs: view.getUint32(toAt) * 1000,
  });
};

/** Enough to tell a neighbour town's poster from a forgery. */
const markOf = (programme: string): Uint8Array => sha256(utf8.encode(programme)).subarray(0, serialAt - programmeAt);

const tagOf = (bytes: Uint8Array, programme: string, secret: Uint8Array): Uint8Array => {
  const name = utf8.encode(`ayumi activity code 1\0${programme}\0`);
  const message = new Uint8Array(name.length + tagAt);
  message.set(name);
  message.set(bytes.subarray(0, tagAt), name.length);
  return hmacSha256(secret, message).subarray(0, tokenBytes - tagAt);
};
