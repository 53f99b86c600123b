/** Odd batches: what a broken pedometer signs, a broken gateway writes and a broken line makes of it, by chance. */
import fc from 'fast-check';
import { withDigest } from '../../contract/batch-digest.ts';
import type { PageContent } from '../../contract/page.ts';
import { sha256 } from '../../runtime/sha256.ts';
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

const dayMs = 86_400_000;

interface Drawn {
  readonly seq: number;
  readonly hour: number;
  readonly from: number;
  readonly content: Partial<PageContent>;
  /** How far the gateway's clock is off, and whether it vouches for it. */
  readonly clockOffMs: number;
  readonly trusted: boolean;
  /** Values of the message replaced by others of all kinds. */
  readonly replaced: readonly { readonly at: number; readonly value: unknown }[];
  /** Whether the gateway adds a digest; what is mutated is mutated on the way. */
  readonly hasDigest: boolean;
  readonly mutations: readonly Mutation[];
}

export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
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
  clockOffMs: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    fc.constantFrom(-30 * dayMs, -dayMs, -3_600_000, 16 * 60_000, 3_600_000, dayMs, 5 * dayMs),
  ),
  trusted: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
  replaced: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    fc.array(fc.record({ at: fc.nat(0xffff), value: oddValue }), { maxLength: 3 }),
  ),
  hasDigest: fc.boolean(),
  mutations: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(anyMutation, { maxLength: 3 })),
});

/** A batch without a fault. */
export const plainBatch = sampleBatch({ visits: [sampleVisitOf([samplePage(0, 24)], 30)] });

const messageOf = ({ replaced, hasDigest, mutations, ...made }: Drawn): Uint8Array => {
  const { seq, hour, from, content, clockOffMs, trusted } = made;
  const first = Math.min(from, hour - 1);
  const honest = sampleVisitOf([samplePage(first, hour - first, content)], hour);
  const gateway = (honest.stamp?.gateway ?? 0) + clockOffMs;
  const stamp = { epoch: content.epoch ?? 1, uptime: hour * 3600, gateway, trusted };
  const json: unknown = JSON.parse(Buffer.from(sampleBatch({ seq, visits: [{ ...honest, stamp }] })).toString());
  for (const { at, value } of replaced) replaceIn(json, at, value);
  const text = JSON.stringify(json);
  const sent = hasDigest ? withDigest(text, sha256) : new TextEncoder().encode(text);
  return mutated(sent, mutations, [plainBatch]);
};

/** Replaces the value at the n-th place of all there are. */
export const replaceIn = (json: unknown, at: number, value: unknown): void => {
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

/** The bytes of one message. */
export const anyOddBatch: fc.Arbitrary<Uint8Array> = drawn.map(messageOf);
