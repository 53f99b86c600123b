/** Verifying a visit: which of its pages are readable and signed by this pedometer, and what is wrong with the rest. */
import { createHash } from 'node:crypto';
import type { VisitReport } from '../contract/batch.ts';
import { decodePage, verifyPage, type HmacSha256, type PageContent } from '../contract/page.ts';
import { assert } from '../runtime/fault.ts';
import type { KnownDevice } from './loan-book.ts';
import type { QuarantineReason } from './quarantine.ts';

export interface GoodPage {
  readonly index: number;
  readonly page: PageContent;
}

export interface BadPage {
  readonly index: number;
  readonly reason: Extract<QuarantineReason, 'unreadable-page' | 'bad-tag'>;
  readonly detail: string;
  /** The same page is the same item, however often it comes. */
  readonly key: string;
}

/** Pages in the order of the visit. */
export interface VerifiedPages {
  readonly good: readonly GoodPage[];
  readonly bad: readonly BadPage[];
}

/** Pages that were verified before it was known what the pedometer's key is in the end. */
export interface CheckedPages extends VerifiedPages {
  /** In hex. */
  readonly key: string;
}

/** The pages as they were checked, where that was done with the very key that is the pedometer's now. */
export const pagesOf = (
  visit: VisitReport,
  device: KnownDevice,
  hmac: HmacSha256,
  checked: CheckedPages | undefined,
): VerifiedPages => (checked?.key === hexOf(device.key) ? checked : verifyPages(visit, device, hmac));

/** A pedometer's key is asked for with its every visit, and is the same object as long as the book remembers it. */
const hexes = new WeakMap<Uint8Array, string>();
const hexOf = (key: Uint8Array): string => {
  const known = hexes.get(key);
  if (known !== undefined) return known;
  const hex = key.toHex();
  hexes.set(key, hex);
  return hex;
};

export const verifyPages = (
  visit: VisitReport,
  device: Pick<KnownDevice, 'key' | 'serial'>,
  hmac: HmacSha256,
): VerifiedPages => {
  const good: GoodPage[] = [];
  const bad: BadPage[] = [];
  (visit.pages ?? []).forEach((text, index) => {
    const bytes = Buffer.from(text, 'base64');
    const read = decodePage(bytes);
    const key = (): string => createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    if (read.kind === 'fault') {
      bad.push({ index, reason: 'unreadable-page', detail: read.fault, key: key() });
    } else if (!verifyPage(bytes, device.key, device.serial, hmac)) {
      const { epoch, firstSequence, steps } = read.value;
      const detail = `epoch ${epoch}, buckets ${firstSequence} to ${firstSequence + steps.length - 1}`;
      bad.push({ index, reason: 'bad-tag', detail, key: key() });
    } else {
      good.push({ index, page: read.value });
    }
  });
  return { good, bad };
};

/** The pages of a visit that are all known to be readable and signed. */
export const unpackPages = (visit: VisitReport): readonly GoodPage[] =>
  (visit.pages ?? []).map((text, index) => {
    const read = decodePage(Buffer.from(text, 'base64'));
    assert(read.kind !== 'fault', 'a page that was verified is read again');
    return { index, page: read.value };
  });
