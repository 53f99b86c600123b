/** Segments: how a page is cut into notifications and put together again, whatever got lost, repeated or mixed in (docs/wire.md §1.4). */
import { attNotificationOverheadBytes } from './gatt.ts';
import { pageBytesMax } from './page.ts';

const firstBit = 1;
const lastBit = 2;
const counterModulus = 64;

/** The notifications of one page, each at most `attMtu − 3` bytes, counted from 0. */
export const cutSegments = (page: Uint8Array, attMtu: number): readonly Uint8Array[] => {
  const room = attMtu - attNotificationOverheadBytes - 1;
  const total = Math.ceil(page.byteLength / room);
  return Array.from({ length: total }, (_, i) => {
    const part = page.subarray(i * room, (i + 1) * room);
    const segment = new Uint8Array(part.byteLength + 1);
    segment[0] = (i === 0 ? firstBit : 0) | (i === total - 1 ? lastBit : 0) | ((i % counterModulus) << 2);
    segment.set(part, 1);
    return segment;
  });
};

/** What has been gathered of the page under way; `undefined` between pages. */
export interface Assembly {
  readonly parts: Uint8Array;
  readonly counter: number;
  readonly lastSegment: Uint8Array;
}

export type SegmentOutcome =
  | { readonly kind: 'more' }
  | { readonly kind: 'page'; readonly page: Uint8Array }
  /** `repeated` keeps the page under way; every other word has dropped it. */
  | { readonly kind: 'fault'; readonly fault: 'empty' | 'repeated' | 'gap' | 'no-first' | 'unfinished' | 'too-long' };

/**
 * One step of reassembly. A lost segment drops its page and nothing else; a repeated one is passed over; one that
 * belongs to no page is named and forgotten. `unfinished` says that a new page began before the old one ended: the
 * new one is under way in the returned assembly.
 */
export const takeSegment = (
  assembly: Assembly | undefined,
  segment: Uint8Array,
): { readonly assembly: Assembly | undefined; readonly outcome: SegmentOutcome } => {
  const header = segment[0];
  if (header === undefined || segment.byteLength < 2) return { assembly, outcome: { kind: 'fault', fault: 'empty' } };
  if (assembly !== undefined && sameBytes(assembly.lastSegment, segment)) {
    return { assembly, outcome: { kind: 'fault', fault: 'repeated' } };
  }
  const counter = header >> 2;
  const isFirst = (header & firstBit) !== 0;
  if (!isFirst && assembly === undefined) return faulty('no-first');
  if (!isFirst && assembly !== undefined && counter !== (assembly.counter + 1) % counterModulus) return faulty('gap');
  const parts = isFirst ? segment.slice(1) : joined(assembly?.parts ?? new Uint8Array(), segment.subarray(1));
  if (parts.byteLength > pageBytesMax) return faulty('too-long');
  if ((header & lastBit) !== 0) return { assembly: undefined, outcome: { kind: 'page', page: parts } };
  const outcome: SegmentOutcome =
    isFirst && assembly !== undefined ? { kind: 'fault', fault: 'unfinished' } : { kind: 'more' };
  return { assembly: { parts, counter, lastSegment: segment.slice() }, outcome };
};

const faulty = (
  word: 'gap' | 'no-first' | 'too-long',
): { readonly assembly: undefined; readonly outcome: SegmentOutcome } => ({
  assembly: undefined,
  outcome: { kind: 'fault', fault: word },
});

const joined = (head: Uint8Array, tail: Uint8Array): Uint8Array => {
  const whole = new Uint8Array(head.byteLength + tail.byteLength);
  whole.set(head);
  whole.set(tail, head.byteLength);
  return whole;
};

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && a.every((byte, i) => byte === b[i]);
