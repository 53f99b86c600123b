/** A batch that was changed on the way: noticed whichever bit it was, believed in nothing, and asked for again. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withDigest } from '../../contract/batch-digest.ts';
import { sha256 } from '../../runtime/sha256.ts';
import { IntakeRoom } from './intake-room.ts';
import { sampleBatch, samplePage, sampleVisitOf } from './sample-batch.ts';

let room: IntakeRoom;
beforeEach(() => (room = new IntakeRoom()));
afterEach(() => room[Symbol.dispose]());

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const seq = 5;
/** The first visit of an epoch: all its days are dated by this one stamp. */
const plain = sampleBatch({ seq, visits: [sampleVisitOf([samplePage(0, 40)], 42)] });
const golden = withDigest(textOf(plain), sha256);
/** As they are with the one batch and nothing else. */
const right = { '2026-11-01': 2_676, '2026-11-02': 2_104 };

const flipped = (bit: number): Uint8Array => {
  const bytes = golden.slice();
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return bytes;
};
const allFlips = Array.from({ length: golden.byteLength * 8 }, (_, bit) => flipped(bit));

const changedWords = 'gw-1: [0-9]+ bytes, changed on the way';
const retry = { v: 1, seq, status: 'retry', reason: 'changed on the way', retryAfterMs: 5_000 };

test('B13 no single flipped bit changes a total or lets the gateway delete its good copy, before that copy and after it', async () => {
  const before = await room.takeAll(allFlips);
  expect(room.totals()).toEqual({});
  expect((await room.take(golden)).receipts).toMatchObject([{ seq, status: 'stored' }]);
  const after = await room.takeAll(allFlips);
  expect([room.totals(), room.confirmed()]).toEqual([right, 40]);
  for (const receipts of [before, after]) {
    expect(new Set(receipts.map(({ status }) => status))).toEqual(new Set(['retry']));
    expect(receipts.length).toBeGreaterThan(allFlips.length / 2);
  }
  const details = room.store.derivation.quarantine.waiting().map(({ detail }) => detail);
  expect(details).toHaveLength(allFlips.length);
  expect(details.filter((detail) => !new RegExp(`^${changedWords}$`).test(detail))).toEqual([]);
  expect(room.replay().differences).toEqual([]);
}, 60_000);

test('B13 a batch without a digest is taken at its word, as before', async () => {
  expect((await room.take(plain)).receipts).toMatchObject([{ seq, status: 'stored' }]);
  expect(room.totals()).toEqual(right);
});

const otherHour = bytesOf(textOf(golden).replace('"uptime":1', '"uptime":2'));

test('B13 what was changed on the way is not read when somebody tries it again either', async () => {
  expect(await room.take(otherHour)).toEqual({
    receipts: [retry],
    counted: ['retried'],
    filed: ['unreadable-batch'],
  });
  const [item] = room.store.derivation.quarantine.waiting();
  room.store.retry({ item: item?.id ?? 0, by: 'clerk', reason: 'looks well' });
  expect(room.totals()).toEqual({});
  expect(room.replay().differences).toEqual([]);
});

test('B13 the very same changed bytes are not asked for for ever; others are, as the line may yet be well', async () => {
  const statuses: (string | undefined)[] = [];
  for (let i = 0; i < 21; i++) statuses.push((await room.take(otherHour)).receipts[0]?.status);
  expect(statuses).toEqual([...Array<string>(19).fill('retry'), 'quarantined', 'quarantined']);
  const pageAt = textOf(golden).indexOf('"pages":["') + 10;
  for (let i = 0; i < 30; i++) expect((await room.take(flipped((pageAt + i) * 8))).receipts).toEqual([retry]);
  expect((await room.take(golden)).receipts).toMatchObject([{ seq, status: 'stored' }]);
  expect(room.totals()).toEqual(right);
});

test('B13 a changed batch in the name of another gateway is nobody’s to be asked for', async () => {
  const taken = await room.take(bytesOf(textOf(golden).replace('"gw-1"', '"gw-2"')));
  expect([taken.receipts, taken.counted]).toEqual([[], ['retried']]);
});
