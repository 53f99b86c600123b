/** The whole gateway in one process, a real broker beside it and pedometers in memory: what a centre may rely on. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { batchSchema } from '../contract/batch.ts';
import { gatewayHealthSchema } from '../contract/gateway-health.ts';
import { systemClock } from '../runtime/clock.ts';
import { gatewayConfigSchema } from './gateway-config.ts';
import { GatewayRoom, pedometerOf } from './gateway-room.ts';
import { SimulatedRadio } from './radio/simulated-radio.ts';

const address = 'c0:00:00:00:00:01';
let room: GatewayRoom;

beforeEach(async () => {
  room = new GatewayRoom();
  await room.open();
});

afterEach(async () => {
  await room.close();
});

const kinds = (): readonly string[] =>
  room.events.map(({ kind }) => kind).filter((kind) => kind !== 'uplink' && kind !== 'roster');

test('a pedometer put down is read, its steps sent, and the kiosk told from the first moment to the last', async () => {
  const gateway = await room.begin();
  const roster = {
    v: 1,
    version: 1,
    devices: { 'AYM-000123': { label: '12', model: 'steplog-1', confirmed: 0, status: 'on-loan' } },
  };
  await room.cloud.until(() => room.cloud.states.length > 0);
  const [gatewayId] = room.cloud.states.length > 0 ? [gatewayConfigSchema.shape.gateway.parse('gw-test')] : [];
  if (gatewayId === undefined) throw new Error('no gateway');
  room.cloud.publish(gatewayId, 'roster', roster, true);
  const pedometer = pedometerOf(48);
  room.radio.bring(address, pedometer);
  const done = await room.untilEvent(({ kind }) => kind === 'visit-done');
  expect(done).toMatchObject({ device: 'AYM-000123', buckets: 48, alreadySent: false, batteryPercent: 83 });
  expect(kinds().slice(0, 3)).toEqual(['noticed', 'visit-started', 'visit-progress']);
  expect(pedometer.receiptSequence).toBe(48);
  await room.cloud.until(() => room.cloud.batches.length === 1 && gateway.health()?.outbox.batches === 0);
  const [visit] = batchSchema.parse(JSON.parse(room.cloud.batches[0] ?? '')).visits;
  expect(visit).toMatchObject({ device: 'AYM-000123', stamp: { trusted: true }, nextSequence: 48 });
  if (done.kind !== 'visit-done') throw new Error(done.kind);
  expect(done.visit).toBe(visit?.id);
  expect(done.status).toMatchObject({
    epoch: 1,
    epochBefore: undefined,
    nextSequence: 48,
    capacityBuckets: 1440,
    isClockTrusted: true,
    isOverwritten: false,
    isBatteryLow: false,
    lostBuckets: 0,
  });
  expect(done.status?.stampMs).toBeGreaterThanOrEqual(done.status?.startedMs ?? Infinity);
  expect(done.atMs).toBeGreaterThanOrEqual(done.status?.stampMs ?? Infinity);
  expect(done.days).toBeGreaterThanOrEqual(2);
  const result = {
    v: 1,
    visit: visit?.id,
    device: 'AYM-000123',
    label: '12',
    days: 2,
    yesterday: null,
    monthPoints: 5,
  };
  room.cloud.publish(gatewayId, 'results', result);
  expect(await room.untilEvent(({ kind }) => kind === 'result')).toMatchObject({ result: { monthPoints: 5 } });
});

test('a pedometer with nothing new is told so without being visited, after a restart too', async () => {
  const first = await room.begin();
  const pedometer = pedometerOf(24);
  room.radio.bring(address, pedometer);
  await room.untilEvent(({ kind }) => kind === 'visit-done');
  await room.cloud.until(() => first.health()?.outbox.batches === 0);
  await first[Symbol.asyncDispose]();
  room.events = [];
  await room.begin();
  room.radio.bring(address, pedometer);
  expect(await room.untilEvent(({ kind }) => kind === 'visit-done')).toMatchObject({
    alreadySent: true,
    device: 'AYM-000123',
    visit: undefined,
    status: undefined,
  });
  expect(room.radio.operations).toEqual([]);
});

test('collects while the broker is away, over a restart too, and sends it all when it is back', async () => {
  await room.broker.stop();
  const first = await room.begin();
  room.radio.bring(address, pedometerOf(24));
  await room.untilEvent(({ kind }) => kind === 'visit-done');
  expect(first.health()?.outbox).toMatchObject({ batches: 1, full: false });
  await first[Symbol.asyncDispose]();
  const second = await room.begin();
  await room.broker.start();
  await room.cloud.until(() => second.health()?.outbox.batches === 0);
  expect(room.cloud.batches).toHaveLength(1);
});

test('another pedometer under a known address is asked who it is', async () => {
  await room.begin();
  room.radio.bring(address, pedometerOf(48));
  await room.untilEvent(({ kind }) => kind === 'visit-done');
  room.events = [];
  room.radio.bring(address, pedometerOf(24, 'AYM-000456'));
  expect(await room.untilEvent(({ kind }) => kind === 'visit-done')).toMatchObject({
    device: 'AYM-000456',
    buckets: 24,
  });
});

test('a full outbox turns people away, visibly, without touching what their pedometers know', async () => {
  room.cloud.answering = () => undefined;
  const gateway = await room.begin({ outbox: { diskFreeBytesMin: Number.MAX_SAFE_INTEGER } });
  const pedometer = pedometerOf(24);
  room.radio.bring(address, pedometer);
  expect(await room.untilEvent(({ kind }) => kind === 'visit-failed')).toMatchObject({ because: 'outbox-full' });
  expect(room.radio.operations).toEqual([]);
  expect(pedometer.receiptSequence).toBe(0);
  expect(gateway.health()?.outbox.full).toBe(true);
  await room.cloud.until(() =>
    room.cloud.healths.some((text) => gatewayHealthSchema.parse(JSON.parse(text)).outbox.full),
  );
});

test('a visit that breaks is told, resumed, and done', async () => {
  await room.begin();
  const pedometer = pedometerOf(300);
  let isCut = false;
  room.radio.bring(address, pedometer, {
    notify: (segments) => {
      if (isCut) return segments;
      isCut = true;
      return [...segments.slice(0, 2), 'drop'];
    },
  });
  expect(await room.untilEvent(({ kind }) => kind === 'visit-failed')).toMatchObject({
    because: 'link-lost',
    isPartial: true,
  });
  expect(await room.untilEvent(({ kind }) => kind === 'visit-done')).toMatchObject({ buckets: 180 });
  expect(pedometer.receiptSequence).toBe(300);
});

test('many pedometers at once are all read, one after another', async () => {
  await room.begin();
  const pedometers = Array.from({ length: 30 }, (_, i) => pedometerOf(24, `AYM-${i}`));
  pedometers.forEach((pedometer, i) => room.radio.bring(`c0:00:00:00:01:${i}`, pedometer));
  await room.cloud.until(() => {
    room.radio.advertise();
    return pedometers.every(({ receiptSequence }) => receiptSequence === 24);
  });
});

test('a radio that is deaf is reset, reported once, and used again when it hears', async () => {
  const deafRadio = new SimulatedRadio(systemClock);
  deafRadio.isDeaf = true;
  const gateway = await room.begin({}, deafRadio, false);
  await room.cloud.until(() => deafRadio.resets > 0);
  expect(room.events.filter(({ kind }) => kind === 'radio-deaf')).toHaveLength(1);
  deafRadio.isDeaf = false;
  room.radio.bring(address, pedometerOf(24));
  await room.untilEvent(({ kind }) => kind === 'visit-done');
  expect(gateway.health()).toMatchObject({ clock: { trusted: false }, radio: { visitsDone: 1 } });
});

test('stops in the middle of a visit without waiting for it', async () => {
  const gateway = await room.begin();
  room.radio.bring(address, pedometerOf(24), { meet: (operation) => (operation === 'status' ? 'hang' : undefined) });
  await room.cloud.until(() => {
    room.radio.advertise();
    return room.radio.operations.includes('status');
  });
  await gateway[Symbol.asyncDispose]();
  expect(room.events.filter(({ kind }) => kind === 'visit-failed')).toHaveLength(1);
});
