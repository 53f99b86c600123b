/** Page size: how many buckets a page should hold so that they cost the fewest notifications (docs/wire.md §1.4). */
import { attMtuMin, attNotificationOverheadBytes } from '../../contract/gatt.ts';
import { pageBucketsMax, pageHeaderBytes, pageTagBytes } from '../../contract/page.ts';

const segmentHeaderBytes = 1;

/** How many notifications a page of `buckets` takes at `attMtu`. */
export const pageSegments = (buckets: number, attMtu: number): number => {
  const room = attMtu - attNotificationOverheadBytes - segmentHeaderBytes;
  return Math.ceil((pageHeaderBytes + 2 * buckets + pageTagBytes) / room);
};

/** The page size with the fewest notifications per bucket; of equals the largest. 106 at ATT_MTU 247: one notification. */
export const pageBucketsFor = (attMtu: number): number => {
  const mtu = Math.max(attMtu, attMtuMin);
  let best = 1;
  for (let buckets = 2; buckets <= pageBucketsMax; buckets++) {
    if (pageSegments(buckets, mtu) * best <= pageSegments(best, mtu) * buckets) best = buckets;
  }
  return best;
};
