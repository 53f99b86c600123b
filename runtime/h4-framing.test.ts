/** H4 framing gives the same packets however the stream is cut, and says when it has lost them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { H4Splitter } from './h4-framing.ts';

const packet = fc.oneof(
  fc
    .tuple(fc.constantFrom(0x01, 0x03), fc.uint8Array({ maxLength: 255 }))
    .map(([type, data]) => Buffer.from([type, 0x05, 0x10, data.byteLength, ...data])),
  fc
    .uint8Array({ maxLength: 600 })
    .map((data) => Buffer.from([0x02, 0x40, 0x20, data.byteLength & 0xff, data.byteLength >> 8, ...data])),
  fc.uint8Array({ maxLength: 255 }).map((data) => Buffer.from([0x04, 0x3e, data.byteLength, ...data])),
);

const cut = (bytes: Buffer, at: readonly number[]): readonly Buffer[] => {
  const places = [0, ...at.map((place) => place % (bytes.byteLength + 1)), bytes.byteLength].sort((a, b) => a - b);
  return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
};

test('gives every packet once and whole, however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 8 }), (packets, at) => {
      const splitter = new H4Splitter();
      const splits = cut(Buffer.concat(packets), at).map((chunk) => splitter.take(chunk));
      expect(splits.some((split) => split.isLost)).toBe(false);
      expect(splits.flatMap((split) => split.packets.map((each) => each.toString('hex')))).toEqual(
        packets.map((each) => each.toString('hex')),
      );
    }),
  );
});

test('says that the stream is lost at a byte that begins no packet, and keeps the packets before it', () => {
  fc.assert(
    fc.property(
      fc.array(packet, { maxLength: 4 }),
      fc.integer({ min: 5, max: 255 }),
      fc.uint8Array({ maxLength: 40 }),
      (packets, wrong, tail) => {
        const split = new H4Splitter().take(Buffer.concat([...packets, Buffer.from([wrong]), tail]));
        expect(split.isLost).toBe(true);
        expect(split.packets).toHaveLength(packets.length);
      },
    ),
  );
});
