/** A visit promises: nothing receipted before it is on disk, nothing half-done, and always an end. */
import { describe, expect, test } from 'vitest';
import type { Behaviour, Operation } from '../radio/simulated-radio.ts';
import { VisitRoom, closedSteps, roomStartMs, roomUptimeSeconds, someSteps } from './visit-room.ts';

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

  test('brings what was counted before a battery swap, with its own epoch', async () => {
    const room = new VisitRoom(someSteps(300));
    room.pedometer.swapBattery(roomStartMs - 2 * 3_600_000);
    room.pedometer.walk(11, 12);
    expect(await room.visit()).toMatchObject({ kind: 'done', summary: { buckets: 302, contiguousEnd: 302 } });
    expect(room.stored[0]?.stamp).toMatchObject({ epoch: 2, uptime: 7200 });
    expect([...closedSteps(room.stored).values()]).toEqual([...someSteps(300), 11, 12]);
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
