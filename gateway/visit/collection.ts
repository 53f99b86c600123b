/** Collection: the pages of one visit as they come in, whatever got lost, repeated or made up on the way. */
import { decodePage, type Page } from '../../contract/page.ts';
import { attMtuMin, attNotificationOverheadBytes } from '../../contract/gatt.ts';
import { takeSegment, type Assembly } from '../../contract/segment.ts';

/** What was asked for, and what the status says can come. */
export interface Asked {
  /** The first sequence asked for. */
  readonly from: number;
  readonly nextSequence: number;
  readonly epoch: number;
  readonly uptimeSeconds: number;
}

export interface Collection {
  /** Whole pages in the order they came, no two alike. */
  readonly pages: readonly Uint8Array[];
  readonly ranges: readonly Range[];
  /** Every bucket from `from` up to here has come, closed. Nothing beyond may be receipted. */
  readonly contiguousEnd: number;
  readonly notifications: number;
  /** Segments and pages that made no sense. */
  readonly junk: number;
  readonly assembly: Assembly | undefined;
}

interface Range {
  readonly first: number;
  /** One beyond the last closed bucket. */
  readonly end: number;
}

export type PageVerdict = 'more' | 'page' | 'junk' | 'too-much';

/** More nonsense than this in one visit is not bad luck. */
const junkMax = 32;
/** A ring of 65,535 buckets in full pages is 547; the rest comes with the next visit. */
export const visitPagesMax = 1000;
/** A status tells its capacity in 16 bits: whoever announces more has not got it. */
const ringBucketsMax = 0xffff;
/** Buckets that may close while the visit lasts. */
const closingMax = 2;
/** Pages are made within a visit that lasts seconds, after the uptime was read. */
const uptimeSlackSeconds = 120;
/** A page of one bucket, the smallest there is: 33 bytes and a segment header at the smallest ATT_MTU are 2 notifications. */
const bucketNotificationsMax = Math.ceil(33 / (attMtuMin - attNotificationOverheadBytes - 1));
/** Each may be repeated this often on a bad link before it is a flood. */
const repeatsMax = 4;

export const emptyCollection = (asked: Asked): Collection => ({
  pages: [],
  ranges: [],
  contiguousEnd: asked.from,
  notifications: 0,
  junk: 0,
  assembly: undefined,
});

/** How many notifications the answer to `asked` can take, one page per bucket and every one repeated. */
export const notificationsMax = ({ from, nextSequence }: Asked): number =>
  junkMax + repeatsMax * bucketNotificationsMax * (Math.min(nextSequence - from, ringBucketsMax) + closingMax);

/** One notification more. After `too-much` the visit should end, with the pages it has. */
export const takeNotification = (
  collection: Collection,
  asked: Asked,
  segment: Uint8Array,
): { readonly collection: Collection; readonly verdict: PageVerdict } => {
  const { assembly, outcome } = takeSegment(collection.assembly, segment);
  const counted: Collection = { ...collection, assembly, notifications: collection.notifications + 1 };
  if (counted.notifications > notificationsMax(asked)) return { collection: counted, verdict: 'too-much' };
  if (outcome.kind === 'more') return { collection: counted, verdict: 'more' };
  if (outcome.kind === 'fault')
    return outcome.fault === 'repeated' ? { collection: counted, verdict: 'more' } : junk(counted);
  return takePage(counted, asked, outcome.page);
};

/** Before asking again, what a lost notification has left half-done is forgotten. */
export const withoutAssembly = (collection: Collection): Collection => ({ ...collection, assembly: undefined });

/** Closed buckets that have come, gaps or not. */
export const bucketsOf = (collection: Collection): number => {
  let buckets = 0;
  let reached = 0;
  for (const range of [...collection.ranges].sort((a, b) => a.first - b.first)) {
    buckets += Math.max(0, range.end - Math.max(range.first, reached));
    reached = Math.max(reached, range.end);
  }
  return buckets;
};

const takePage = (
  collection: Collection,
  asked: Asked,
  bytes: Uint8Array,
): { readonly collection: Collection; readonly verdict: PageVerdict } => {
  const page = decodePage(bytes);
  if (page.kind === 'fault' || !isPlausible(page.value, asked)) return junk(collection);
  if (collection.pages.some((known) => sameBytes(known, bytes))) return { collection, verdict: 'more' };
  if (collection.pages.length >= visitPagesMax) return { collection, verdict: 'too-much' };
  const end = page.value.firstSequence + page.value.steps.length - (page.value.lastOpen ? 1 : 0);
  const ranges = [...collection.ranges, { first: page.value.firstSequence, end }];
  return {
    collection: {
      ...collection,
      pages: [...collection.pages, bytes],
      ranges,
      contiguousEnd: contiguousEnd(collection.contiguousEnd, ranges),
    },
    verdict: 'page',
  };
};

/**
 * What can be told without the key: nothing from the future, nothing that was not asked for. Pages beyond a gap are kept
 * (they are signed and whole, and the device may never be able to fill the gap), only not receipted.
 */
const isPlausible = (page: Page, asked: Asked): boolean => {
  const end = page.firstSequence + page.steps.length;
  if (end <= asked.from || end > asked.nextSequence + closingMax + 1) return false;
  if (page.epoch > asked.epoch) return false;
  return page.epoch < asked.epoch || page.startSeconds <= asked.uptimeSeconds + uptimeSlackSeconds;
};

/** If the ring has moved past `from` since the status was read, nothing is contiguous: the next visit asks from further on. */
const contiguousEnd = (reached: number, ranges: readonly Range[]): number => {
  const next = ranges.find((range) => range.first <= reached && range.end > reached);
  return next === undefined ? reached : contiguousEnd(next.end, ranges);
};

const junk = (collection: Collection): { readonly collection: Collection; readonly verdict: PageVerdict } => {
  const counted = { ...collection, junk: collection.junk + 1 };
  return { collection: counted, verdict: counted.junk > junkMax ? 'too-much' : 'junk' };
};

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.byteLength === b.byteLength && a.every((byte, i) => byte === b[i]);
