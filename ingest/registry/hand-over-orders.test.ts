/** Whatever order things are heard in, the same loans follow. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Said } from './hand-over.ts';
import type { Registry } from './registry.ts';
import {
  device,
  exchange,
  fate,
  giveBack,
  hear,
  lend,
  loans,
  lostBy,
  north,
  say,
  south,
  undo,
} from './sample-hand-overs.ts';
import { sampleRegistry, type emptyRegistry } from './sample-registry.ts';
import { settle } from './settlement.ts';

const anySaid: fc.Arbitrary<Said> = fc
  .record({
    kind: fc.constantFrom('lend', 'lend', 'lend', 'return', 'lost', 'lost-by', 'found', 'exchange', 'swap', 'undo'),
    who: fc.constantFrom(north, south),
    n: fc.integer({ min: 1, max: 12 }),
    minutes: fc.integer({ min: 0, max: 12 }),
    d: fc.integer({ min: 1, max: 3 }),
    to: fc.integer({ min: 1, max: 3 }),
    p: fc.integer({ min: 1, max: 3 }),
    target: fc.integer({ min: 1, max: 12 }),
  })
  .map(({ kind, who, n, minutes, d, to, p, target }) => {
    const action = `a${n}`;
    switch (kind) {
      case 'lend':
        return lend(who, action, minutes, d, p);
      case 'return':
        return giveBack(who, action, minutes, d, n);
      case 'exchange':
        return exchange(who, action, minutes, { from: d, to, p, reason: n % 2 === 0 ? 'lost' : 'broken' });
      case 'lost-by':
        return lostBy(who, action, minutes, d, p);
      case 'undo':
        return undo(who, action, minutes, `a${target}`);
      case 'lost':
      case 'found':
      case 'swap':
        return say(who, action, minutes, d, kind);
    }
    throw new Error(kind);
  });

const everything = (registry: Registry, said: readonly Said[]) => ({
  loans: loans(registry),
  fates: said.map(({ gateway, action }) => fate(registry, gateway ?? north, action ?? '')),
  devices: registry.devices().map(({ serial, status: now }) => [serial, now, registry.deviceNote(serial)]),
});

test('whatever is said comes to the same in any order, in any batches, however often, and to what one look at all of it gives', () => {
  // Once each: what one gateway says twice under one id is one action.
  const told = fc.uniqueArray(anySaid, {
    maxLength: 12,
    selector: ({ gateway, action }) => `${gateway ?? ''} ${action ?? ''}`,
  });
  const heard = told.chain((said) =>
    fc.record({
      said: fc.constant(said),
      arrivals: fc.shuffledSubarray([...said, ...said], { minLength: said.length, maxLength: 2 * said.length }),
      cut: fc.integer({ min: 1, max: 4 }),
    }),
  );
  fc.assert(
    fc.property(heard, ({ said, arrivals, cut }) => {
      const sorted = sampleRegistry().registry;
      hear(
        sorted,
        said.toSorted((a, b) => a.atMs - b.atMs),
      );
      const { registry, database } = sampleRegistry();
      const all = [...arrivals, ...said];
      for (let i = 0; i < all.length; i += cut) hear(registry, all.slice(i, i + cut));
      expect(everything(registry, said)).toEqual(everything(sorted, said));
      const counted = [device(1), device(2), device(3)]
        .flatMap((serial) => registry.handOvers.table.ofDevice(serial))
        .filter(({ held, undoneBy, kind }) => held === null && undoneBy === null && kind !== 'undo');
      const unique = [...new Map(counted.map((each) => [each.id, each])).values()];
      const once = settle(unique);
      expect(
        registry
          .loans()
          .map(({ device: serial, fromMs, toMs }) => [serial, fromMs, toMs])
          .toSorted(),
      ).toEqual(once.loans.map(({ device: serial, fromMs, toMs }) => [serial, fromMs, toMs]).toSorted());
      for (const each of unique) {
        expect([each.met, each.metOf, each.later, each.laterOf]).toEqual([
          once.met.get(each.id)?.why ?? null,
          once.met.get(each.id)?.of ?? null,
          once.later.get(each.id)?.why ?? null,
          once.later.get(each.id)?.of ?? null,
        ]);
      }
      expect(overlaps(database)).toEqual({ n: 0 });
    }),
    { numRuns: 150 },
  );
});

const overlaps = (database: ReturnType<typeof emptyRegistry>['database']) =>
  database
    .prepare(
      `SELECT count(*) AS n FROM loan a JOIN loan b ON a.id < b.id
        AND (a.device = b.device OR a.participant = b.participant)
        AND a.from_ms < coalesce(b.to_ms, 1e15) AND b.from_ms < coalesce(a.to_ms, 1e15)`,
    )
    .get();
