/** A visit promises: nothing receipted before it is on disk, nothing half-done, and always an end. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePage } from '../../contract/page.ts';
import type { Behaviour, Operation } from '../radio/simulated-radio.ts';
import type { CollectedVisit } from './collected-visit.ts';
import { VisitRoom, roomStartMs, roomUptimeSeconds, someSteps } from './visit-room.ts';

const operations: readonly Operation[] = [
  'connect',
  'serial',
  'model',
  'status',
  'battery',
  'subscribe',
  'record-access',
  'receipt',
  'current-time',
  'local-time',
  'disconnect',
];

/** Every closed bucket of these visits, by sequence. */
const closedSteps = (visits: readonly CollectedVisit[]): ReadonlyMap<number, number> => {
  const steps = new Map<number, number>();
  for (const bytes of visits.flatMap((visit) => visit.pages)) {
    const page = decodePage(bytes);
    if (page.kind === 'fault') throw new Error(page.fault);
    const { firstSequence, lastOpen } = page.value;
    [...page.value.steps]
      .slice(0, lastOpen ? -1 : undefined)
      .forEach((count, i) => steps.set(firstSequence + i, count));
  }
  return steps;
};

const meeting = (operation: Operation, how: 'drop' | 'hang' | 'refuse'): Behaviour => ({
  meet: (met) => (met === operation ? how : undefined),
});

describe('a visit where all goes well', () => {
  test('brings every bucket, then the receipt, then time and zone, in that order', async () => {
    const room = new VisitRoom(someSteps(720));
    const end = await room.visit();
    expect(end).toMatchObject({ kind: 'done', summary: { buckets: 720, contiguousEnd: 720, isReceipted: true } });
    expect([...closedSteps(room.stored).values()]).toEqual(someSteps(720));
    expect(room.radio.operations.slice(1)).toEqual([
      'serial',
      'model',
      'status',
      'battery',
      'subscribe',
      'record-access',
      'receipt',
      'current-time',
      'local-time',
      'disconnect',
    ]);
    expect(room.pedometer.receiptSequence).toBe(720);
    expect(room.pedometer.currentTime).toBeDefined();
    expect(room.pedometer.localTime).toEqual(Uint8Array.of(36, 0));
  });

  test('stamps the uptime with the wall time of the same instant', async () => {
    const room = new VisitRoom(someSteps(24));
    await room.visit();
    expect(room.stored[0]?.stamp).toEqual({ gateway: roomStartMs, trusted: true, epoch: 1, uptime: roomUptimeSeconds });
  });

  test('works at the smallest ATT_MTU', async () => {
    const room = new VisitRoom(someSteps(720), { attMtu: 23 });
    expect(await room.visit()).toMatchObject({ kind: 'done', summary: { buckets: 720 } });
  });

  test('reads serial and model once, firmware the time after, and then none of them', async () => {
    const room = new VisitRoom(someSteps(5));
    await room.visit();
    room.pedometer.walk(7);
    await room.visit();
    room.pedometer.walk(8);
    const before = room.radio.operations.length;
    await room.visit();
    const identity = room.radio.operations.filter((operation) => ['serial', 'model', 'firmware'].includes(operation));
    expect(identity).toEqual(['serial', 'model', 'firmware']);
    expect(room.radio.operations.slice(before + 1)).toHaveLength(8);
    expect(room.known).toMatchObject({ serial: 'AYM-000123', model: 'steplog-1', firmware: '1.2.0' });
  });

  test('asks only for what is not held yet', async () => {
    const room = new VisitRoom(someSteps(100));
    await room.visit();
    room.pedometer.walk(11, 12);
    const end = await room.visit();
    expect(end).toMatchObject({ summary: { bucketsAsked: 2, buckets: 2 } });
    expect(closedSteps(room.stored.slice(1)).get(101)).toBe(12);
  });

  test('does not write a receipt the device already has', async () => {
    const room = new VisitRoom(someSteps(10));
    await room.visit();
    const before = room.radio.operations.length;
    await room.visit();
    expect(room.radio.operations.slice(before)).not.toContain('receipt');
  });

  test('begins at the oldest bucket where the ring has dropped what was asked for', async () => {
    const room = new VisitRoom(someSteps(2000));
    const end = await room.visit();
    expect(end).toMatchObject({ kind: 'done', summary: { buckets: 1440, contiguousEnd: 2000 } });
  });

  test('asks a device that knows less than is confirmed for everything it has', async () => {
    const room = new VisitRoom(someSteps(50));
    room.held = 900;
    const end = await room.visit();
    expect(end).toMatchObject({ kind: 'done', summary: { buckets: 50, contiguousEnd: 50 } });
  });
});

describe('a visit in which the device cannot be what it was', () => {
  test('reads the serial again after a battery swap', async () => {
    const room = new VisitRoom(someSteps(5));
    await room.visit();
    room.pedometer.swapBattery(roomStartMs);
    room.pedometer.walk(3);
    await room.visit();
    expect(room.radio.operations.filter((operation) => operation === 'serial')).toHaveLength(2);
  });

  test('stops when the uptime went backwards under a remembered address', async () => {
    const room = new VisitRoom(someSteps(5));
    await room.visit();
    if (room.known !== undefined) room.known = { ...room.known, uptimeSeconds: 2 * roomUptimeSeconds };
    expect(await room.visit()).toEqual({ kind: 'failed', during: 'measuring', because: 'other-device' });
    expect(room.stored).toHaveLength(1);
  });
});

describe('a visit that breaks', () => {
  for (const operation of operations) {
    for (const how of ['drop', 'hang', 'refuse'] as const) {
      test(`ends and loses nothing when ${operation} meets ${how}`, async () => {
        const room = new VisitRoom(someSteps(300));
        const end = await room.visit(meeting(operation, how));
        expect(room.isReceiptHonest).toBe(true);
        if (end.kind === 'failed') expect(room.stored).toHaveLength(0);
        else expect(room.held).toBe(300);
        expect(await room.visit()).toMatchObject({ kind: 'done', summary: { contiguousEnd: 300, isReceipted: true } });
        expect([...closedSteps(room.stored).values()]).toEqual(someSteps(300));
      });
    }
  }

  test('keeps the whole pages that came before the link dropped, unreceipted, and resumes after them', async () => {
    const room = new VisitRoom(someSteps(300), { pageBuckets: 30 });
    const end = await room.visit({ notify: (segments) => [...segments.slice(0, 4), 'drop'] });
    expect(end).toMatchObject({ kind: 'broken', because: 'link-lost', summary: { buckets: 120, isReceipted: false } });
    expect(room.pedometer.receiptSequence).toBe(0);
    expect(await room.visit()).toMatchObject({ kind: 'done', summary: { bucketsAsked: 180, buckets: 180 } });
    expect([...closedSteps(room.stored).values()]).toEqual(someSteps(300));
  });

  test('keeps nothing when the link dropped before the first whole page', async () => {
    const room = new VisitRoom(someSteps(300), { attMtu: 23 });
    const end = await room.visit({ notify: (segments) => [...segments.slice(0, 3), 'drop'] });
    expect(end).toEqual({ kind: 'failed', during: 'receiving', because: 'link-lost' });
    expect(room.stored).toHaveLength(0);
  });

  test('gives up a device that falls silent in the middle of a report', async () => {
    const room = new VisitRoom(someSteps(300), { pageBuckets: 30 });
    const end = await room.visit({ notify: (segments) => [...segments.slice(0, 2), 'silence'] });
    expect(end).toMatchObject({ kind: 'broken', because: 'timeout', summary: { buckets: 60 } });
  });

  test('neither stores nor receipts when the outbox is full, and says so', async () => {
    const room = new VisitRoom(someSteps(24));
    room.isFull = true;
    expect(await room.visit()).toEqual({ kind: 'failed', during: 'storing', because: 'outbox-full' });
    expect(room.pedometer.receiptSequence).toBe(0);
    room.isFull = false;
    expect(await room.visit()).toMatchObject({ kind: 'done', summary: { buckets: 24 } });
  });
});

describe('a visit with a device that talks nonsense', () => {
  test('ends when notifications do not', async () => {
    const room = new VisitRoom(someSteps(24));
    const endless = Array.from({ length: 100_000 }, (_, i) => Uint8Array.of(((i % 64) << 2) | 1, 1, 2, 3));
    expect(await room.visit({ notify: () => endless })).toMatchObject({ kind: 'failed', because: 'too-much' });
  });

  test('ends when the same page comes for ever', async () => {
    const room = new VisitRoom(someSteps(24));
    const end = await room.visit({
      notify: (segments) => Array.from({ length: 50_000 }, () => segments).flat(),
    });
    expect(end).toMatchObject({ kind: 'broken', because: 'too-much', summary: { buckets: 24, isReceipted: false } });
  });

  test('asks again from a lost page on, and receipts only once it has come', async () => {
    const room = new VisitRoom(someSteps(300), { pageBuckets: 30 });
    const end = await room.visit({
      notify: (segments, request) => (request === 1 ? segments.filter((_, i) => i !== 3) : segments),
    });
    expect(end).toMatchObject({ kind: 'done', summary: { buckets: 300, contiguousEnd: 300, isReceipted: true } });
    expect(room.radio.operations.filter((operation) => operation === 'record-access')).toHaveLength(2);
  });

  test('keeps what came beyond a hole that cannot be filled, but receipts only up to the hole', async () => {
    const room = new VisitRoom(someSteps(300), { pageBuckets: 30 });
    const hole = { notify: (segments: readonly Uint8Array[]) => segments.filter((part) => !isPageFrom(part, 90)) };
    const end = await room.visit(hole);
    expect(end).toMatchObject({ kind: 'done', summary: { buckets: 270, contiguousEnd: 90 } });
    expect(room.pedometer.receiptSequence).toBe(90);
  });

  test('takes no page from the future, of an epoch to come, or from before what was asked for', async () => {
    const donor = new VisitRoom(someSteps(900));
    const future = donor.pedometer.pagesFrom(600).map((page) => Uint8Array.of(3, ...page));
    donor.pedometer.swapBattery(roomStartMs);
    donor.pedometer.walk(1);
    const room = new VisitRoom(someSteps(24), { attMtu: 512 });
    const end = await room.visit({ notify: (segments) => [...future, ...segments] });
    expect(end).toMatchObject({ kind: 'done', summary: { buckets: 24, contiguousEnd: 24 } });
    expect(closedSteps(room.stored).size).toBe(24);
  });

  test.each([
    ['a serial that is no id', 'serial', new TextEncoder().encode('../../etc'), 'bad-serial'],
    ['no serial at all', 'serial', new Uint8Array(), 'bad-serial'],
    ['a status of another length', 'status', new Uint8Array(35), 'bad-status'],
    ['a status of zeros', 'status', new Uint8Array(36), 'bad-status'],
  ] as const)('leaves a device that gives %s', async (_, value, bytes, because) => {
    const room = new VisitRoom(someSteps(24));
    const end = await room.visit({ read: (asked, truth) => (asked === value ? bytes : truth) });
    expect(end).toMatchObject({ kind: 'failed', because });
  });

  test('takes a battery of 255 % as not known', async () => {
    const room = new VisitRoom(someSteps(24));
    await room.visit({ read: (asked, truth) => (asked === 'battery' ? Uint8Array.of(255) : truth) });
    expect(room.stored[0]?.batteryPercent).toBeUndefined();
  });
});

const isPageFrom = (segment: Uint8Array, sequence: number): boolean =>
  ((segment[0] ?? 0) & 1) === 1 && (segment[5] ?? 0) + 256 * (segment[6] ?? 0) === sequence;

test('whatever is lost, repeated or cut off in any number of visits, the last honest one completes the row', async () => {
  const mischief = fc.record({
    lost: fc.array(fc.nat(40), { maxLength: 6 }),
    repeated: fc.array(fc.nat(40), { maxLength: 6 }),
    cutAt: fc.option(fc.nat(60), { nil: undefined }),
    walked: fc.nat(40),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(mischief, { maxLength: 5 }),
      fc.integer({ min: 1, max: 400 }),
      fc.constantFrom(23, 64, 247),
      async (visits, buckets, attMtu) => {
        const room = new VisitRoom(someSteps(buckets), { attMtu, pageBuckets: 20 });
        for (const { lost, repeated, cutAt, walked } of visits) {
          await room.visit({
            notify: (segments) => {
              const mangled = segments.flatMap((part, i) =>
                lost.includes(i) ? [] : repeated.includes(i) ? [part, part] : [part],
              );
              return cutAt === undefined ? mangled : [...mangled.slice(0, cutAt), 'drop'];
            },
          });
          expect(room.isReceiptHonest).toBe(true);
          const stored = closedSteps(room.stored);
          for (let sequence = 0; sequence < room.pedometer.receiptSequence; sequence++) {
            expect(stored.has(sequence)).toBe(true);
          }
          room.pedometer.walk(...someSteps(walked));
        }
        expect(await room.visit()).toMatchObject({
          kind: 'done',
          summary: { contiguousEnd: room.pedometer.nextSequence },
        });
        expect(closedSteps(room.stored).size).toBe(room.pedometer.nextSequence);
      },
    ),
    { numRuns: 60 },
  );
});
