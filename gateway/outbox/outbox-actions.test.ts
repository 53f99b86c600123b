/** The outbox promises for what volunteers did: kept once, sent in good order, and known for weeks. */
import { beforeEach, expect, test } from 'vitest';
import { checkDigest } from '../../contract/batch-digest.ts';
import { batchBytesMax } from '../../contract/batch.ts';
import { sha256 } from '../../runtime/sha256.ts';
import { ActionRoom, exchange, idsOf, lost, roomNowMs, someVisit } from './action-room.ts';

const dayMs = 86_400_000;
let room: ActionRoom;

beforeEach(() => {
  room = new ActionRoom();
});

test('forms batches of actions the contract accepts, oldest first, at most 200 actions and 64 KiB each', () => {
  const made = Array.from({ length: 450 }, (_, i) => (i < 220 ? lost(`small-${i}`) : exchange(`large-${i}`)));
  expect(room.outbox.addActions(made, roomNowMs)).toBe('stored');
  const sent: string[] = [];
  for (let seq = room.outbox.form(roomNowMs); seq !== undefined; seq = room.outbox.form(roomNowMs)) {
    const bytes = room.bytesOf(seq);
    expect(bytes.byteLength).toBeLessThanOrEqual(batchBytesMax);
    expect(checkDigest(bytes, sha256)).toBe('matching');
    expect(room.outbox.body(seq)).toMatchObject({ carries: 'actions' });
    expect(room.outbox.actionsIn(seq)).toEqual(idsOf(room.actionsIn(seq)));
    sent.push(...idsOf(room.actionsIn(seq)));
  }
  expect(sent).toEqual(idsOf(made));
});

test('counts actions in the same numbers as visits, and each batch knows what it carries', () => {
  room.outbox.add(someVisit(), roomNowMs);
  const first = room.outbox.form(roomNowMs) ?? 0;
  room.outbox.addActions([lost('a')], roomNowMs);
  const second = room.outbox.form(roomNowMs);
  expect(second).toBe(first + 1);
  expect([first, second ?? 0].map((seq) => room.outbox.body(seq))).toMatchObject([
    { carries: 'visits' },
    { carries: 'actions' },
  ]);
  expect(room.outbox.actionsIn(first)).toEqual([]);
});

test('sends what has waited longer first, and an action without any visit where it is asked to', () => {
  room.outbox.add(someVisit(), roomNowMs);
  room.outbox.addActions([lost('after')], roomNowMs + 1);
  expect(room.outbox.body(room.outbox.form(roomNowMs) ?? 0)).toMatchObject({ carries: 'visits' });
  room.outbox.add(someVisit(), roomNowMs + 2);
  expect(idsOf(room.actionsIn(room.outbox.form(roomNowMs)))).toEqual(['after']);
  expect(room.outbox.formActions(roomNowMs)).toBeUndefined();
  room.outbox.addActions([lost('last')], roomNowMs + 3);
  expect(idsOf(room.actionsIn(room.outbox.formActions(roomNowMs)))).toEqual(['last']);
});

test('knows an action told again, waiting, on its way or gone, and keeps what was said first', () => {
  const again = (): void => {
    expect(room.outbox.addActions([{ ...lost('a'), at: roomNowMs + 1 }], roomNowMs)).toBe('stored');
  };
  room.outbox.addActions([lost('a')], roomNowMs);
  again();
  const seq = room.outbox.form(roomNowMs) ?? 0;
  again();
  room.outbox.delete(seq);
  again();
  room.open();
  again();
  expect(room.knows('a')).toBe(true);
  expect(room.pending()).toEqual([]);
  expect(room.outbox.form(roomNowMs)).toBeUndefined();
  expect(room.outbox.keptActions()).toEqual([{ action: lost('a'), state: 'sent' }]);
});

test('shows what waits and what has gone, in the order in which it happened', () => {
  room.outbox.addActions([lost('a'), lost('b')], roomNowMs);
  const seq = room.outbox.form(roomNowMs) ?? 0;
  room.outbox.addActions([lost('c')], roomNowMs);
  expect(idsOf(room.pending())).toEqual(['a', 'b', 'c']);
  expect(room.outbox.summary()).toMatchObject({ batches: 2, actions: 3, visits: 0, oldestMs: roomNowMs });
  room.outbox.delete(seq);
  expect(room.outbox.keptActions().map(({ action, state }) => [action.id, state])).toEqual([
    ['a', 'sent'],
    ['b', 'sent'],
    ['c', 'waiting'],
  ]);
  room.outbox.delete(room.outbox.form(roomNowMs) ?? 0);
  expect(room.outbox.summary()).toMatchObject({ batches: 0, actions: 0, bytes: 0, oldestMs: undefined });
});

test('forgets after four weeks what the cloud has, and never what it has not', () => {
  room.outbox.addActions([lost('gone')], roomNowMs);
  room.outbox.delete(room.outbox.form(roomNowMs) ?? 0);
  room.outbox.addActions([lost('waiting')], roomNowMs);
  room.outbox.addActions([lost('new')], roomNowMs + 28 * dayMs);
  expect(room.knows('gone')).toBe(true);
  room.outbox.addActions([lost('newer')], roomNowMs + 28 * dayMs + 1);
  expect(room.knows('gone')).toBe(false);
  expect(idsOf(room.pending())).toEqual(['waiting', 'new', 'newer']);
});

test('remembers no more than two thousand of those that are gone', () => {
  for (let i = 0; i < 2_200; i += 200) {
    room.outbox.addActions(
      Array.from({ length: 200 }, (_, j) => lost(`a-${i + j}`)),
      roomNowMs,
    );
    room.outbox.delete(room.outbox.form(roomNowMs) ?? 0);
  }
  room.outbox.addActions([lost('last')], roomNowMs);
  expect(room.outbox.keptActions()).toHaveLength(2_001);
  expect(room.knows('a-199')).toBe(false);
  expect(room.knows('a-200')).toBe(true);
});

test('takes actions where visits have used up their budget, up to a budget of their own', () => {
  room.open({ bytesMax: 4_096 });
  while (room.outbox.add(someVisit(), roomNowMs) === 'stored');
  expect(room.outbox.isFull()).toBe(true);
  let stored = 0;
  while (room.outbox.addActions([exchange(`a-${stored}`)], roomNowMs) === 'stored') stored += 1;
  expect(stored).toBeGreaterThan(300);
  expect(stored).toBeLessThan(1_000);
  expect(idsOf(room.pending())).toHaveLength(stored);
});

test('takes no action on a full disk, and sends those it has with the room of its ballast', () => {
  const roomFor = (pages: number): void => room.database.exec(`PRAGMA max_page_count=${pages}`);
  const pages = (): number => Number(room.database.prepare('PRAGMA page_count').get()?.['page_count']);
  let drops = 0;
  const drop = (): boolean => {
    drops += 1;
    roomFor(pages() + 64);
    return true;
  };
  room.open({ ballast: { take: () => undefined, drop } });
  roomFor(pages() + 2);
  let stored = 0;
  while (room.outbox.addActions([exchange(`a-${stored}`)], roomNowMs) === 'stored') stored += 1;
  expect({ drops, isSome: stored > 3 && stored < 100 }).toEqual({ drops: 0, isSome: true });
  expect(room.knows(exchange(`a-${stored}`).id)).toBe(false);
  const seq = room.outbox.form(roomNowMs) ?? 0;
  expect(room.actionsIn(seq)).toHaveLength(stored);
  expect(room.outbox.delete(seq)).toBe('deleted');
  expect(drops).toBe(1);
});

test('parks and unparks actions without forgetting one', () => {
  room.outbox.addActions([lost('a')], roomNowMs);
  const seq = room.outbox.form(roomNowMs) ?? 0;
  room.outbox.park(seq);
  expect(room.outbox.waiting()).toEqual([]);
  expect(room.outbox.summary()).toMatchObject({ parked: 1, actions: 1 });
  expect(idsOf(room.pending())).toEqual(['a']);
  room.outbox.unpark();
  expect(room.outbox.waiting()).toEqual([seq]);
});
