/** What the centre's pages may rely on of their gateway: visits on demand, who is here, and what volunteers did, kept and sent. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { actionBatchSchema, centreActionSchema, type CentreAction } from '../contract/centre-action.ts';
import { deviceSerialSchema, gatewayIdSchema } from '../contract/ids.ts';
import type { GatewayEvent } from './gateway-event.ts';
import { GatewayRoom, pedometerOf } from './gateway-room.ts';

const address = 'c0:00:00:00:00:01';
const device = deviceSerialSchema.parse('AYM-000123');
const gatewayId = gatewayIdSchema.parse('gw-test');
let room: GatewayRoom;

beforeEach(async () => {
  room = new GatewayRoom();
  await room.open();
});

afterEach(async () => {
  await room.close();
});

const lost = (id: string): CentreAction =>
  centreActionSchema.parse({ id, at: Date.now(), trusted: true, kind: 'lost', device });

const eventsOf = (...kinds: readonly GatewayEvent['kind'][]): readonly GatewayEvent[] =>
  room.events.filter(({ kind }) => kinds.includes(kind));

test('what a volunteer did outlives a restart with the line cut, is sent once the line is up, and that is told', async () => {
  await room.broker.stop();
  const first = await room.begin();
  expect(first.keepActions([lost('a'), lost('b')])).toBe('stored');
  expect(first.keepActions([lost('a')])).toBe('stored');
  expect(first.isUp).toBe(false);
  await first[Symbol.asyncDispose]();
  const second = await room.begin();
  expect(second.keptActions().map(({ action }) => action.id)).toEqual(['a', 'b']);
  expect(second.outboxSummary()).toMatchObject({ actions: 2, batches: 1 });
  await room.broker.start();
  await room.cloud.until(() => eventsOf('actions-sent').length > 0);
  expect(eventsOf('actions-sent')).toMatchObject([{ ids: ['a', 'b'] }]);
  expect(room.cloud.actionBatches.map((text) => actionBatchSchema.parse(JSON.parse(text)).actions.length)).toEqual([2]);
  expect(second.keptActions().map(({ state }) => state)).toEqual(['sent', 'sent']);
  expect(second.isUp).toBe(true);
});

test('a visit asked for is made though the pedometer has just been read, and says what its status said', async () => {
  const gateway = await room.begin();
  const pedometer = pedometerOf(24);
  room.radio.bring(address, pedometer);
  const before = await room.untilDone();
  await room.cloud.until(() => gateway.outboxSummary().batches === 0);
  room.events = [];
  gateway.askFor(device);
  const after = await room.untilDone();
  expect(after).toMatchObject({ device, alreadySent: true, buckets: 0 });
  expect(after.visit).not.toBe(before.visit);
  expect(after.visit).toBeDefined();
  expect(after.status).toMatchObject({ epoch: 1, epochBefore: 1, nextSequence: 24 });
  expect(after.status?.uptimeSeconds).toBeGreaterThanOrEqual(before.status?.uptimeSeconds ?? Infinity);
  room.events = [];
  gateway.askFor(device);
  gateway.forgetAsk(device);
  await room.cloud.until(() => {
    room.radio.advertise();
    return gateway.hearing().length > 0;
  });
  expect(eventsOf('visit-started')).toEqual([]);
});

test('the visit after a battery change tells that the epoch is another one', async () => {
  const gateway = await room.begin();
  const pedometer = pedometerOf(24);
  room.radio.bring(address, pedometer);
  expect((await room.untilDone()).status).toMatchObject({ epoch: 1, epochBefore: undefined });
  pedometer.swapBattery(Date.now());
  room.events = [];
  gateway.askFor(device);
  expect((await room.untilDone()).status).toMatchObject({ epoch: 2, epochBefore: 1, nextSequence: 24 });
});

test('a pedometer that comes is noticed at once and by name where it is known, and heard well or badly', async () => {
  const gateway = await room.begin();
  const pedometer = pedometerOf(24);
  room.radio.bring(address, pedometer);
  const beforeMs = Date.now();
  await room.untilDone();
  expect(eventsOf('noticed')).toMatchObject([{ address, device: undefined }]);
  room.events = [];
  pedometer.walk(100);
  await room.untilDone();
  expect(eventsOf('noticed', 'visit-started', 'visit-done')).toMatchObject([
    { kind: 'noticed', device },
    { kind: 'visit-started', device },
    { kind: 'visit-done', device },
  ]);
  expect(room.events.every(({ atMs }) => atMs >= beforeMs && atMs <= Date.now())).toBe(true);
  const [heard, ...others] = gateway.hearing();
  expect(others).toEqual([]);
  expect(heard).toMatchObject({ device, rssi: -60, isPresent: true });
  expect(heard?.lastHeardMs).toBeGreaterThanOrEqual(beforeMs);
});

test('roster and centre news are told when they come, and are there after a restart without the line', async () => {
  const news = {
    v: 1,
    version: 3,
    at: '2026-11-21T01:02:03Z',
    centre: { id: 'north', name: 'North' },
    devices: {},
    participants: {},
    outcomes: [],
    week: null,
  };
  const first = await room.begin();
  await room.cloud.until(() => first.isUp);
  expect([first.roster(), first.centreNews()]).toEqual([undefined, undefined]);
  room.cloud.publish(gatewayId, 'roster', { v: 1, version: 7, devices: {} }, true);
  room.cloud.publish(gatewayId, 'centre', news, true);
  await room.cloud.until(() => eventsOf('roster', 'centre-news').length === 2);
  expect(eventsOf('centre-news')).toMatchObject([{ version: 3 }]);
  await first[Symbol.asyncDispose]();
  await room.broker.stop();
  const second = await room.begin();
  expect([second.roster()?.version, second.centreNews()?.centre.name]).toEqual([7, 'North']);
  await room.broker.start();
});

test('says whether the radio hears and whether the clock is to be trusted', async () => {
  const radio = room.radio;
  radio.isDeaf = true;
  const gateway = await room.begin({}, radio, false);
  await room.cloud.until(() => eventsOf('radio-deaf').length > 0);
  expect([gateway.radioState, gateway.isClockTrusted]).toEqual(['deaf', false]);
  radio.isDeaf = false;
  await room.cloud.until(() => eventsOf('radio-listening').length > 0);
  expect(gateway.radioState).toBe('listening');
});
