/** Health: what a gateway reports of itself, put together and compared. Pure. */
import type { GatewayHealth } from '../contract/gateway-health.ts';
import { isoInstant } from '../runtime/clock.ts';
import type { OutboxSummary } from './outbox/outbox-summary.ts';

export interface HealthParts {
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly version: string;
  readonly outbox: OutboxSummary;
  readonly bytesMax: number;
  readonly isFull: boolean;
  readonly diskFreeBytes: number | null;
  readonly radio: {
    readonly heardMs: number | undefined;
    readonly devicesHeard: number;
    readonly visitsDone: number;
    readonly visitsFailed: number;
    readonly rescans: number;
    readonly resets: number;
  };
  readonly isClockTrusted: boolean;
}

export const healthOf = (parts: HealthParts): GatewayHealth => {
  const { outbox, radio } = parts;
  const { devicesHeard, visitsDone, visitsFailed, rescans, resets } = radio;
  const silentMs = radio.heardMs === undefined ? null : Math.max(0, Math.round(parts.monotonicMs - radio.heardMs));
  return {
    v: 1,
    at: isoInstant(parts.wallMs),
    version: parts.version,
    outbox: {
      batches: outbox.batches,
      bytes: outbox.bytes,
      bytesMax: parts.bytesMax,
      oldestAt: outbox.oldestMs === undefined ? null : isoInstant(outbox.oldestMs),
      parked: outbox.parked,
      full: parts.isFull,
      rotten: outbox.rotten,
    },
    diskFreeBytes: parts.diskFreeBytes,
    radio: { silentMs, devicesHeard, visitsDone, visitsFailed, rescans, resets },
    clock: { trusted: parts.isClockTrusted },
  };
};

/** A change somebody should hear of at once; everything else waits for the next round. */
export const isNews = (before: GatewayHealth | undefined, now: GatewayHealth): boolean =>
  before === undefined ||
  before.outbox.full !== now.outbox.full ||
  before.outbox.parked !== now.outbox.parked ||
  before.outbox.rotten !== now.outbox.rotten ||
  before.radio.resets !== now.radio.resets ||
  before.clock.trusted !== now.clock.trusted;
