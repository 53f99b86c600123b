/** Bench days: signed device-days as gateways send them, made on the fly, the same ones for whoever is measured. */
import { withDigest } from '../contract/batch-digest.ts';
import type { Batch, VisitReport } from '../contract/batch.ts';
import { deviceSerialSchema, gatewayIdSchema } from '../contract/ids.ts';
import { signPage } from '../contract/page.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { sha256 } from '../runtime/sha256.ts';
import { devicesOf, gatewayOf, keyOfDevice, serialOf, type IngestBenchPlan } from './ingest-plan.ts';

const hourMs = 3_600_000;
const hours = 24;

/** People come in any order: by this step, which no number of pedometers of a centre is a multiple of. */
const scatterStep = 7919;

/** The batches of one gateway in the order of their `seq`: day after day, the gateway's own pedometers each day. */
export function* batchesOf(plan: IngestBenchPlan, gateway: number): Generator<Uint8Array> {
  const { from, to } = devicesOf(plan, gateway);
  const count = to - from;
  let seq = plan.days.from * Math.ceil(count / plan.visitsPerBatch);
  for (let day = plan.days.from; day < plan.days.to; day++) {
    for (let first = 0; first < count; first += plan.visitsPerBatch) {
      const visits: VisitReport[] = [];
      for (let n = first; n < Math.min(first + plan.visitsPerBatch, count); n++) {
        visits.push(visitOf(plan, from + ((n * scatterStep) % count), day));
      }
      yield sealed({ plan, gateway, seq: seq++, visits });
    }
  }
}

const sealed = (of: {
  readonly plan: IngestBenchPlan;
  readonly gateway: number;
  readonly seq: number;
  readonly visits: VisitReport[];
}): Uint8Array => {
  const gateway = gatewayIdSchema.parse(gatewayOf(of.gateway));
  const sentAt = new Date(of.plan.startMs).toISOString();
  const batch: Batch = { v: 1, gateway, boot: 'bench', seq: of.seq, sentAt, visits: of.visits };
  return withDigest(JSON.stringify(batch), sha256);
};

/** A day's 24 hours, closed, brought at the midnight that ends them. */
const visitOf = (plan: IngestBenchPlan, index: number, day: number): VisitReport => {
  const device = deviceSerialSchema.parse(serialOf(index));
  const atMs = plan.startMs + (day + 1) * hours * hourMs;
  const content = {
    lastOpen: false,
    epoch: 1,
    firstSequence: day * hours,
    startSeconds: day * hours * 3600,
    bucketSeconds: 3600,
    steps: stepsOf(index, day),
  };
  return {
    id: `${index}-${day}`,
    device,
    model: 'steplog-1',
    startedAt: new Date(atMs).toISOString(),
    endedAt: new Date(atMs + 300).toISOString(),
    stamp: { gateway: atMs, trusted: true, epoch: 1, uptime: (day + 1) * hours * 3600 },
    battery: 80,
    lostBuckets: 0,
    nextSequence: (day + 1) * hours,
    pages: [signPage(content, keyOfDevice(index), device, hmacSha256).toBase64()],
  };
};

const stepsOf = (index: number, day: number): Uint16Array =>
  Uint16Array.from({ length: hours }, (_, hour) => (hour < 7 ? 0 : ((index * 7 + hour * 131 + day * 17) % 900) + 1));
