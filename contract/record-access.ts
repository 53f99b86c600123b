/** Record Access Control Point: how a gateway asks a pedometer for its buckets, and the answers (docs/wire.md §1.5). */
import { decoded, fault, viewOf, type Decoded } from './decoded.ts';

const opReport = 0x01;
const opDelete = 0x02;
const opAbort = 0x03;
const opCount = 0x04;
const opCountResponse = 0x05;
const opResponse = 0x06;
const operatorNull = 0x00;
const operatorAll = 0x01;
const operatorFrom = 0x03;
const filterSequence = 0x01;

export const recordAccessCode = {
  success: 0x01,
  opcodeNotSupported: 0x02,
  invalidOperator: 0x03,
  operatorNotSupported: 0x04,
  invalidOperand: 0x05,
  noRecordsFound: 0x06,
  abortUnsuccessful: 0x07,
  procedureNotCompleted: 0x08,
  operandNotSupported: 0x09,
} as const;
export type RecordAccessCode = (typeof recordAccessCode)[keyof typeof recordAccessCode];

/** `fromSequence` 0 means all. */
export type RecordAccessRequest =
  | { readonly kind: 'report'; readonly fromSequence: number }
  | { readonly kind: 'count'; readonly fromSequence: number }
  | { readonly kind: 'abort' };

export type RecordAccessResponse =
  | { readonly kind: 'count'; readonly buckets: number }
  | { readonly kind: 'code'; readonly requestOpcode: number; readonly code: number };

/** A refusal, ready to be indicated back. */
export interface RecordAccessRefusal {
  readonly requestOpcode: number;
  readonly code: RecordAccessCode;
}

export const reportAllRequest: Uint8Array = Uint8Array.of(opReport, operatorAll);
export const reportOpcode = opReport;

export const encodeRecordAccessRequest = (request: RecordAccessRequest): Uint8Array => {
  if (request.kind === 'abort') return Uint8Array.of(opAbort, operatorNull);
  const opcode = request.kind === 'report' ? opReport : opCount;
  if (request.fromSequence === 0) return Uint8Array.of(opcode, operatorAll);
  const bytes = Uint8Array.of(opcode, operatorFrom, filterSequence, 0, 0, 0, 0);
  viewOf(bytes).setUint32(3, request.fromSequence, true);
  return bytes;
};

/** The device's side: a request, or the standard code with which to refuse it. */
export const decodeRecordAccessRequest = (
  bytes: Uint8Array,
):
  | { readonly kind: 'decoded'; readonly value: RecordAccessRequest }
  | { readonly kind: 'refused'; readonly refusal: RecordAccessRefusal } => {
  const opcode = bytes[0] ?? 0;
  const refuse = (code: RecordAccessCode) => ({ kind: 'refused', refusal: { requestOpcode: opcode, code } }) as const;
  if (opcode !== opReport && opcode !== opCount && opcode !== opAbort)
    return refuse(recordAccessCode.opcodeNotSupported);
  const operator = bytes[1];
  if (opcode === opAbort) {
    if (operator !== operatorNull) return refuse(recordAccessCode.invalidOperator);
    return bytes.byteLength === 2 ? decoded({ kind: 'abort' }) : refuse(recordAccessCode.invalidOperand);
  }
  const kind = opcode === opReport ? 'report' : 'count';
  if (operator === operatorAll) {
    return bytes.byteLength === 2 ? decoded({ kind, fromSequence: 0 }) : refuse(recordAccessCode.invalidOperand);
  }
  if (operator === undefined || operator === operatorNull || operator > 6)
    return refuse(recordAccessCode.invalidOperator);
  if (operator !== operatorFrom) return refuse(recordAccessCode.operatorNotSupported);
  if (bytes.byteLength < 3) return refuse(recordAccessCode.invalidOperand);
  if (bytes[2] !== filterSequence) return refuse(recordAccessCode.operandNotSupported);
  if (bytes.byteLength !== 7) return refuse(recordAccessCode.invalidOperand);
  return decoded({ kind, fromSequence: viewOf(bytes).getUint32(3, true) });
};

/** `05 00 cccc` or `06 00 opcode code`. A count above 65,535 is told as 65,535. */
export const encodeRecordAccessResponse = (response: RecordAccessResponse): Uint8Array => {
  if (response.kind === 'code') return Uint8Array.of(opResponse, operatorNull, response.requestOpcode, response.code);
  const bytes = Uint8Array.of(opCountResponse, operatorNull, 0, 0);
  viewOf(bytes).setUint16(2, Math.min(response.buckets, 0xffff), true);
  return bytes;
};

export type RecordAccessFault = 'wrong-length' | 'unknown-response' | 'bad-operator';

export const decodeRecordAccessResponse = (bytes: Uint8Array): Decoded<RecordAccessResponse, RecordAccessFault> => {
  if (bytes.byteLength !== 4) return fault('wrong-length');
  if (bytes[1] !== operatorNull) return fault('bad-operator');
  const view = viewOf(bytes);
  if (bytes[0] === opCountResponse) return decoded({ kind: 'count', buckets: view.getUint16(2, true) });
  if (bytes[0] !== opResponse) return fault('unknown-response');
  return decoded({ kind: 'code', requestOpcode: view.getUint8(2), code: view.getUint8(3) });
};

export const deleteOpcode = opDelete;

/** A receipt is one little-endian u32: everything below it is on the gateway's disk (docs/wire.md §1.6). */
export const encodeReceiptSequence = (sequence: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, sequence, true);
  return bytes;
};

export const decodeReceiptSequence = (bytes: Uint8Array): Decoded<number, 'wrong-length'> =>
  bytes.byteLength === 4 ? decoded(viewOf(bytes).getUint32(0, true)) : fault('wrong-length');
