/** Promises of the Record Access Control Point: every request has an answer, every refusal its standard code. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeReceiptSequence,
  decodeRecordAccessRequest,
  decodeRecordAccessResponse,
  encodeReceiptSequence,
  encodeRecordAccessRequest,
  encodeRecordAccessResponse,
  type RecordAccessRequest,
} from './record-access.ts';

const requests: readonly (readonly [string, RecordAccessRequest])[] = [
  ['0101', { kind: 'report', fromSequence: 0 }],
  ['010301d2020000', { kind: 'report', fromSequence: 722 }],
  ['0401', { kind: 'count', fromSequence: 0 }],
  ['040301d2020000', { kind: 'count', fromSequence: 722 }],
  ['0300', { kind: 'abort' }],
];

describe('record access', () => {
  it.each(requests)('writes and reads %s', (hex, request) => {
    expect(encodeRecordAccessRequest(request).toHex()).toBe(hex);
    expect(decodeRecordAccessRequest(Uint8Array.fromHex(hex))).toEqual({ kind: 'decoded', value: request });
  });

  it.each([
    ['0200', 0x02],
    ['0201', 0x02],
    ['', 0x02],
    ['0100', 0x03],
    ['0107', 0x03],
    ['01', 0x03],
    ['0102', 0x04],
    ['0105', 0x04],
    ['010302d2020000', 0x09],
    ['0103', 0x05],
    ['010301d20200', 0x05],
    ['010100', 0x05],
    ['030000', 0x05],
  ])('refuses %s with code %i', (hex, code) => {
    const answer = decodeRecordAccessRequest(Uint8Array.fromHex(hex));
    expect(answer.kind === 'refused' && answer.refusal.code).toBe(code);
  });

  it('writes and reads the answers', () => {
    expect(encodeRecordAccessResponse({ kind: 'count', buckets: 723 }).toHex()).toBe('0500d302');
    expect(encodeRecordAccessResponse({ kind: 'code', requestOpcode: 1, code: 1 }).toHex()).toBe('06000101');
    expect(decodeRecordAccessResponse(Uint8Array.fromHex('06000106'))).toEqual({
      kind: 'decoded',
      value: { kind: 'code', requestOpcode: 1, code: 6 },
    });
    expect(decodeReceiptSequence(encodeReceiptSequence(0xfffffffe))).toEqual({ kind: 'decoded', value: 0xfffffffe });
  });

  it('answers arbitrary bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        expect(['decoded', 'refused']).toContain(decodeRecordAccessRequest(bytes).kind);
        expect(['decoded', 'fault']).toContain(decodeRecordAccessResponse(bytes).kind);
        expect(['decoded', 'fault']).toContain(decodeReceiptSequence(bytes).kind);
      }),
    );
  });
});
