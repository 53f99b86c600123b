/** A visit stands whatever a device says: it ends, keeps what makes sense, and receipts nothing that is not there. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signPage } from '../../contract/page.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { VisitRoom, closedSteps, roomUptimeSeconds, someSteps } from './visit-room.ts';

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

  test.each([
    ['beyond the open bucket', { firstSequence: 600 }],
    ['of an epoch to come', { epoch: 2 }],
    ['begun after the uptime it told', { startSeconds: roomUptimeSeconds + 3600 }],
    ['of before what was asked for', { firstSequence: 0 }],
  ])('takes no page %s', async (_, changed) => {
    const content = {
      lastOpen: false,
      epoch: 1,
      firstSequence: 100,
      startSeconds: 360_000,
      bucketSeconds: 3600,
      steps: Uint16Array.of(60_000),
      ...changed,
    };
    const room = new VisitRoom(someSteps(124), { attMtu: 512 });
    room.held = 100;
    const lie = Uint8Array.of(3, ...signPage(content, room.pedometer.key, room.pedometer.serial, hmacSha256));
    const end = await room.visit({ notify: (segments) => [lie, ...segments] });
    expect(end).toMatchObject({ kind: 'done', summary: { buckets: 24, contiguousEnd: 124 } });
    expect([...closedSteps(room.stored).values()]).not.toContain(60_000);
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
