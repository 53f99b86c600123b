/** Sample batch: a good visit of the intake room's pedometer, with its hours known, to be spoilt. */
import type { Batch, VisitReport } from '../../contract/batch.ts';
import { signPage, type PageContent } from '../../contract/page.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { roomDevice, roomGateway, roomLoanMs } from './intake-room.ts';

const hourSeconds = 3600;

/** `hours` closed hours from `firstSequence` on; hour h has 100 + h steps. */
export const samplePage = (firstSequence: number, hours: number, changed: Partial<PageContent> = {}): Uint8Array => {
  const content: PageContent = {
    lastOpen: false,
    epoch: 1,
    firstSequence,
    startSeconds: firstSequence * hourSeconds,
    bucketSeconds: hourSeconds,
    steps: Uint16Array.from({ length: hours }, (_, i) => 100 + firstSequence + i),
    ...changed,
  };
  return signPage(content, roomDevice.key, roomDevice.serial, hmacSha256);
};

/** At `hour` hours after the loan began, when the pedometer was powered on. */
export const sampleVisitOf = (
  pages: readonly Uint8Array[],
  hour = 48,
  changed: Partial<VisitReport> = {},
): VisitReport => {
  const atMs = roomLoanMs + hour * hourSeconds * 1000;
  return {
    id: `v-${hour}`,
    device: roomDevice.serial,
    model: 'steplog-1',
    startedAt: new Date(atMs).toISOString(),
    endedAt: new Date(atMs + 700).toISOString(),
    stamp: { gateway: atMs, trusted: true, epoch: 1, uptime: hour * hourSeconds },
    battery: 80,
    lostBuckets: 0,
    nextSequence: hour,
    pages: pages.map((page) => page.toBase64()),
    ext: { oldestSequence: 0 },
    ...changed,
  };
};

export const sampleBatch = (changed: Partial<Batch> & Pick<Batch, 'visits'>): Uint8Array => {
  const batch: Batch = {
    v: 1,
    gateway: roomGateway,
    boot: 'boot-1',
    seq: 1,
    sentAt: new Date(roomLoanMs).toISOString(),
    ...changed,
  };
  return new TextEncoder().encode(JSON.stringify(batch));
};
