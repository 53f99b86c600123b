/** Bad batches: each is answered or kept in quarantine, none stops the next, and no step is made of them. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eachOf, sampleOf } from './corpus.ts';
import { IntakeRoom, roomGateway } from './intake-room.ts';
import { gatewayIdSchema } from '../../contract/ids.ts';

let room: IntakeRoom;
beforeEach(() => (room = new IntakeRoom()));
afterEach(() => room[Symbol.dispose]());

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const good = sampleOf('B12', 'first');
const goodSteps = 600;

/** Set aside with everything in it; afterwards a good batch is stored as if nothing had been. */
const expectSetAside = async (payload: Uint8Array, seq: number | undefined): Promise<void> => {
  const taken = await room.take(payload);
  expect(taken.counted).toEqual(['quarantined']);
  expect(taken.filed).toEqual(['unreadable-batch']);
  expect(taken.receipts).toMatchObject(seq === undefined ? [] : [{ seq, status: 'quarantined' }]);
  expect(room.steps()).toBe(0);
  const again = await room.take(payload);
  expect([again.counted, again.filed]).toEqual([['quarantined'], []]);
  expect((await room.take(good.bytes)).receipts).toMatchObject([{ seq: 7, status: 'stored' }]);
  expect(room.steps()).toBe(goodSteps);
  expect(room.replay().differences).toEqual([]);
};

describe('a message that is no batch is set aside', () => {
  test.each(eachOf('B1'))('B1 %s', async (_, { bytes }) => expectSetAside(bytes, undefined));

  test('B2 more than 64 KiB, by its number; the limit itself is read', async () => {
    const filled = (size: number): Uint8Array => {
      const text = good.text.replace('"boot"', '"ext":{"fill":"#"},"boot"');
      return bytesOf(text.replace('#', 'x'.repeat(size - text.length + 1)));
    };
    expect((await room.take(filled(64 * 1024))).receipts).toMatchObject([{ status: 'stored' }]);
    const taken = await room.take(filled(257 * 1024));
    expect(taken.receipts).toMatchObject([{ seq: 7, status: 'quarantined', reason: 'more than 65536 bytes' }]);
    expect(room.steps()).toBe(goodSteps);
  });

  test.each(eachOf('B3'))('B3 %s', async (name, { bytes }) => {
    const isText = !name.startsWith('bad-utf-8') && !name.startsWith('utf-16');
    await expectSetAside(bytes, isText ? 7 : undefined);
  });

  test.each(eachOf('B4'))('B4 %s', async (name, { bytes }) => {
    // A number that stands there twice is nobody's: an answer to the wrong one would make a gateway forget a good batch.
    await expectSetAside(bytes, name === 'seq-twice' ? undefined : 7);
  });

  test.each(eachOf('B5'))('B5 steps: %s', async (name, { bytes }) => {
    await expectSetAside(bytes, ['nan', 'leading-zero'].includes(name) ? undefined : 7);
  });

  test.each(eachOf('B6'))('B6 %s', async (_, { bytes }) => {
    await expectSetAside(bytes, 7);
    expect('admin' in {}).toBe(false);
  });

  test('B6 a hundred thousand levels, and as many keys as fit', async () => {
    await expectSetAside(bytesOf(`{"seq":7,"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), undefined);
    const keys = Array.from({ length: 140_000 }, (_, i) => `"k${i}":0`).join();
    expect((await room.take(bytesOf(`{"seq":8,${keys}}`))).receipts).toEqual([]);
  });

  test.each(eachOf('B7'))('B7 %s', async (_, { bytes }) => expectSetAside(bytes, 7));

  test('B7 an unknown key is told without what would move a terminal or turn its text around', async () => {
    const taken = await room.take(bytesOf(good.text.replace('"boot"', '"\\u001b[2J\u202ekey":1,"boot"')));
    expect(taken.receipts).toMatchObject([{ seq: 7, reason: expect.stringContaining('\ufffd[2J\ufffdkey') as string }]);
    const [item] = room.store.derivation.quarantine.waiting();
    expect(item?.detail).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('B7 anything is welcome inside ext', async () => {
    const payload = bytesOf(good.text.replace('"boot"', '"ext":{"room":{"°C":21.50,"tiny":1e-7}},"boot"'));
    expect((await room.take(payload)).receipts).toMatchObject([{ status: 'stored' }]);
  });

  test.each(eachOf('B9'))('B9 %s', async (_, { bytes }) => expectSetAside(bytes, 7));
});

describe('a batch that can be read counts as far as it can be believed', () => {
  test.each([
    ['unknown-pedometer', 'unknown-device'],
    ['pedometer-of-a-gateway', 'unknown-device'],
    ['pedometer-never-lent', 'not-on-loan'],
  ])('B8 %s waits in quarantine', async (name, reason) => {
    const taken = await room.take(sampleOf('B8', name).bytes);
    expect(taken.filed).toEqual([reason]);
    expect(taken.receipts).toHaveLength(1);
    expect(room.steps()).toBe(0);
  });

  test('B11 one bad page is quarantined alone, and the hole it leaves is not confirmed', async () => {
    const taken = await room.take(sampleOf('B11', 'one-bad-page-among-four').bytes);
    expect(taken.filed).toEqual(['bad-tag']);
    expect(taken.receipts).toMatchObject([{ status: 'stored', confirmed: { 'AYM-000001': 6 } }]);
    expect(room.steps()).toBe(3 * goodSteps);
  });

  test('B12 of two contents of one bucket the first counts and the second waits', async () => {
    await room.take(sampleOf('B12', 'first').bytes);
    const taken = await room.take(sampleOf('B12', 'second').bytes);
    expect(taken.filed).toEqual(['conflict']);
    expect(room.steps()).toBe(goodSteps);
    expect(room.replay().differences).toEqual([]);
  });

  test.each(eachOf('B13'))('B13 a page with a %s counts nothing', async (_, { bytes }) => {
    const taken = await room.take(bytes);
    expect(taken.filed).toEqual(['bad-tag']);
    expect(taken.receipts).toMatchObject([{ status: 'quarantined' }]);
    expect([room.steps(), room.confirmed()]).toEqual([0, 0]);
  });

  test.each([
    ['visit-tomorrow', ['from-the-future']],
    ['eleven-minutes-ahead', ['from-the-future']],
    ['walked-before-the-loan', ['not-on-loan']],
    ['stamp-of-1970', ['not-on-loan']],
    ['year-zero', ['undated']],
    ['started-in-9999', ['from-the-future']],
    ['stamp-beyond-every-calendar', ['unreadable-batch']],
    ['readings-of-no-length', ['unreadable-batch']],
    ['readings-longer-than-a-day', ['unreadable-batch']],
  ])('B14 %s', async (name, filed) => {
    const taken = await room.take(sampleOf('B14', name).bytes);
    expect(taken.filed).toEqual(filed);
    expect(taken.receipts).toHaveLength(1);
    expect(room.steps()).toBe(0);
    expect(room.replay().differences).toEqual([]);
  });

  test('B15 batch numbers may jump; bucket numbers that jump leave a hole nothing beyond which is confirmed', async () => {
    const confirmed: number[] = [];
    for (const name of ['seq-first', 'seq-far-ahead', 'seq-back', 'buckets-skip-2-to-the-31']) {
      expect((await room.take(sampleOf('B15', name).bytes)).receipts).toMatchObject([{ status: 'stored' }]);
      confirmed.push(room.confirmed());
    }
    expect(confirmed).toEqual([3, 6, 9, 9]);
    expect(room.steps()).toBe(4 * goodSteps);
  });

  test('B3 a batch of a gateway nobody registered is set aside as any other’s', async () => {
    const taken = await room.take(good.bytes, gatewayIdSchema.parse('gw-9'));
    expect(taken.filed).toEqual(['unreadable-batch']);
    expect((await room.take(good.bytes, roomGateway)).filed).toEqual([]);
  });
});
