/** Hand-overs promise: they count in the order of time, and nobody ever has two pedometers, nor one pedometer two people. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { centreActionSchema } from '../../contract/centre-action.ts';
import { participantIdSchema } from '../../contract/ids.ts';
import { withSaid, type SaidAction } from './hand-over.ts';
import type { Holding, Holdings } from './holding.ts';
import { serialOf } from './trial-centre.ts';

const inStock: Holding = { status: 'in-stock', participant: null, sinceMs: null, freeAbove: null };
const has = (who: number, sinceMs: number): Holding => ({
  status: 'on-loan',
  participant: participantIdSchema.parse(`P-${who}`),
  sinceMs,
  freeAbove: null,
});
const toldOf = (...holdings: readonly Holding[]): Holdings =>
  new Map(holdings.map((holding, i) => [serialOf(i + 1), holding]));

const said = (action: object, isSettled = false, before: Holdings = new Map()): SaidAction => ({
  action: centreActionSchema.parse({ trusted: true, ...action }),
  before,
  isSent: isSettled,
  isSettled,
});
const lend = (id: string, at: number, device: number, who: number) =>
  said({ id, at, kind: 'lend', device: serialOf(device), participant: `P-${who}`, visit: null });
const giveBack = (id: string, at: number, device: number) =>
  said({ id, at, kind: 'return', device: serialOf(device), sequence: 7 });
const undo = (id: string, at: number, action: string) => said({ id, at, kind: 'undo', action });

const holders = (holdings: Holdings): readonly (string | null)[] =>
  [...holdings.values()].map(({ participant }) => participant);

test('what was said earlier here does not end what began later elsewhere', () => {
  const told = toldOf(has(2, 200), inStock);
  expect(holders(withSaid(told, [lend('a', 100, 1, 1)]))).toEqual(['P-2', null]);
  expect(holders(withSaid(told, [giveBack('a', 100, 1)]))).toEqual(['P-2', null]);
  expect(holders(withSaid(told, [lend('a', 300, 1, 1)]))).toEqual(['P-1', null]);
});

test('a person who was handed another one later elsewhere has that one', () => {
  expect(withSaid(toldOf(has(1, 200), inStock), [lend('a', 100, 2, 1)])).toEqual(
    toldOf(has(1, 200), { ...inStock, status: 'returned' }),
  );
});

test('taking back what nobody has changes nothing', () => {
  expect(withSaid(toldOf(inStock), [giveBack('a', 100, 1)])).toEqual(toldOf(inStock));
});

test('an undone action never was, whichever comes first', () => {
  const told = toldOf(has(1, 50));
  expect(withSaid(told, [giveBack('a', 100, 1), undo('b', 200, 'a')])).toEqual(told);
  expect(withSaid(told, [giveBack('a', 200, 1), undo('b', 100, 'a')])).toEqual(told);
});

test('of what the cloud has settled already an undo brings back how things stood', () => {
  const settled = said({ ...giveBack('a', 100, 1).action }, true, toldOf(has(1, 50)));
  const told = toldOf({ ...inStock, status: 'returned', freeAbove: 7 });
  expect(withSaid(told, [settled, undo('b', 200, 'a')])).toEqual(toldOf(has(1, 50)));
  expect(withSaid(told, [settled])).toEqual(told);
});

const number = fc.integer({ min: 1, max: 3 });
const at = fc.integer({ min: 0, max: 30 });
const bare = fc.oneof(
  fc.record({ kind: fc.constant('lend' as const), at, device: number, who: number }),
  fc.record({ kind: fc.constantFrom('return' as const, 'lost' as const, 'found' as const), at, device: number }),
  fc.record({ kind: fc.constant('exchange' as const), at, device: number, other: number, who: number }),
  fc.record({ kind: fc.constant('undo' as const), at, of: fc.nat(8) }),
);

type Bare = typeof bare extends fc.Arbitrary<infer Value> ? Value : never;

const actionOf = (one: Bare, i: number): object => {
  const base = { id: `id-${i}`, at: one.at, kind: one.kind };
  if (one.kind === 'undo') return { ...base, action: `id-${one.of}` };
  const device = { ...base, device: serialOf(one.device) };
  switch (one.kind) {
    case 'lend':
      return { ...device, participant: `P-${one.who}`, visit: null };
    case 'return':
      return { ...device, sequence: null };
    case 'lost':
    case 'found':
      return device;
    case 'exchange':
      return {
        ...device,
        replacement: serialOf(one.other),
        participant: `P-${one.who}`,
        ...{ reason: 'other', sequence: null, visit: null },
      };
  }
};

const toldLoans = fc
  .uniqueArray(fc.record({ who: number, since: fc.option(at) }), { selector: ({ who }) => who, maxLength: 3 })
  .map((loans) => loans.map(({ who, since }): Holding => ({ ...has(who, 0), sinceMs: since })));

test('in whatever order, settled or not: one person each, one pedometer each', () => {
  const saidList = fc.array(fc.record({ one: bare, isSettled: fc.boolean() }), { maxLength: 9 });
  fc.assert(
    fc.property(toldLoans, saidList, toldLoans, (loans, list, before) => {
      const told = toldOf(...loans, ...[inStock, inStock, inStock].slice(loans.length));
      const all = list.map(({ one, isSettled }, i) => said(actionOf(one, i), isSettled, toldOf(...before)));
      const result = withSaid(told, all);
      const people = holders(result).filter((who) => who !== null);
      expect(new Set(people).size).toBe(people.length);
      expect(result.size).toBe(told.size);
      for (const { status, participant, sinceMs } of result.values()) {
        if (participant !== null) expect(status).toBe('on-loan');
        if (sinceMs !== null) expect(participant).not.toBeNull();
      }
      expect(withSaid(told, all.toReversed())).toEqual(result);
    }),
    { numRuns: 2_000 },
  );
});
