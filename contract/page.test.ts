/** Promises of the page codec: the golden vectors of docs/wire.md, and that no bytes on earth can upset it. */
import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodePage, pageBucketsMax, signPage, stepsNotRecorded, verifyPage, type PageContent } from './page.ts';

const hmac = (key: Uint8Array, message: Uint8Array) => createHmac('sha256', key).update(message).digest();
const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const serial = 'AYM-000001';

const vectors: readonly { readonly hex: string; readonly content: PageContent }[] = [
  {
    hex: '010001000000000000000000100e05000000000c005901851a5c24d717c281d902bec7b8c96f20b82f',
    content: {
      lastOpen: false,
      epoch: 1,
      firstSequence: 0,
      startSeconds: 0,
      bucketSeconds: 3600,
      steps: Uint16Array.of(0, 0, 12, 345, 6789),
    },
  },
  {
    hex: '01010300d0020000008d2700100e031204ffff11006c3dd340c471db1c5584c0a8d00e6456',
    content: {
      lastOpen: true,
      epoch: 3,
      firstSequence: 720,
      startSeconds: 2_592_000,
      bucketSeconds: 3600,
      steps: Uint16Array.of(1042, stepsNotRecorded, 17),
    },
  },
];

const anyContent: fc.Arbitrary<PageContent> = fc.record({
  lastOpen: fc.boolean(),
  epoch: fc.integer({ min: 0, max: 0xffff }),
  firstSequence: fc.integer({ min: 0, max: 0xffffffff - 200 }),
  startSeconds: fc.integer({ min: 0, max: 0xffffffff }),
  bucketSeconds: fc.integer({ min: 60, max: 3600 }),
  steps: fc.uint16Array({ minLength: 1, maxLength: pageBucketsMax }),
});

describe('Page', () => {
  it.each(vectors)('writes and reads the golden vector $hex', ({ hex, content }) => {
    expect(signPage(content, key, serial, hmac).toHex()).toBe(hex);
    const read = decodePage(Uint8Array.fromHex(hex));
    expect(read).toEqual({ kind: 'decoded', value: { ...content, tag: Uint8Array.fromHex(hex).slice(-16) } });
    expect(verifyPage(Uint8Array.fromHex(hex), key, serial, hmac)).toBe(true);
  });

  it('reads back whatever it wrote, and only its own key and serial verify it', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const bytes = signPage(content, key, serial, hmac);
        const read = decodePage(bytes);
        if (read.kind !== 'decoded') return false;
        const { tag, ...rest } = read.value;
        expect(rest).toEqual(content);
        return (
          tag.byteLength === 16 &&
          verifyPage(bytes, key, serial, hmac) &&
          !verifyPage(bytes, key, 'AYM-000002', hmac) &&
          !verifyPage(bytes, key.toReversed(), serial, hmac)
        );
      }),
    );
  });

  it('rejects a page in which any one bit was changed', () => {
    const bytes = Uint8Array.fromHex(vectors[1]?.hex ?? '');
    for (let bit = 0; bit < bytes.byteLength * 8; bit++) {
      const forged = bytes.slice();
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyPage(forged, key, serial, hmac)).toBe(false);
    }
  });

  it('answers arbitrary bytes with a named fault or a page, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const answer = decodePage(bytes);
        if (answer.kind === 'decoded') expect(bytes.byteLength).toBe(31 + 2 * answer.value.steps.length);
        verifyPage(bytes, key, serial, hmac);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['', 'too-short'],
    [`02${vectors[0]?.hex.slice(2) ?? ''}`, 'unknown-type'],
    [`0102${vectors[0]?.hex.slice(4) ?? ''}`, 'reserved-bits'],
    [`${vectors[0]?.hex ?? ''}00`, 'wrong-length'],
    [(vectors[0]?.hex ?? '').replace('100e05', '100e00'), 'bad-count'],
    [(vectors[0]?.hex ?? '').replace('100e05', '100e79'), 'bad-count'],
    [(vectors[0]?.hex ?? '').replace('100e05', '110e05'), 'bad-bucket-seconds'],
    [(vectors[0]?.hex ?? '').replace('0100010000000000', '01000100fdffffff'), 'sequence-overflow'],
  ])('names what is wrong with %s', (hex, word) => {
    expect(decodePage(Uint8Array.fromHex(hex))).toEqual({ kind: 'fault', fault: word });
  });

  it('reads a window of a larger buffer without reading past its end', () => {
    const hex = vectors[0]?.hex ?? '';
    const larger = Uint8Array.fromHex(`ffff${hex}ffff`);
    expect(decodePage(larger.subarray(2, -2)).kind).toBe('decoded');
    expect(decodePage(larger.subarray(2, -4))).toEqual({ kind: 'fault', fault: 'wrong-length' });
  });
});
