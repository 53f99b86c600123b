/** Whatever was taken in, receipts, rosters, results, page and points go on, and all of it keeps to the contract. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CloudRoom } from './cloud-room.ts';
import { rowsInCorpus, sampleOf, samplesOf } from './corpus.ts';
import { roomGateway, roomNowMs } from './intake-room.ts';
import { fuzzPlan, fuzzTimeoutMs } from './fuzz-plan.ts';
import { anyOddBatch } from './odd-batch.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ayumi-bad-cloud-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test.each(samplesOf('B14').map(({ name, bytes }) => [name, bytes] as const))(
  'B14 %s: the page is shown and the next visit counts',
  async (_, bytes) => {
    await using room = await CloudRoom.open(folder);
    await room.take(bytes);
    await room.take(sampleOf('B12', 'first').bytes);
    expect(room.visitsShown).toBeGreaterThan(0);
    expect(room.cloud.fleet.of(roomGateway).lastVisitMs).toBeLessThanOrEqual(roomNowMs);
    expect(room.published.filter((name) => name === 'receipts')).toHaveLength(2);
  },
);

test('everything that was ever kept, on every topic', async () => {
  await using room = await CloudRoom.open(folder);
  for (const { bytes } of rowsInCorpus().flatMap(samplesOf)) {
    for (const name of ['visits', 'actions', 'state', 'health'] as const) await room.take(bytes, name);
  }
  expect(room.cloud.fleet.unreadable).toBeGreaterThan(100);
});

test(
  'any row of odd batches',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyOddBatch, { maxLength: 12 }), async (messages) => {
        const own = mkdtempSync(join(folder, 'run-'));
        await using room = await CloudRoom.open(own);
        for (const message of messages) await room.take(message);
      }),
      fuzzPlan(15),
    );
  },
  fuzzTimeoutMs,
);
