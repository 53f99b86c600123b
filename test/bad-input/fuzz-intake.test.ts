/** Whatever a gateway sends, every message is answered, set aside or counted, and no step is made, doubled or lost in a replay. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainDateSchema } from '../../contract/ids.ts';
import { decodePage, stepsNotRecorded, verifyPage } from '../../contract/page.ts';
import { decodeRuns } from '../../ingest/day-block.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { rowsInCorpus, samplesOf } from './corpus.ts';
import { fuzzPlan, fuzzTimeoutMs } from './fuzz-plan.ts';
import { IntakeRoom, roomDevice } from './intake-room.ts';
import { anyOddBatch, plainBatch } from './odd-batch.ts';

/** The most that anything signed by the pedometer says of each of its buckets, in any message. */
const signedIn = (messages: readonly Uint8Array[]): ReadonlyMap<number, number> => {
  const most = new Map<number, number>();
  const words = messages.flatMap(
    (message) =>
      Buffer.from(message)
        .toString('latin1')
        .match(/[A-Za-z0-9+/]{44,}={0,2}/g) ?? [],
  );
  for (const word of words) {
    const bytes = Buffer.from(word, 'base64');
    const page = decodePage(bytes);
    if (page.kind === 'fault' || !verifyPage(bytes, roomDevice.key, roomDevice.serial, hmacSha256)) continue;
    page.value.steps.forEach((steps, i) => {
      const sequence = page.value.firstSequence + i;
      most.set(sequence, Math.max(most.get(sequence) ?? 0, steps === stepsNotRecorded ? 0 : steps));
    });
  }
  return most;
};

/** Every bucket stored, by sequence; throws where one is stored twice. */
const storedIn = (room: IntakeRoom): ReadonlyMap<number, number> => {
  const stored = new Map<number, number>();
  const rows = room.store.database.prepare('SELECT runs FROM day_block WHERE device = ?').all(roomDevice.serial);
  for (const run of rows.flatMap((row) => decodeRuns(row['runs'] as Uint8Array))) {
    run.steps.forEach((steps, i) => {
      const sequence = run.firstSequence + i;
      if (stored.has(sequence)) throw new Error(`bucket ${sequence} is stored twice`);
      stored.set(sequence, steps === stepsNotRecorded ? 0 : steps);
    });
  }
  return stored;
};

/** What people and nights do between messages: a day is closed, something in quarantine is tried again or given up. */
type Deed =
  { readonly kind: 'close'; readonly date: number } | { readonly kind: 'retry' | 'discard'; readonly nth: number };

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('close' as const), date: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ kind: fc.constantFrom('retry' as const, 'discard' as const), nth: fc.nat(9) }),
);

const perform = ({ store }: IntakeRoom, deed: Deed): void => {
  if (deed.kind === 'close') {
    store.closeDays(plainDateSchema.parse(`2026-11-${String(deed.date).padStart(2, '0')}`));
    return;
  }
  const waiting = store.derivation.quarantine.waiting();
  const item = waiting[deed.nth % Math.max(1, waiting.length)];
  if (item !== undefined) store[deed.kind]({ item: item.id, by: 'clerk', reason: 'looked at' });
};

const takeAll = async (row: readonly (Uint8Array | Deed)[]): Promise<void> => {
  using room = new IntakeRoom();
  const messages = row.filter((each) => each instanceof Uint8Array);
  for (const message of row) {
    if (!(message instanceof Uint8Array)) {
      perform(room, message);
      continue;
    }
    const factsBefore = room.facts();
    const { counted, receipts } = await room.take(message);
    expect(counted).toHaveLength(1);
    expect(receipts.length).toBeLessThanOrEqual(1);
    if (counted[0] === 'batches') expect(receipts[0]?.status).toMatch(/^(stored|quarantined)$/);
    if (counted[0] === 'duplicates') expect(receipts[0]?.status).toBe('duplicate');
    if (counted[0] === 'quarantined') expect(receipts[0]?.status ?? 'quarantined').toBe('quarantined');
    if (counted[0] === 'retried') expect(receipts[0]?.status ?? 'retry').toBe('retry');
    expect(room.facts() - factsBefore).toBeLessThanOrEqual(1);
  }
  const waiting = room.store.derivation.quarantine.waiting();
  expect(waiting.filter(({ reason }) => reason === 'derivation-failed')).toEqual([]);
  const signed = signedIn(messages);
  for (const [sequence, steps] of storedIn(room)) expect(steps).toBeLessThanOrEqual(signed.get(sequence) ?? -1);
  const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
  expect(room.steps()).toBeLessThanOrEqual(sum(storedIn(room).values()));
  expect(room.replay().differences).toEqual([]);
};

test(
  'any row of messages, good, odd and broken ones, and of what people do between them',
  () => {
    const step = fc.oneof({ weight: 4, arbitrary: anyOddBatch }, anyDeed);
    return fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 20 }), takeAll), fuzzPlan(40));
  },
  fuzzTimeoutMs,
);

test('all that was ever kept, in one row, twice', async () => {
  const kept = rowsInCorpus()
    .flatMap(samplesOf)
    .map(({ bytes }) => bytes);
  await takeAll([...kept, plainBatch, ...kept]);
});
