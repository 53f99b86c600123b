/** ACL packets survive being cut for the link layer and put together again. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutAcl, decodeAcl, encodeAcl } from './acl-packet.ts';

const data = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes));
const acl = fc.record({ handle: fc.integer({ min: 0, max: 0x0eff }), isStart: fc.boolean(), data });

test('a packet is read as it was written', () => {
  fc.assert(
    fc.property(acl, (packet) => {
      expect(decodeAcl(encodeAcl(packet))).toEqual(packet);
    }),
  );
});

test('a packet begun by a host counts as a start with either boundary flag', () => {
  expect(decodeAcl(Buffer.from('0240000100aa', 'hex'))).toEqual({
    handle: 0x40,
    isStart: true,
    data: Buffer.from('aa', 'hex'),
  });
  expect(decodeAcl(Buffer.from('0240200100aa', 'hex')).isStart).toBe(true);
  expect(decodeAcl(Buffer.from('0240100100aa', 'hex')).isStart).toBe(false);
});

test('pieces fit, put together give the whole, and only the first starts and only the last ends', () => {
  fc.assert(
    fc.property(acl, fc.integer({ min: 27, max: 251 }), (packet, bytesMax) => {
      const pieces = cutAcl(packet, bytesMax).flatMap((pdu) => (pdu.kind === 'data' ? [pdu] : []));
      expect(Buffer.concat(pieces.map((piece) => piece.data))).toEqual(packet.data);
      expect(pieces.every((piece) => piece.data.byteLength <= bytesMax)).toBe(true);
      expect(pieces.map((piece) => piece.isStart)).toEqual(pieces.map((_, i) => packet.isStart && i === 0));
      expect(pieces.map((piece) => piece.endsAclPacket)).toEqual(pieces.map((_, i) => i === pieces.length - 1));
    }),
  );
});
