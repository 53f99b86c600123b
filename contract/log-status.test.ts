/** Promises of the Log Status and advertising codecs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeScanResponse, decodeServiceData, encodeAdvertisingData, encodeScanResponse } from './advertising.ts';
import { decodeLogStatus, encodeLogStatus, type LogStatus } from './log-status.ts';

const vector = '01010300100ea00564000000d302000004c81f6930b7270011000000d002000000000000';
const status: LogStatus = {
  flags: { clockSet: true, overwritten: false, batteryLow: false },
  epoch: 3,
  bucketSeconds: 3600,
  capacityBuckets: 1440,
  oldestSequence: 100,
  nextSequence: 723,
  displayClockSeconds: 0x691fc804,
  uptimeSeconds: 0x0027b730,
  openSteps: 17,
  receiptSequence: 720,
  lostBuckets: 0,
};

const flags = fc.record({ clockSet: fc.boolean(), overwritten: fc.boolean(), batteryLow: fc.boolean() });
const uint16 = fc.integer({ min: 0, max: 0xffff });
const uint32 = fc.integer({ min: 0, max: 0xffffffff });

describe('Log Status', () => {
  it('writes and reads the golden vector', () => {
    expect(encodeLogStatus(status).toHex()).toBe(vector);
    expect(decodeLogStatus(Uint8Array.fromHex(vector))).toEqual({ kind: 'decoded', value: status });
  });

  it('reads back whatever it wrote', () => {
    const anyStatus = fc
      .record({
        flags,
        epoch: uint16,
        bucketSeconds: fc.integer({ min: 60, max: 3600 }),
        capacityBuckets: uint16,
        sequences: fc.tuple(uint32, uint32, uint32),
        displayClockSeconds: uint32,
        uptimeSeconds: uint32,
        openSteps: uint16,
        lostBuckets: uint32,
      })
      .map(({ sequences, ...rest }): LogStatus => {
        const [oldestSequence = 0, receiptSequence = 0, nextSequence = 0] = sequences.toSorted((a, b) => a - b);
        const displayClockSeconds = rest.flags.clockSet ? rest.displayClockSeconds : 0;
        return { ...rest, displayClockSeconds, oldestSequence, receiptSequence, nextSequence };
      });
    fc.assert(
      fc.property(anyStatus, (sample) => {
        expect(decodeLogStatus(encodeLogStatus(sample))).toEqual({ kind: 'decoded', value: sample });
      }),
    );
  });

  it('answers arbitrary bytes with a named fault or a status, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 30, maxLength: 40 }), (bytes) => {
        expect(['decoded', 'fault']).toContain(decodeLogStatus(bytes).kind);
      }),
    );
  });

  it.each([
    [vector.slice(2), 'wrong-length'],
    [`02${vector.slice(2)}`, 'unknown-version'],
    [`0109${vector.slice(4)}`, 'reserved-bits'],
    [vector.replace('100ea005', '0000a005'), 'bad-bucket-seconds'],
    [vector.replace('64000000', 'd4020000'), 'bad-sequence-order'],
  ])('names what is wrong with %s', (hex, word) => {
    expect(decodeLogStatus(Uint8Array.fromHex(hex))).toEqual({ kind: 'fault', fault: word });
  });
});

describe('advertising', () => {
  const advertised = { flags: { clockSet: true, overwritten: false, batteryLow: false }, epoch: 3, nextSequence: 723 };

  it('writes the golden vectors', () => {
    expect(encodeAdvertisingData().toHex()).toBe('020106110701696d757961419c074d2b8e01003c5f');
    expect(encodeScanResponse(advertised).toHex()).toBe('192101696d757961419c074d2b8e01003c5f01010300d3020000');
  });

  it('finds its own service data among foreign structures', () => {
    const scanResponse = Uint8Array.of(2, 0x0a, 4, 3, 0x16, 1, 2, ...encodeScanResponse(advertised));
    expect(decodeScanResponse(scanResponse)).toEqual({ kind: 'decoded', value: advertised });
  });

  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(fc.record({ flags, epoch: uint16, nextSequence: uint32 }), (sample) => {
        expect(decodeScanResponse(encodeScanResponse(sample))).toEqual({ kind: 'decoded', value: sample });
      }),
    );
  });

  it('answers arbitrary bytes with a named fault or data, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(['decoded', 'fault']).toContain(decodeScanResponse(bytes).kind);
        expect(['decoded', 'fault']).toContain(decodeServiceData(bytes).kind);
      }),
    );
    expect(decodeScanResponse(Uint8Array.of(9, 0x21, 1))).toEqual({ kind: 'fault', fault: 'malformed' });
  });
});
