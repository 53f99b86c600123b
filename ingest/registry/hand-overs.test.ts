/** Promises of hand-overs: who had which pedometer follows from what happened, also where two centres knew nothing of each other. */
import { describe, expect, test } from 'vitest';
import { centreIdSchema, gatewayIdSchema } from '../../contract/ids.ts';
import type { Said } from './hand-over.ts';
import type { Registry } from './registry.ts';
import {
  north,
  south,
  device,
  person,
  at,
  lend,
  giveBack,
  say,
  exchange,
  lostBy,
  undo,
  hear,
  loans,
  fate,
  status,
} from './sample-hand-overs.ts';
import { sampleRegistry } from './sample-registry.ts';

const eachOrder = (first: readonly Said[], second: readonly Said[]) => [
  { order: 'the earlier first', batches: [first, second] },
  { order: 'the later first', batches: [second, first] },
];

describe('two centres that were cut off', () => {
  describe.each(eachOrder([lend(north, 'a', 10, 1, 1)], [lend(south, 'b', 20, 1, 2)]))(
    'lend one pedometer, $order',
    ({ batches }) => {
      test('and it is with whoever it was handed to last; both learn so', () => {
        const { registry } = sampleRegistry();
        for (const batch of batches) hear(registry, batch);
        expect(loans(registry)).toEqual(['A-1 P-1 10–20', 'A-1 P-2 20–']);
        expect(fate(registry, north, 'a')).toBe('changed lent-on gw-south/b');
        expect(fate(registry, south, 'b')).toBe('done ended-earlier-loan gw-north/a');
      });
    },
  );

  describe.each(eachOrder([lend(north, 'a', 10, 1, 1)], [lend(south, 'b', 20, 2, 1)]))(
    'lend one person two pedometers, $order',
    ({ batches }) => {
      test('and the person has the later one', () => {
        const { registry } = sampleRegistry();
        for (const batch of batches) hear(registry, batch);
        expect(loans(registry)).toEqual(['A-1 P-1 10–20', 'A-2 P-1 20–']);
        expect(fate(registry, north, 'a')).toBe('changed has-another gw-south/b');
      });
    },
  );

  describe.each(eachOrder([giveBack(north, 'a', 10, 1)], [giveBack(south, 'b', 20, 1)]))(
    'take one pedometer back twice, $order',
    ({ batches }) => {
      test('and the first has ended the loan', () => {
        const { registry } = sampleRegistry();
        hear(registry, [lend(north, 'l', 0, 1, 1)]);
        for (const batch of batches) hear(registry, batch);
        expect(loans(registry)).toEqual(['A-1 P-1 0–10']);
        expect(fate(registry, north, 'a')).toBe('done');
        expect(fate(registry, south, 'b')).toBe('nothing-to-do not-on-loan gw-north/a');
      });
    },
  );

  test('take it back late, when it is lent again already, without touching the next loan', () => {
    const { registry } = sampleRegistry();
    hear(registry, [lend(north, 'a', 0, 1, 1)]);
    hear(registry, [lend(south, 'b', 20, 1, 2)]);
    expect(fate(registry, north, 'a')).toBe('changed lent-on gw-south/b');
    hear(registry, [giveBack(north, 'c', 10, 1)]);
    expect(loans(registry)).toEqual(['A-1 P-1 0–10', 'A-1 P-2 20–']);
    expect(fate(registry, north, 'a')).toBe('done');
    expect(fate(registry, south, 'b')).toBe('done');
  });
});

describe('a pedometer said to be lost by whoever had it before', () => {
  const known = [lend(north, 'a', 0, 1, 1)];
  const meanwhile = [lend(south, 'b', 10, 1, 2)];
  const stale = [
    {
      how: 'exchanged',
      said: exchange(north, 'e', 20, { from: 1, to: 2, p: 1, reason: 'lost' }),
      also: ['A-2 P-1 20–'],
    },
    { how: 'told', said: lostBy(north, 'e', 20, 1, 1), also: [] },
  ];
  const stories = stale.flatMap((each) =>
    eachOrder(meanwhile, [each.said]).map(({ order, batches }) => ({ ...each, order, batches })),
  );

  test.each(stories)('stays with whoever has it in their hand, $how, $order', ({ batches, also }) => {
    const { registry } = sampleRegistry();
    hear(registry, known);
    for (const batch of batches) hear(registry, batch);
    expect(loans(registry)).toEqual(['A-1 P-1 0–10', 'A-1 P-2 10–', ...also]);
    expect(status(registry, 1)).toBe('in-stock');
    expect(fate(registry, south, 'b')).toBe('done ended-earlier-loan gw-north/a');
    expect(fate(registry, north, 'e')).toBe('done not-on-loan gw-south/b');
  });

  test.each(stale)('is not lost where it was given back meanwhile, $how', ({ said }) => {
    const { registry } = sampleRegistry();
    hear(registry, [...known, said]);
    expect(status(registry, 1)).toBe('lost');
    hear(registry, [giveBack(south, 'r', 10, 1)]);
    expect(status(registry, 1)).toBe('returned');
  });

  test('and in the hand of a volunteer who exchanges it as broken ends the loan, which is told to whoever lent it', () => {
    const { registry } = sampleRegistry();
    hear(registry, [...known, ...meanwhile, exchange(north, 'e', 20, { from: 1, to: 2, p: 1 })]);
    expect(loans(registry)).toEqual(['A-1 P-1 0–10', 'A-1 P-2 10–20', 'A-2 P-1 20–']);
    expect(fate(registry, south, 'b')).toBe('changed lent-on gw-north/e');
  });
});

describe('a slip', () => {
  test('is taken back as if it had never been said', () => {
    const { registry } = sampleRegistry();
    hear(registry, [lend(north, 'a', 0, 1, 1), lend(south, 'b', 10, 1, 2)]);
    hear(registry, [undo(south, 'u', 11, 'b')]);
    expect(loans(registry)).toEqual(['A-1 P-1 0–']);
    expect(fate(registry, south, 'b')).toBe('undone gw-south/u');
    expect(fate(registry, south, 'u')).toBe('done');
    expect(fate(registry, north, 'a')).toBe('done');
  });

  test('is taken back also when that is heard first, and only by the gateway that said it', () => {
    const { registry } = sampleRegistry();
    hear(registry, [undo(north, 'u', 11, 'b')]);
    expect(fate(registry, north, 'u')).toBe('held unknown-action');
    hear(registry, [lend(south, 'b', 10, 1, 2)]);
    expect(fate(registry, north, 'u')).toBe('held unknown-action');
    hear(registry, [lend(north, 'b', 10, 2, 1)]);
    expect(loans(registry)).toEqual(['A-1 P-2 10–']);
    expect(fate(registry, north, 'b')).toBe('undone gw-north/u');
  });

  test('that is taken back twice was taken back once', () => {
    const { registry } = sampleRegistry();
    hear(registry, [lend(north, 'a', 0, 1, 1), undo(north, 'v', 2, 'a')]);
    hear(registry, [undo(north, 'u', 1, 'a'), undo(north, 'w', 3, 'u')]);
    expect(fate(registry, north, 'a')).toBe('undone gw-north/u');
    expect(fate(registry, north, 'v')).toBe('nothing-to-do gw-north/u');
    expect(fate(registry, north, 'w')).toBe('nothing-to-do');
    expect(loans(registry)).toEqual([]);
  });
});

describe('a pedometer', () => {
  test('that breaks is exchanged at one moment, and goes to be mended', () => {
    const { registry, facts } = sampleRegistry();
    hear(registry, [lend(north, 'a', 0, 1, 1)]);
    facts.splice(0);
    hear(registry, [exchange(north, 'e', 10, { from: 1, to: 2, p: 1 })]);
    expect(loans(registry)).toEqual(['A-1 P-1 0–10', 'A-2 P-1 10–']);
    expect([status(registry, 1), status(registry, 2)]).toEqual(['repair', 'in-stock']);
    expect([fate(registry, north, 'a'), fate(registry, north, 'e')]).toEqual(['done', 'done']);
    // Both loans are one fact: nobody's day goes up and down in between.
    expect(facts.filter(({ kind }) => kind === 'loan')).toMatchObject([{ body: { changes: [{}, {}] } }]);
  });

  test('is lost, found, and lent again', () => {
    const { registry } = sampleRegistry();
    hear(registry, [lend(north, 'a', 0, 1, 1), say(north, 'l', 10, 1, 'lost')]);
    expect([loans(registry), status(registry, 1)]).toEqual([['A-1 P-1 0–10'], 'lost']);
    hear(registry, [say(south, 'f', 20, 1, 'found')]);
    expect(status(registry, 1)).toBe('returned');
    hear(registry, [undo(south, 'u', 21, 'f')]);
    expect(status(registry, 1)).toBe('lost');
    hear(registry, [lend(south, 'b', 30, 1, 2)]);
    expect([loans(registry), status(registry, 1)]).toEqual([['A-1 P-1 0–10', 'A-1 P-2 30–'], 'in-stock']);
  });

  test('has the date of its last battery, and the one before where that was a slip', () => {
    const { registry } = sampleRegistry();
    hear(registry, [say(north, 's', -24 * 60, 1, 'swap'), say(north, 't', 0, 1, 'swap')]);
    expect(registry.deviceNote(device(1))?.swappedOn).toBe('2026-11-21');
    hear(registry, [undo(north, 'u', 1, 't')]);
    expect(registry.deviceNote(device(1))?.swappedOn).toBe('2026-11-20');
  });

  test('is what the desk says, until something newer happens', () => {
    const { registry } = sampleRegistry();
    hear(registry, [giveBack(north, 'a', 0, 1)]);
    registry.setDeviceStatus(device(1), 'in-stock');
    hear(registry, [giveBack(south, 'b', 5, 1)]);
    expect(status(registry, 1)).toBe('in-stock');
  });
});

describe('what is held', () => {
  const doubtful = { ...lend(north, 'a', 0, 1, 1), trusted: false };

  test('waits for the desk to know the time, and counts from then', () => {
    const { registry } = sampleRegistry();
    const [held] = hear(registry, [doubtful]);
    expect([loans(registry), fate(registry, north, 'a')]).toEqual([[], 'held clock-in-doubt']);
    expect(registry.handOvers.table.held()).toHaveLength(1);
    registry.atomically(() => registry.handOvers.settleHeld(held?.id ?? 0, at(30), 'sato'));
    expect([loans(registry), fate(registry, north, 'a')]).toEqual([['A-1 P-1 30–'], 'done']);
    expect(registry.atomically(() => registry.handOvers.settleHeld(held?.id ?? 0, at(40), 'sato'))).toBeUndefined();
  });

  test('may be left out for ever', () => {
    const { registry } = sampleRegistry();
    const [held] = hear(registry, [doubtful]);
    registry.atomically(() => registry.handOvers.undo(held?.id ?? 0, 'sato'));
    expect(fate(registry, north, 'a')).toMatch(/^undone desk/);
    expect(registry.handOvers.table.held()).toEqual([]);
  });

  test('is what comes from the future', () => {
    const { registry } = sampleRegistry();
    hear(registry, [lend(north, 'a', 611, 1, 1), lend(north, 'b', 609, 2, 2)]);
    expect(fate(registry, north, 'a')).toBe('held from-the-future');
    expect(loans(registry)).toEqual(['A-2 P-2 609–']);
  });

  test('is what is said of a time before sixty days ago, which no outbox holds', () => {
    const { registry } = sampleRegistry();
    const days = (n: number) => 600 - n * 24 * 60;
    hear(registry, [lend(north, 'a', days(61), 1, 1), { ...lend(north, 'b', 0, 3, 3), atMs: 0 }]);
    hear(registry, [lend(north, 'c', days(59), 2, 2)]);
    expect(['a', 'b', 'c'].map((action) => fate(registry, north, action))).toEqual([
      'held clock-in-doubt',
      'held clock-in-doubt',
      'done',
    ]);
    expect(registry.loans()).toHaveLength(1);
  });

  test('is what a gateway says of a pedometer of another centre that was never read at its own', () => {
    const { registry, readers } = sampleRegistry();
    const abroad = gatewayIdSchema.parse('gw-abroad');
    registry.putCentre({ id: centreIdSchema.parse('c-2'), name: '西公民館' });
    registry.addGateway(abroad, centreIdSchema.parse('c-2'));
    hear(registry, [lend(north, 'a', 0, 1, 1), lend(abroad, 'x', 5, 1, 2), lend(abroad, 'y', 5, 9, 2)]);
    hear(registry, [exchange(abroad, 'z', 6, { from: 1, to: 2, p: 1 })]);
    expect(['x', 'y', 'z'].map((action) => fate(registry, abroad, action))).toEqual([
      'held not-this-centres',
      'held unknown-device',
      'held not-this-centres',
    ]);
    registry.atomically(() => {
      registry.putDevice({ ...sampleDevice(registry), serial: device(9) });
    });
    expect(fate(registry, abroad, 'y')).toBe('held not-this-centres');
    expect(loans(registry)).toEqual(['A-1 P-1 0–']);
    readers.set(device(1), [abroad]);
    hear(registry, [lend(abroad, 'w', 7, 1, 2)]);
    expect(loans(registry)).toEqual(['A-1 P-1 0–7', 'A-1 P-2 7–']);
    const [held] = registry.handOvers.table.heldFor('not-this-centres').filter(({ action }) => action === 'y');
    registry.atomically(() => registry.handOvers.settleHeld(held?.id ?? 0, at(8), 'sato'));
    expect(loans(registry)).toEqual(['A-1 P-1 0–7', 'A-1 P-2 7–8', 'A-9 P-2 8–']);
  });

  test('of a pedometer or a person nobody knows, counts when they are registered', () => {
    const { registry } = sampleRegistry();
    hear(registry, [lend(north, 'a', 0, 9, 9), exchange(north, 'b', 5, { from: 1, to: 9, p: 1 })]);
    expect(fate(registry, north, 'a')).toBe('held unknown-device');
    registry.atomically(() => {
      registry.putDevice({ ...sampleDevice(registry), serial: device(9) });
      registry.putDevice({ ...sampleDevice(registry), serial: device(9) });
    });
    expect(fate(registry, north, 'a')).toBe('held unknown-participant');
    expect(loans(registry)).toEqual(['A-9 P-1 5–']);
    const known = registry.participants()[0];
    registry.atomically(() => known && registry.putParticipant({ ...known, id: person(9) }));
    expect(loans(registry)).toEqual(['A-9 P-1 5–', 'A-9 P-9 0–5']);
  });
});

const sampleDevice = (registry: Registry) => {
  const known = registry.deviceOf(device(1));
  if (known === undefined) throw new Error('the sample has a pedometer A-1');
  return known;
};
