/** Bad frames: refused with their word, asked for again or passed over; a visit ends, and receipts only what is there. */
import { describe, expect, test } from 'vitest';
import { decodeCurrentTime } from '../../contract/current-time.ts';
import { decodeLogStatus, encodeLogStatus, type LogStatus } from '../../contract/log-status.ts';
import { decodePage } from '../../contract/page.ts';
import { decodeRecordAccessRequest, decodeRecordAccessResponse } from '../../contract/record-access.ts';
import { cutSegments } from '../../contract/segment.ts';
import { readablePercent, readableText } from '../../gateway/visit/readable.ts';
import { VisitRoom, closedSteps, roomStartMs, someSteps } from '../../gateway/visit/visit-room.ts';
import { visitPagesMax } from '../../gateway/visit/collection.ts';
import { eachOf, sampleOf } from './corpus.ts';
import { IntakeRoom, roomDevice } from './intake-room.ts';
import { sampleBatch, samplePage, sampleVisitOf } from './sample-batch.ts';

const wordOf = (name: string, bytes: Uint8Array): string => {
  const answer = name.startsWith('status') ? decodeLogStatus(bytes) : decodePage(bytes);
  return answer.kind === 'fault' ? answer.fault : 'decoded';
};

const statusOf = (room: VisitRoom): LogStatus => {
  const status = decodeLogStatus(room.pedometer.status(roomStartMs));
  if (status.kind === 'fault') throw new Error(status.fault);
  return status.value;
};

/** A visit to a device whose status says otherwise. */
const visitSaying = (room: VisitRoom, said: Partial<LogStatus>, notify?: () => readonly Uint8Array[]) => {
  const status = encodeLogStatus({ ...statusOf(room), ...said });
  return room.visit({
    read: (value, truth) => (value === 'status' ? status : truth),
    ...(notify === undefined ? {} : { notify }),
  });
};

describe('a frame that is none', () => {
  test('B16 without content is passed over, and the row is complete all the same', async () => {
    const room = new VisitRoom(someSteps(60), { pageBuckets: 20 });
    const end = await room.visit({ notify: (segments) => segments.flatMap((each) => [new Uint8Array(), each]) });
    expect(end).toMatchObject({ kind: 'done', summary: { contiguousEnd: 60, isReceipted: true } });
  });

  test.each([
    ['page-cut', 'wrong-length'],
    ['page-longer', 'wrong-length'],
    ['page-cut-to-its-header', 'too-short'],
    ['page-count-says-more', 'wrong-length'],
    ['page-count-zero', 'bad-count'],
    ['status-35-bytes', 'wrong-length'],
    ['status-37-bytes', 'wrong-length'],
  ])('B17 %s is refused as %s', (name, word) => {
    expect(wordOf(name, sampleOf('B17', name).bytes)).toBe(word);
  });

  test('B17 a page cut short by a small MTU costs that page and nothing else', async () => {
    const room = new VisitRoom(someSteps(60), { pageBuckets: 20, attMtu: 64 });
    const end = await room.visit({
      notify: (segments, request) => segments.map((each, i) => (request === 1 && i === 0 ? each.slice(0, -1) : each)),
    });
    expect(end).toMatchObject({ kind: 'done', summary: { contiguousEnd: 60, isReceipted: true } });
    expect(closedSteps(room.stored).size).toBe(60);
  });

  test.each([
    ['page-reserved-flags', 'reserved-bits'],
    ['page-type-2', 'unknown-type'],
    ['status-version-9', 'unknown-version'],
    ['status-reserved-flags', 'reserved-bits'],
    ['status-reserved-field', 'reserved-bits'],
  ])('B19 %s is refused as %s', (name, word) => {
    expect(wordOf(name, sampleOf('B19', name).bytes)).toBe(word);
  });

  test.each([
    ['record-access-opcode-7f', 0x02],
    ['record-access-delete-all', 0x02],
    ['record-access-operator-9', 0x03],
  ])('B19 %s is answered with code %i', (name, code) => {
    expect(decodeRecordAccessRequest(sampleOf('B19', name).bytes)).toMatchObject({
      kind: 'refused',
      refusal: { code },
    });
    expect(decodeRecordAccessResponse(sampleOf('B19', name).bytes).kind).toBe('fault');
  });

  test.each(eachOf('B20'))('B20 a display is not set to %s', (_, { bytes }) => {
    expect(decodeCurrentTime(bytes).kind).toBe('fault');
  });
});

describe('a device that says what cannot be', () => {
  test.each(['2000-01-01', '2001-01-01', '2099-12-31'])(
    'B21 shows %s: the visit is dated by the gateway',
    async (date) => {
      const room = new VisitRoom(someSteps(24));
      const flags = { ...statusOf(room).flags, clockSet: true };
      const displayClockSeconds = Date.parse(`${date}T00:00:00Z`) / 1000;
      expect(await visitSaying(room, { flags, displayClockSeconds })).toMatchObject({ kind: 'done' });
      expect(room.stored[0]?.stamp.gateway).toBe(roomStartMs);
    },
  );

  test('B22 the marker for no count is a missing bucket, not 65,535 steps', async () => {
    using room = new IntakeRoom();
    const taken = await room.take(sampleBatch({ visits: [sampleVisitOf([sampleOf('B22', 'not-recorded').bytes])] }));
    expect(taken.receipts).toMatchObject([{ status: 'stored', confirmed: { [roomDevice.serial]: 3 } }]);
    expect(room.steps()).toBe(10);
  });

  test('B23 pages repeated and in any order count once; a missing one is asked for three times', async () => {
    const room = new VisitRoom(someSteps(100), { pageBuckets: 20 });
    const end = await room.visit({
      notify: (segments) => {
        const reversed = segments.toReversed().flatMap((each) => [each, each]);
        return [...reversed, ...segments].filter((each) => !beginsAt(each, 40));
      },
    });
    expect(end).toMatchObject({ kind: 'done', summary: { buckets: 80, contiguousEnd: 40 } });
    expect(room.pedometer.receiptSequence).toBe(40);
    expect(room.radio.operations.filter((operation) => operation === 'record-access')).toHaveLength(3);
    expect(closedSteps(room.stored).size).toBe(80);
  });

  test.each([
    ['a million buckets', 1_000_000],
    ['four thousand million buckets', 0xffffffff],
  ])('B24 announces %s: the visit takes what a ring can hold and ends', async (_, nextSequence) => {
    const room = new VisitRoom(someSteps(24));
    const junk = Array.from({ length: 10 }, () => Uint8Array.of(3, 1, 2, 3));
    expect(await visitSaying(room, { nextSequence }, () => junk)).toMatchObject({
      kind: 'done',
      summary: { buckets: 0 },
    });
    expect(room.pedometer.receiptSequence).toBe(0);
  });

  test('B24 announces four thousand million buckets and says one thing for ever: a visit ends at a ring’s worth', async () => {
    const room = new VisitRoom(someSteps(24));
    const nextSequence = 0xffffffff;
    // The same good segment for ever: it is no junk, only repeated.
    const [segment = new Uint8Array()] = cutSegments(samplePage(0, 100), 64);
    const flood = Array<Uint8Array>(530_000).fill(segment);
    const end = await visitSaying(room, { nextSequence }, () => flood);
    expect(end).toMatchObject({ because: 'too-much' });
    expect(room.stored.flatMap((visit) => visit.pages).length).toBeLessThanOrEqual(visitPagesMax);
  });

  test('B25 sends without an end: a visit stops at a number, and after a time where it only drips', async () => {
    const room = new VisitRoom(someSteps(24));
    const empty = Array.from({ length: 1000 }, () => new Uint8Array());
    expect(await room.visit({ notify: () => empty })).toMatchObject({ kind: 'failed', because: 'too-much' });
    const silent = new VisitRoom(someSteps(24), { attMtu: 23 });
    const end = await silent.visit({ notify: (segments) => [...segments.slice(0, 1), 'silence'] });
    expect(end).toMatchObject({ because: 'timeout' });
    expect(silent.clock.monotonicMs()).toBeLessThan(60_000);
    expect(silent.pedometer.receiptSequence).toBe(0);
  });

  test.each(eachOf('B26'))('B26 calls itself %s: its words are made harmless', async (_, { bytes }) => {
    expect(readableText(bytes)).toMatch(/^[\x20-\x7e]{0,64}$/);
    const room = new VisitRoom(someSteps(24));
    await room.visit({ read: (value, truth) => (value === 'model' ? bytes : truth) });
    expect(room.stored[0]?.model).toMatch(/^[\x20-\x7e]{0,64}$/);
    const other = new VisitRoom(someSteps(24));
    expect(await other.visit({ read: (value, truth) => (value === 'serial' ? bytes : truth) })).toMatchObject({
      kind: 'failed',
      because: 'bad-serial',
    });
  });

  test.each([101, 128, 255])('B27 has a battery of %i %%: it is not known', (percent) => {
    expect(readablePercent(Uint8Array.of(percent))).toBeUndefined();
    expect(readablePercent(Uint8Array.of(100))).toBe(100);
  });
});

const beginsAt = (segment: Uint8Array, sequence: number): boolean =>
  ((segment[0] ?? 0) & 1) === 1 && (segment[5] ?? 0) === sequence;
