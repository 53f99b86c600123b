/**
 * HMAC-SHA-256 for the rooms that sign and verify pages, out of two one-shot hashes (RFC 2104): a page is so short that
 * making an Hmac object takes longer than all its hashing.
 */
import { hash } from 'node:crypto';
import { sha256 } from './sha256.ts';

const blockBytes = 64;
const digestBytes = 32;
const innerPad = 0x36;
const outerPad = 0x5c;
/** Longer messages than pages are rare, and get a block of their own. */
const usualBytesMax = 1024;

/** One computation ends before the next begins, so that they may share it. */
const usual = Buffer.alloc(blockBytes + usualBytesMax);

export const hmacSha256 = (key: Uint8Array, message: Uint8Array): Uint8Array => {
  const innerBytes = blockBytes + message.byteLength;
  const block = innerBytes <= usual.byteLength ? usual : Buffer.alloc(Math.max(innerBytes, blockBytes + digestBytes));
  const shortKey = key.byteLength > blockBytes ? sha256(key) : key;
  block.fill(innerPad, 0, blockBytes);
  for (let i = 0; i < shortKey.byteLength; i++) block[i] = innerPad ^ (shortKey[i] ?? 0);
  block.set(message, blockBytes);
  // As text of one byte a character: a digest as a Buffer of its own costs more than hashing a page.
  const inner = hash('sha256', block.subarray(0, innerBytes), 'latin1');
  for (let i = 0; i < blockBytes; i++) block[i] = (block[i] ?? 0) ^ innerPad ^ outerPad;
  block.write(inner, blockBytes, 'latin1');
  return Buffer.from(hash('sha256', block.subarray(0, blockBytes + digestBytes), 'latin1'), 'latin1');
};
