/** Mutation: good bytes with a few things wrong: flipped, cut, extended, repeated, or grown together with others. */
import fc from 'fast-check';

export type Mutation =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'set'; readonly at: number; readonly byte: number }
  | { readonly kind: 'cut'; readonly at: number; readonly count: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly count: number }
  | { readonly kind: 'insert'; readonly at: number; readonly bytes: Uint8Array }
  /** The rest is taken from another one. */
  | { readonly kind: 'splice'; readonly at: number; readonly with: number };

const at = fc.nat(0xffff);

/** Bytes that parsers trip over sit among the random ones. */
const anyByte = fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff, 0x7f, 0x80, 0x22, 0x5c, 0x7b, 0x2c, 0x0a, 0x2d));

export const anyMutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant('set' as const), at, byte: anyByte }),
  fc.record({ kind: fc.constant('cut' as const), at, count: fc.nat(20) }),
  fc.record({ kind: fc.constant('repeat' as const), at, count: fc.nat(40) }),
  fc.record({ kind: fc.constant('insert' as const), at, bytes: fc.uint8Array({ maxLength: 12 }) }),
  fc.record({ kind: fc.constant('splice' as const), at, with: fc.nat(100) }),
);

/** Positions wrap around, so that every mutation changes something of bytes of any length. */
export const mutated = (bytes: Uint8Array, mutations: readonly Mutation[], others: readonly Uint8Array[]): Uint8Array =>
  mutations.reduce((each, mutation) => mutatedOnce(each, mutation, others), bytes);

const mutatedOnce = (bytes: Uint8Array, mutation: Mutation, others: readonly Uint8Array[]): Uint8Array => {
  const place = mutation.at % (bytes.byteLength + 1);
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  switch (mutation.kind) {
    case 'flip':
      return Uint8Array.of(...before, (after[0] ?? 0) ^ (1 << mutation.bit), ...after.subarray(1));
    case 'set':
      return Uint8Array.of(...before, mutation.byte, ...after.subarray(1));
    case 'cut':
      return Uint8Array.of(...before, ...after.subarray(mutation.count));
    case 'repeat':
      return Uint8Array.of(...before, ...after.subarray(0, mutation.count), ...after);
    case 'insert':
      return Uint8Array.of(...before, ...mutation.bytes, ...after);
    case 'splice':
      return Uint8Array.of(...before, ...(others[mutation.with % others.length] ?? new Uint8Array()).subarray(place));
  }
};
