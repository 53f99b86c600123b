/** The uplink promises for what volunteers did, and for what the cloud says of their centre, over a real broker. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { actionBatchSchema } from '../../contract/centre-action.ts';
import { centreNewsSchema, type CentreNews } from '../../contract/centre-news.ts';
import type { DeliveryOptions } from './delivery.ts';
import { AedesBroker } from './aedes-broker.ts';
import { UplinkRoom, roomGateway } from './uplink-room.ts';

let broker: AedesBroker;
let room: UplinkRoom;

const begin = async (changed: Partial<DeliveryOptions> = {}): Promise<void> => {
  room = new UplinkRoom(broker.url, changed);
  await room.start();
};

const idsIn = (text: string): readonly string[] =>
  actionBatchSchema.parse(JSON.parse(text)).actions.map(({ id }) => id);

const newsOf = (version: number, name = 'North'): CentreNews =>
  centreNewsSchema.parse({
    v: 1,
    version,
    at: '2026-11-21T01:02:03Z',
    centre: { id: 'north', name },
    devices: {},
    participants: {},
    outcomes: [],
    week: null,
  });

beforeEach(async () => {
  broker = new AedesBroker();
  await broker.start();
});

afterEach(async () => {
  await room.stop();
  await broker.stop();
});

test('sends what a volunteer did, and says so only with the receipt', async () => {
  await begin({ resend: { baseMs: 50, capMs: 50 } });
  room.cloud.answeringActions = ({ seq }, nth) => (nth < 3 ? undefined : { v: 1, seq, status: 'stored' });
  room.act('a');
  await room.cloud.until(() => room.cloud.actionBatches.length === 2);
  expect(room.sent).toEqual([]);
  await room.isEmpty();
  expect(room.sent).toEqual(['a']);
  expect(new Set(room.cloud.actionBatches).size).toBe(1);
  expect(room.outbox.keptActions()).toMatchObject([{ state: 'sent' }]);
});

test.each(['duplicate', 'quarantined'] as const)('takes %s for an end of actions too', async (status) => {
  await begin();
  room.cloud.answeringActions = ({ seq }) => ({ v: 1, seq, status, reason: 'test' });
  room.act('a');
  await room.isEmpty();
  expect(room.receipts).toMatchObject([{ status }]);
  expect(room.sent).toEqual(['a']);
});

test('sends an action past visits that nobody answers', async () => {
  await begin();
  room.cloud.answering = () => undefined;
  for (let i = 0; i < 6; i++) {
    room.collect();
    await room.cloud.until(() => room.cloud.batches.length === Math.min(4, i + 1));
  }
  room.act('a');
  await room.cloud.until(() => room.sent.length === 1);
  expect(room.cloud.batches).toHaveLength(4);
});

test('collects what volunteers did while the broker is away, and sends it in their order with the visits', async () => {
  await begin();
  await room.cloud.until(() => room.uplink.isUp);
  await broker.stop();
  await room.cloud.until(() => !room.uplink.isUp);
  for (let i = 0; i < 300; i++) room.act(`a-${i}`);
  room.collect();
  await broker.start();
  await room.isEmpty();
  expect(room.cloud.actionBatches.flatMap(idsIn)).toEqual(Array.from({ length: 300 }, (_, i) => `a-${i}`));
  expect(room.sent).toHaveLength(300);
  expect(room.cloud.batches).toHaveLength(1);
});

test('forms another batch of actions whose bytes the disk has spoilt', async () => {
  room = new UplinkRoom(broker.url);
  room.outbox.addActions([{ id: 'a', at: 0, trusted: true, kind: 'undo', action: 'b' }], 0);
  const bad = room.outbox.form(0) ?? 0;
  room.database.prepare("UPDATE batch SET body = cast(replace(body, 'boot-1', 'boot-0') AS BLOB)").run();
  await room.start();
  await room.cloud.until(() => room.sent.length === 1);
  expect(room.cloud.actionBatches.map((text) => actionBatchSchema.parse(JSON.parse(text)).seq)).toEqual([bad + 1]);
});

test('takes centre news kept for it, newer ones in their place, and no older ones', async () => {
  room = new UplinkRoom(broker.url);
  await room.cloud.start();
  room.cloud.publish(roomGateway, 'centre', newsOf(7), true);
  await room.uplink.start(new AbortController().signal);
  await room.cloud.until(() => room.news.length === 1);
  room.cloud.publish(roomGateway, 'centre', newsOf(6, 'older'));
  room.cloud.publish(roomGateway, 'centre', newsOf(8, 'newer'));
  await room.cloud.until(() => room.news.length === 2);
  expect(room.news.map(({ centre }) => centre.name)).toEqual(['North', 'newer']);
  expect(room.memory.centreNews).toEqual(newsOf(8, 'newer'));
});

test('stands nonsense for centre news, and more of it than there can be', async () => {
  await begin();
  await room.cloud.until(() => room.uplink.isUp);
  const crowd = Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [`P-${i}`, { nickname: null }]));
  for (const text of ['', '{', '[]', '{"v":1}', JSON.stringify({ ...newsOf(9), names: ['a'] })])
    room.cloud.publish(roomGateway, 'centre', text);
  room.cloud.publish(roomGateway, 'centre', { ...newsOf(10), participants: crowd });
  room.cloud.publish(roomGateway, 'centre', newsOf(3));
  await room.cloud.until(() => room.news.length > 0);
  expect(room.news).toEqual([newsOf(3)]);
});
