/** Page: a signed run of step buckets, the unit in which steps travel from a pedometer to the journal (docs/wire.md §1.4). */
import { decoded, fault, viewOf, type Decoded } from './decoded.ts';
import { isBucketSeconds } from './log-status.ts';

export const pageHeaderBytes = 15;
export const pageTagBytes = 16;
export const pageBucketsMax = 120;
export const pageBytesMax = pageHeaderBytes + 2 * pageBucketsMax + pageTagBytes;
/** A bucket the pedometer could not record. */
export const stepsNotRecorded = 0xffff;

export interface PageContent {
  /** The last bucket was still counting when the page was made; it will come again, closed. */
  readonly lastOpen: boolean;
  readonly epoch: number;
  readonly firstSequence: number;
  /** Uptime in seconds at which the first bucket began. */
  readonly startSeconds: number;
  readonly bucketSeconds: number;
  /** One count per bucket, 1 … 120 of them; `stepsNotRecorded` where there is none. */
  readonly steps: Uint16Array;
}

export interface Page extends PageContent {
  readonly tag: Uint8Array;
}

export type PageFault =
  | 'too-short'
  | 'unknown-type'
  | 'reserved-bits'
  | 'bad-bucket-seconds'
  | 'bad-count'
  | 'wrong-length'
  | 'sequence-overflow';

/** HMAC-SHA-256 of `message` under `key`: 32 bytes. Passed in, so that this room stays free of a runtime. */
export type HmacSha256 = (key: Uint8Array, message: Uint8Array) => Uint8Array;

/** The whole page with its tag, 33 … 271 bytes. Source of the tag: the device's own 32-byte key and serial. */
export const signPage = (content: PageContent, key: Uint8Array, serial: string, hmac: HmacSha256): Uint8Array => {
  const body = encodeBody(content);
  const page = new Uint8Array(body.byteLength + pageTagBytes);
  page.set(body);
  page.set(tagOf(body, key, serial, hmac), body.byteLength);
  return page;
};

/** Whether the tag of these whole page bytes was made with this key for this serial. Constant time in the tag. */
export const verifyPage = (page: Uint8Array, key: Uint8Array, serial: string, hmac: HmacSha256): boolean => {
  const bodyBytes = page.byteLength - pageTagBytes;
  if (bodyBytes < pageHeaderBytes) return false;
  const expected = tagOf(page.subarray(0, bodyBytes), key, serial, hmac);
  let difference = 0;
  for (let i = 0; i < pageTagBytes; i++) difference |= (expected[i] ?? 0) ^ (page[bodyBytes + i] ?? 0);
  return difference === 0;
};

/** Reads a whole page; its tag is not checked here. */
export const decodePage = (bytes: Uint8Array): Decoded<Page, PageFault> => {
  if (bytes.byteLength < pageHeaderBytes + 2 + pageTagBytes) return fault('too-short');
  const view = viewOf(bytes);
  if (view.getUint8(0) !== 1) return fault('unknown-type');
  const flags = view.getUint8(1);
  if ((flags & ~1) !== 0) return fault('reserved-bits');
  const bucketSeconds = view.getUint16(12, true);
  if (!isBucketSeconds(bucketSeconds)) return fault('bad-bucket-seconds');
  const count = view.getUint8(14);
  if (count < 1 || count > pageBucketsMax) return fault('bad-count');
  if (bytes.byteLength !== pageHeaderBytes + 2 * count + pageTagBytes) return fault('wrong-length');
  const firstSequence = view.getUint32(4, true);
  if (firstSequence + count > 0xffffffff) return fault('sequence-overflow');
  const steps = new Uint16Array(count);
  for (let i = 0; i < count; i++) steps[i] = view.getUint16(pageHeaderBytes + 2 * i, true);
  return decoded({
    lastOpen: flags === 1,
    epoch: view.getUint16(2, true),
    firstSequence,
    startSeconds: view.getUint32(8, true),
    bucketSeconds,
    steps,
    tag: bytes.slice(-pageTagBytes),
  });
};

const encodeBody = (content: PageContent): Uint8Array => {
  const bytes = new Uint8Array(pageHeaderBytes + 2 * content.steps.length);
  const view = viewOf(bytes);
  view.setUint8(0, 1);
  view.setUint8(1, content.lastOpen ? 1 : 0);
  view.setUint16(2, content.epoch, true);
  view.setUint32(4, content.firstSequence, true);
  view.setUint32(8, content.startSeconds, true);
  view.setUint16(12, content.bucketSeconds, true);
  view.setUint8(14, content.steps.length);
  content.steps.forEach((count, i) => view.setUint16(pageHeaderBytes + 2 * i, count, true));
  return bytes;
};

const tagOf = (body: Uint8Array, key: Uint8Array, serial: string, hmac: HmacSha256): Uint8Array => {
  const message = new Uint8Array(serial.length + 1 + body.byteLength);
  for (let i = 0; i < serial.length; i++) message[i] = serial.charCodeAt(i);
  message.set(body, serial.length + 1);
  return hmac(key, message).subarray(0, pageTagBytes);
};
