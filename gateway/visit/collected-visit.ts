/** CollectedVisit: what one visit brought, and the reports it becomes in the outbox (docs/wire.md §2.1). */
import type { Stamp, VisitReport } from '../../contract/batch.ts';
import type { DeviceSerial } from '../../contract/ids.ts';
import { decodePage } from '../../contract/page.ts';

export interface CollectedVisit {
  readonly device: DeviceSerial;
  readonly model: string;
  readonly firmware: string | undefined;
  readonly stamp: Stamp;
  /** Per cent, where the device said something sensible. */
  readonly batteryPercent: number | undefined;
  readonly rssi: number;
  readonly lostBuckets: number;
  readonly nextSequence: number;
  /** What the ring still held: below it there is nothing to ask for any more. */
  readonly oldestSequence: number;
  /** The first sequence asked for, and the one up to which every bucket has come, closed. */
  readonly from: number;
  readonly contiguousEnd: number;
  readonly pages: readonly Uint8Array[];
}

export interface VisitTimes {
  readonly startedAt: string;
  readonly endedAt: string;
}

/** A report must fit into a batch of 64 KiB beside the batch's own words: this many bytes of pages, a third more in base64. */
const reportPageBytesMax = 40 * 1024;
/** What the contract allows in one visit. */
const reportPagesMax = 400;

/** A report with the closed buckets [firstSequence, endSequence) that it makes sure of: contiguous with what was asked for. */
export interface OutgoingVisit {
  readonly report: VisitReport;
  readonly firstSequence: number;
  readonly endSequence: number;
}

/**
 * One report, or several with the same stamp where the pages are too many for one batch. `newId` gives each its id;
 * it is made before the first send and never changes, so that repeats are recognised.
 */
export const reportsOf = (visit: CollectedVisit, times: VisitTimes, newId: () => string): readonly OutgoingVisit[] => {
  let first = visit.from;
  return portionsOf(visit.pages).map((pages) => {
    const end = Math.min(visit.contiguousEnd, Math.max(first, ...pages.map(closedEnd)));
    const outgoing = { report: reportOf(visit, times, newId(), pages), firstSequence: first, endSequence: end };
    first = end;
    return outgoing;
  });
};

const reportOf = (visit: CollectedVisit, times: VisitTimes, id: string, pages: readonly Uint8Array[]): VisitReport => ({
  id,
  device: visit.device,
  model: visit.model,
  ...(visit.firmware === undefined ? {} : { firmware: visit.firmware }),
  ...times,
  stamp: visit.stamp,
  ...(visit.batteryPercent === undefined ? {} : { battery: visit.batteryPercent }),
  rssi: visit.rssi,
  lostBuckets: visit.lostBuckets,
  nextSequence: visit.nextSequence,
  pages: pages.map((page) => page.toBase64()),
  ext: { oldestSequence: visit.oldestSequence },
});

const closedEnd = (bytes: Uint8Array): number => {
  const page = decodePage(bytes);
  if (page.kind === 'fault') return 0;
  return page.value.firstSequence + page.value.steps.length - (page.value.lastOpen ? 1 : 0);
};

/** A visit without pages is one portion too: its stamp dates an epoch. */
const portionsOf = (pages: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] => {
  const portions: Uint8Array[][] = [[]];
  let bytes = 0;
  for (const page of pages) {
    let portion = portions.at(-1) ?? [];
    if (bytes + page.byteLength > reportPageBytesMax || portion.length >= reportPagesMax) {
      portion = [];
      portions.push(portion);
      bytes = 0;
    }
    portion.push(page);
    bytes += page.byteLength;
  }
  return portions;
};
