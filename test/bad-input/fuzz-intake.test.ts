/** Whatever a gateway sends, every message is answered, set aside or counted, and no step is made, doubled or lost in a replay. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainDateSchema } from '../../contract/ids.ts';
import { decodePage, stepsNotRecorded, verifyPage, type PageContent } from '../../contract/page.ts';
import { decodeRuns } from '../../ingest/day-block.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { rowsInCorpus, samplesOf } from './corpus.ts';
import { fuzzPlan, fuzzTimeoutMs } from './fuzz-plan.ts';
import { IntakeRoom, roomDevice } from './intake-room.ts';
import { anyMutation, mutated, type Mutation } from './mutation.ts';
import { sampleBatch, samplePage, sampleVisitOf } from './sample-batch.ts';

/** What a broken pedometer might sign. */
const oddContent: fc.Arbitrary<Partial<PageContent>> = fc.record(
  {
    lastOpen: fc.boolean(),
    epoch: fc.constantFrom(0, 1, 2, 3, 0xffff),
    firstSequence: fc.constantFrom(0, 5, 20, 1440, 0xffff, 2 ** 31, 0xffffff00),
    startSeconds: fc.constantFrom(0, 3599, 3600, 86_400, 2 ** 31, 0xffffffff),
    bucketSeconds: fc.constantFrom(60, 61, 900, 3600),
    steps: fc
      .array(fc.constantFrom(0, 1, 250, 65_534, 65_535), { minLength: 1, maxLength: 30 })
      .map(Uint16Array.from.bind(Uint16Array)),
  },
  { requiredKeys: [] },
);

interface Drawn {
  readonly seq: number;
  readonly hour: number;
  readonly from: number;
  readonly content: Partial<PageContent>;
  /** Values of the message replaced by others of all kinds. */
  readonly replaced: readonly { readonly at: number; readonly value: unknown }[];
  readonly mutations: readonly Mutation[];
}

const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    '',
    0,
    -1,
    1,
    2,
    0.5,
    48,
    2 ** 31,
    2 ** 32 - 1,
    2 ** 32,
    2 ** 53,
    -(2 ** 53),
    [],
    {},
  ),
  fc.constantFrom<unknown>(
    'AYM-000001',
    'AYM-000002',
    'AYM-999999',
    'gw-2',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '2026-11-05T12:00:00Z',
    '\u202e',
    '\ud800',
  ),
  fc.constantFrom<unknown>(
    1_793_800_000_000,
    1_793_890_000_000,
    1_793_900_000_000,
    8_640_000_000_000_000,
    253_402_300_799_000,
  ),
  fc.string({ maxLength: 80, unit: 'binary' }),
  fc.constant(undefined),
);

const drawn: fc.Arbitrary<Drawn> = fc.record({
  seq: fc.nat(4),
  hour: fc.integer({ min: 1, max: 96 }),
  from: fc.nat(95),
  content: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, oddContent),
  replaced: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    fc.array(fc.record({ at: fc.nat(0xffff), value: oddValue }), { maxLength: 3 }),
  ),
  mutations: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(anyMutation, { maxLength: 3 })),
});

const plain = sampleBatch({ visits: [sampleVisitOf([samplePage(0, 24)], 30)] });

const messageOf = ({ seq, hour, from, content, replaced, mutations }: Drawn): Uint8Array => {
  const first = Math.min(from, hour - 1);
  const page = samplePage(first, hour - first, content);
  const json: unknown = JSON.parse(Buffer.from(sampleBatch({ seq, visits: [sampleVisitOf([page], hour)] })).toString());
  for (const { at, value } of replaced) replaceIn(json, at, value);
  return mutated(new TextEncoder().encode(JSON.stringify(json)), mutations, [plain]);
};

/** Replaces the value at the n-th place of all there are. */
const replaceIn = (json: unknown, at: number, value: unknown): void => {
  const places: (() => void)[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const holder = node as Record<string, unknown>;
    for (const name of Object.keys(node)) {
      places.push(() => (holder[name] = value));
      walk(holder[name]);
    }
  };
  walk(json);
  places[at % places.length]?.();
};

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
    const step = fc.oneof({ weight: 4, arbitrary: drawn.map(messageOf) }, anyDeed);
    return fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 20 }), takeAll), fuzzPlan(40));
  },
  fuzzTimeoutMs,
);

test('all that was ever kept, in one row, twice', async () => {
  const kept = rowsInCorpus()
    .flatMap(samplesOf)
    .map(({ bytes }) => bytes);
  await takeAll([...kept, plain, ...kept]);
});
