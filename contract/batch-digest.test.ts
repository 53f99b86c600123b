/** Promises of the batch digest: whole bytes match, any changed bit is noticed, and who adds none is left in peace. */
import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { checkDigest, withDigest } from './batch-digest.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');
const text =
  '{"v":1,"gateway":"gw-iwamizawa-01","boot":"b-1","seq":4211,"sentAt":"2026-11-21T01:02:09.120Z","visits":[]}';
/** The vector of docs/wire.md §2.1. */
const sealedText = `${text.slice(0, -1)},"ext":{"digest":"089352cd373664c57f43be5982814a94"}}`;
const bytesOf = (of: string): Uint8Array => new TextEncoder().encode(of);
const sealed = withDigest(text, sha256);

it('puts the digest at the very end, in the one place where keys are free', () => {
  expect(new TextDecoder().decode(sealed)).toBe(sealedText);
  expect(checkDigest(bytesOf(sealedText), sha256)).toBe('matching');
});

it('notices every single changed bit, in its own words too', () => {
  const found = Array.from({ length: sealed.byteLength * 8 }, (_, bit) => {
    const changed = sealed.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return checkDigest(changed, sha256);
  });
  expect(new Set(found)).toEqual(new Set(['changed']));
});

it('knows its own end by what is left of it', () => {
  expect(checkDigest(bytesOf(sealedText.replace('"ext":{"d', '"EXT"{"d')), sha256)).toBe('none');
  expect(checkDigest(bytesOf(sealedText.replace('"ext"', '"EXT"')), sha256)).toBe('changed');
});

it.each([
  ['no ext', text],
  ['an ext of its own', text.replace(/\}$/, ',"ext":{"room":"集会室","heating":"on since this morning"}}')],
  ['a digest that is no longer than this', text.replace(/\}$/, ',"ext":{"digest":"00"}}')],
  ['nothing at all', ''],
  ['less than an end', '"}}'],
])('asks no digest of a batch with %s', (_, other) => {
  expect(checkDigest(bytesOf(other), sha256)).toBe('none');
});

it('takes no batch for whole whose digest is written otherwise', () => {
  const upper = sealedText.replace(/[0-9a-f]{32}/, (hex) => hex.toUpperCase());
  expect(checkDigest(bytesOf(upper), sha256)).toBe('changed');
});
