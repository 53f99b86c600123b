/** Queries intake: a whole cloud in this process, and how soon its receipts come, for the queries benchmark. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBenchCloud, register } from './bench-cloud.ts';
import type { IngestBenchPlan } from './ingest-plan.ts';
import { SenderProcess } from './send.ts';

const plan: IngestBenchPlan = {
  devices: 2_000,
  days: { from: 0, to: 3 },
  gateways: 2,
  visitsPerBatch: 20,
  startMs: Date.parse('2026-01-01T00:00:00+09:00'),
};

/** Milliseconds to each receipt, a batch at a time, while `meanwhile` is done again and again. */
export const measureReceipts = async (meanwhile: (() => Promise<void>) | undefined): Promise<readonly number[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'ayumi-queries-intake-'));
  try {
    await using opened = await openBenchCloud(folder);
    using sender = new SenderProcess();
    const secrets = register(opened.cloud.store, plan);
    await sender.isReady();
    const { port } = opened;
    const order = { plan, port, secrets, atOnce: 1, inFlightMax: 1, isMadeBefore: true, isReceipted: true };
    let isSent = false;
    const sent = sender.send(order).finally(() => {
      isSent = true;
    });
    // What ends it is set by somebody else.
    const isOver = (): boolean => isSent;
    while (meanwhile !== undefined && !isOver()) await meanwhile();
    return (await sent).latencies;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
