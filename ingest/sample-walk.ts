/** Sample walk: visits of a made-up pedometer whose every hour is known, for the tests of what is derived from them. */
import type { VisitReport } from '../contract/batch.ts';
import type { DeviceSerial } from '../contract/ids.ts';
import { signPage } from '../contract/page.ts';
import { hmacSha256 } from '../runtime/hmac.ts';

export interface SampleEpoch {
  readonly epoch: number;
  /** When power came, ms since the Unix epoch. */
  readonly startMs: number;
  readonly firstSequence: number;
  /** Hours it counted, one number of steps each. */
  readonly steps: readonly number[];
  readonly driftPpm?: number;
}

export interface SampleDevice {
  readonly serial: DeviceSerial;
  readonly key: Uint8Array;
}

export interface SampleVisit {
  readonly atMs: number;
  /** Sequence asked from. */
  readonly from: number;
  readonly trusted?: boolean;
  readonly lostBuckets?: number;
  readonly bucketsPerPage?: number;
  readonly signedWith?: Uint8Array;
}

const hourSeconds = 3600;

/** What a gateway would report of a visit at `atMs`: closed hours, then the open one. */
export const sampleVisit = (device: SampleDevice, epochs: readonly SampleEpoch[], visit: SampleVisit): VisitReport => {
  const powered = epochs.filter((epoch) => epoch.startMs <= visit.atMs);
  const current = powered.at(-1);
  if (current === undefined) throw new Error('bug: the sample pedometer has no power yet');
  const uptime = uptimeAt(current, visit.atMs);
  const pages = powered.flatMap((epoch) => pagesOf(device, epoch, epoch === current ? uptime : undefined, visit));
  return {
    id: `v-${device.serial}-${visit.atMs}`,
    device: device.serial,
    model: 'steplog-1',
    startedAt: new Date(visit.atMs).toISOString(),
    endedAt: new Date(visit.atMs + 400).toISOString(),
    stamp: { gateway: visit.atMs, trusted: visit.trusted ?? true, epoch: current.epoch, uptime },
    battery: 80,
    lostBuckets: visit.lostBuckets ?? 0,
    pages,
  };
};

const uptimeAt = (epoch: SampleEpoch, wallMs: number): number =>
  Math.floor(((wallMs - epoch.startMs) / 1000) * (1 + (epoch.driftPpm ?? 0) * 1e-6));

const pagesOf = (
  device: SampleDevice,
  epoch: SampleEpoch,
  uptime: number | undefined,
  visit: SampleVisit,
): readonly string[] => {
  const openIndex = uptime === undefined ? Infinity : Math.floor(uptime / hourSeconds);
  const counted = epoch.steps.slice(0, openIndex + 1);
  const perPage = visit.bucketsPerPage ?? 106;
  const pages: string[] = [];
  for (let from = Math.max(0, visit.from - epoch.firstSequence); from < counted.length; from += perPage) {
    const steps = counted.slice(from, from + perPage);
    const lastOpen = from + steps.length - 1 === openIndex;
    if (lastOpen) steps[steps.length - 1] = Math.floor((steps.at(-1) ?? 0) / 2);
    const content = {
      lastOpen,
      epoch: epoch.epoch,
      firstSequence: epoch.firstSequence + from,
      startSeconds: from * hourSeconds,
      bucketSeconds: hourSeconds,
      steps: Uint16Array.from(steps),
    };
    pages.push(signPage(content, visit.signedWith ?? device.key, device.serial, hmacSha256).toBase64());
  }
  return pages;
};
