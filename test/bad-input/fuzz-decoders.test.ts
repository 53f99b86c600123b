/** Whatever bytes come, every decoder answers with a value that makes sense or with a word, and never throws. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeScanResponse, decodeServiceData, encodeScanResponse } from '../../contract/advertising.ts';
import { decodeCurrentTime } from '../../contract/current-time.ts';
import { decodeLogStatus, encodeLogStatus } from '../../contract/log-status.ts';
import { decodePage, signPage, verifyPage } from '../../contract/page.ts';
import {
  decodeReceiptSequence,
  decodeRecordAccessRequest,
  decodeRecordAccessResponse,
  encodeRecordAccessRequest,
} from '../../contract/record-access.ts';
import { takeSegment, type Assembly } from '../../contract/segment.ts';
import { readStrictJson } from '../../contract/strict-json.ts';
import { readStepsCsv } from '../../firmware-sim/walkers/steps-csv.ts';
import { decodeCsvBytes } from '../../ingest/registry/csv-table.ts';
import { importDevices, importParticipants } from '../../ingest/registry/registry-import.ts';
import { sampleNowMs, sampleRegistry } from '../../ingest/registry/sample-registry.ts';
import { PacketGate } from '../../ingest/broker/packet-gate.ts';
import { gatewayConfigSchema } from '../../gateway/gateway-config.ts';
import { checkConfig } from '../../runtime/config.ts';
import { OperatorError } from '../../runtime/fault.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { rowsInCorpus, samplesOf } from './corpus.ts';
import { fuzzPlan, fuzzTimeoutMs } from './fuzz-plan.ts';
import { anyMutation, mutated } from './mutation.ts';

/** The vectors of docs/wire.md. */
const golden = [
  '020106110701696d757961419c074d2b8e01003c5f',
  '192101696d757961419c074d2b8e01003c5f01010300d3020000',
  '01010300100ea00564000000d302000004c81f6930b7270011000000d002000000000000',
  '010001000000000000000000100e05000000000c005901851a5c24d717c281d902bec7b8c96f20b82f',
  '01010300d0020000008d2700100e031204ffff11006c3dd340c471db1c5584c0a8d00e6456',
  '0101010300d0020000008d2700100e031204ffff',
  '0611006c3dd340c471db1c5584c0a8d00e6456',
  '0101',
  '010301d2020000',
  '06000101',
  'ea07070f0d051e030002',
].map((hex) => Uint8Array.fromHex(hex));
const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const serial = 'AYM-000001';

const anyFrame = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .tuple(fc.constantFrom(...golden), fc.array(anyMutation, { minLength: 1, maxLength: 4 }))
    .map(([bytes, mutations]) => mutated(bytes, mutations, golden)),
);

/** What was decoded says the same as the bytes: nothing was filled in, cut off or bent. */
const expectFaithful = (bytes: Uint8Array): void => {
  const page = decodePage(bytes);
  if (page.kind === 'decoded') {
    const { tag, ...content } = page.value;
    const signed = signPage(content, key, serial, hmacSha256);
    expect(signed.subarray(0, -16)).toEqual(bytes.subarray(0, -16));
    expect(verifyPage(bytes, key, serial, hmacSha256)).toBe(signed.toHex() === bytes.toHex());
    expect(tag).toEqual(bytes.slice(-16));
  } else {
    verifyPage(bytes, key, serial, hmacSha256);
  }
  const status = decodeLogStatus(bytes);
  if (status.kind === 'decoded') {
    const { clockSet } = status.value.flags;
    if (clockSet || status.value.displayClockSeconds === 0) expect(encodeLogStatus(status.value)).toEqual(bytes);
    expect(status.value.oldestSequence).toBeLessThanOrEqual(status.value.nextSequence);
  }
  const advertised = decodeServiceData(bytes);
  if (advertised.kind === 'decoded') expect(encodeScanResponse(advertised.value).subarray(18)).toEqual(bytes);
  const request = decodeRecordAccessRequest(bytes);
  if (request.kind === 'decoded' && request.value.kind !== 'abort' && request.value.fromSequence > 0) {
    expect(encodeRecordAccessRequest(request.value)).toEqual(bytes);
  }
  expect(['decoded', 'fault']).toContain(decodeScanResponse(bytes).kind);
  expect(['decoded', 'fault']).toContain(decodeRecordAccessResponse(bytes).kind);
  expect(['decoded', 'fault']).toContain(decodeReceiptSequence(bytes).kind);
  expect(['decoded', 'fault']).toContain(decodeCurrentTime(bytes).kind);
};

describe('frames', () => {
  test(
    'are decoded as they are or refused with a word',
    () => fc.assert(fc.property(anyFrame, expectFaithful), fuzzPlan(3000)),
    fuzzTimeoutMs,
  );

  test(
    'in any row are put together to nothing longer than a page',
    () =>
      fc.assert(
        fc.property(fc.array(anyFrame, { maxLength: 30 }), (frames) => {
          let assembly: Assembly | undefined;
          for (const frame of frames) {
            const step = takeSegment(assembly, frame);
            assembly = step.assembly;
            expect(assembly?.parts.byteLength ?? 0).toBeLessThanOrEqual(271);
          }
        }),
        fuzzPlan(300),
      ),
    fuzzTimeoutMs,
  );

  test('that were kept are decoded or refused, too', () => {
    for (const { bytes } of rowsInCorpus().flatMap(samplesOf)) expectFaithful(bytes);
  });
});

/** JSON in which keys, numbers and text are of the odd kinds, so that most of it is nearly right. */
const oddNumber = fc.constantFrom('-0', '1e3', '1.0', '1E400', '-0.5', '9007199254740993', '00', '+1', '.5', '1.');
const plain = fc.oneof(
  fc.integer().map(String),
  fc.constantFrom('null', 'true', 'false', '""', '"\\""', '"\\\\"', '"a:b,{["', '"ext"', '"\\ud800"', '"\\u0000"'),
);
const jsonKey = fc.constantFrom('"a"', '"b"', '"\\u0061"', '"ext"', '"seq"', '"__proto__"', '"constructor"', '"a:\\""');
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    plain,
    oddNumber,
    fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join()}]`),
    fc
      .array(fc.tuple(jsonKey, tie('json')), { maxLength: 4 })
      .map((pairs) => `{${pairs.map(([name, value]) => `${name}: ${value}`).join()}}`),
  ),
}));

const utf8 = new TextEncoder();
/** Whether an object of `text` has a key twice, found by asking the parser for each key as it is read. */
const hasKeyTwice = (text: string): boolean => {
  let keysRead = 0;
  JSON.parse(text, function (this: unknown, name: string, value: unknown) {
    if (name !== '' && !Array.isArray(this)) keysRead += 1;
    return value;
  });
  return keysRead < [...text.matchAll(/"(?:[^"\\]|\\.)*"\s*:/g)].length;
};

describe('texts', () => {
  test(
    'in JSON are read as the parser reads them, or refused; no key twice is ever read',
    () =>
      fc.assert(
        fc.property(json, (text) => {
          const read = readStrictJson(utf8.encode(text));
          if (read.kind === 'fault' && read.fault === 'not-json') expect(() => void JSON.parse(text)).toThrow();
          else if (read.kind === 'json') {
            expect(read.value).toEqual(JSON.parse(text));
            expect(hasKeyTwice(text)).toBe(false);
          } else if (read.fault === 'key-twice') expect(hasKeyTwice(text)).toBe(true);
        }),
        fuzzPlan(3000),
      ),
    fuzzTimeoutMs,
  );

  const texts = ['B45', 'B46', 'B48', 'B53', 'B56', 'B57', 'B58', 'B59', 'B60', 'B61'].flatMap(samplesOf);
  const anyText = fc
    .tuple(fc.constantFrom(...texts.map(({ bytes }) => bytes)), fc.array(anyMutation, { maxLength: 4 }))
    .map(([bytes, mutations]) =>
      mutated(
        bytes,
        mutations,
        texts.map((each) => each.bytes),
      ),
    );
  const registry = sampleRegistry();

  test(
    'in tables are read or refused by line, and a refused table leaves nothing behind',
    () =>
      fc.assert(
        fc.property(anyText, (bytes) => {
          const steps = readStepsCsv(bytes, { zone: 'Asia/Tokyo' });
          if (steps.kind === 'problems') expect(steps.problems.length).toBeGreaterThan(0);
          const decoded = decodeCsvBytes(bytes);
          if (decoded.kind === 'unreadable') return;
          for (const importTable of [importDevices, importParticipants]) {
            const before = registry.facts.length + registry.registry.participants().length;
            const outcome = importTable(registry.registry, decoded.text, sampleNowMs);
            if (outcome.kind === 'imported') continue;
            expect(outcome.problems.length).toBeGreaterThan(0);
            expect(registry.facts.length + registry.registry.participants().length).toBe(before);
          }
        }),
        fuzzPlan(1000),
      ),
    fuzzTimeoutMs,
  );

  test(
    'in configs are taken or refused with a sentence',
    () =>
      fc.assert(
        fc.property(anyText, (bytes) => {
          try {
            checkConfig(Buffer.from(bytes).toString('utf8'), 'x.yaml', gatewayConfigSchema);
          } catch (error) {
            if (!(error instanceof OperatorError)) throw error;
            expect(error.message.split('\n').length).toBeGreaterThan(1);
          }
        }),
        fuzzPlan(500),
      ),
    fuzzTimeoutMs,
  );
});

test('a stream of packets passes the gate or not, however it is cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 50 }), (bytes, piece) => {
      const [whole, cut] = [new PacketGate(100), new PacketGate(100)];
      let passes = true;
      for (let at = 0; at < bytes.byteLength && passes; at += piece)
        passes = cut.passes(bytes.subarray(at, at + piece));
      expect(whole.passes(bytes)).toBe(passes);
    }),
    fuzzPlan(500),
  );
});
