/** Verifying a visit: which of its pages are readable and signed by this pedometer, and what is wrong with the rest. */
import { createHash } from 'node:crypto';
import type { VisitReport } from '../contract/batch.ts';
import { decodePage, verifyPage, type HmacSha256, type Page } from '../contract/page.ts';
import type { KnownDevice } from './loan-book.ts';
import type { QuarantineReason } from './quarantine.ts';

export interface GoodPage {
  readonly index: number;
  readonly page: Page;
}

export interface BadPage {
  readonly index: number;
  readonly reason: Extract<QuarantineReason, 'unreadable-page' | 'bad-tag'>;
  readonly detail: string;
  /** The same page is the same item, however often it comes. */
  readonly key: string;
}

/** Pages in the order of the visit. */
export const verifyPages = (
  visit: VisitReport,
  device: KnownDevice,
  hmac: HmacSha256,
): { readonly good: readonly GoodPage[]; readonly bad: readonly BadPage[] } => {
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
