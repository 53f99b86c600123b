/** The GATT server keeps docs/wire.md §1 towards a real noble over the air, at the least and the greatest MTU. */
import type { Noble } from '@stoprocent/noble';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeCurrentTime, encodeLocalTime } from '../../contract/current-time.ts';
import { batteryUuid, currentTimeUuid, deviceInformationUuid, stepLogModel, stepLogUuid } from '../../contract/gatt.ts';
import { deviceSerialSchema } from '../../contract/ids.ts';
import { decodeLogStatus } from '../../contract/log-status.ts';
import { decodePage, verifyPage } from '../../contract/page.ts';
import { encodeReceiptSequence, encodeRecordAccessRequest, reportAllRequest } from '../../contract/record-access.ts';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { openTestRoom, type TestRoom } from '../air/test-room.ts';
import { BehaviourStack } from '../behaviours/behaviour-stack.ts';
import type { Behaviour } from '../behaviours/behaviour.ts';
import { linkLostMidPage, notifyWithoutEnd, slowDevice } from '../behaviours/link-faults.ts';
import type { Pedometer } from '../pedometer/pedometer.ts';
import { GattServer, type GattServerEvent } from './gatt-server.ts';
import { hear, TestGateway } from './test-gateway.ts';

const hourMs = 3_600_000;
const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const serial = deviceSerialSchema.parse('AYM-000001');

let room: TestRoom;
let noble: Noble;
let endings: AsyncDisposable[];
beforeEach(async () => {
  room = await openTestRoom();
  noble = await room.central('gateway');
  endings = [];
});
afterEach(async () => {
  for (const each of endings) await each[Symbol.asyncDispose]();
  await room[Symbol.asyncDispose]();
});

interface Served {
  readonly pedometer: Pedometer;
  readonly events: readonly GattServerEvent[];
  /** The time on the pedometer's clock, for the test to move. */
  now: number;
}

interface ServeOptions {
  readonly name?: string;
  readonly hours?: number;
  readonly attMtuMax?: number;
  readonly behaviours?: readonly Behaviour[];
  readonly sleep?: Clock['sleep'];
}

/** A pedometer on the air that has counted for `hours`, ten steps a second. */
const serve = async (options: ServeOptions = {}): Promise<Served> => {
  const { name = 'pedometer', hours = 720 } = options;
  const events: GattServerEvent[] = [];
  const clock: Clock = { ...systemClock, ...(options.sleep === undefined ? {} : { sleep: options.sleep }) };
  const behaviours = new BehaviourStack(options.behaviours);
  const source = { stepsUntil: (wallMs: number) => Math.floor(wallMs / 3600) };
  const state = { now: hours * hourMs };
  const pedometer = behaviours.makePedometer({
    serial,
    key,
    source,
    clock: { wallMs: () => state.now },
    poweredOnMs: 0,
  });
  const served: Served = Object.assign(state, { pedometer, events });
  await room.air.controllerAt(room.path(name), { name });
  const server = new GattServer({
    pedometer,
    behaviours,
    socketPath: room.path(name),
    clock,
    onEvent: (event) => events.push(event),
    ...(options.attMtuMax === undefined ? {} : { attMtuMax: options.attMtuMax }),
  });
  endings.push(server);
  await server.start(new AbortController().signal);
  return served;
};

const connect = async (): Promise<TestGateway> => TestGateway.connect(noble, await hear(noble));

const statusOf = async (gateway: TestGateway) => {
  const status = decodeLogStatus(await gateway.at(stepLogUuid.status).readAsync());
  if (status.kind === 'fault') throw new Error(status.fault);
  return status.value;
};

test('advertises the service, and in the scan response how far it has counted', async () => {
  await serve({ hours: 723 });
  const { advertisement } = await hear(noble);
  expect(advertisement.serviceUuids).toEqual([stepLogUuid.service]);
  expect(advertisement.serviceData.map(({ uuid, data }) => [uuid, data.toString('hex')])).toEqual([
    [stepLogUuid.service, '01000100d3020000'],
  ]);
  expect(advertisement.localName).toBeUndefined();
});

test('advertises a closed bucket soon, and after a visit what the visit changed', async () => {
  const quick = {
    sleep: (durationMs: number, signal?: AbortSignal) => systemClock.sleep(Math.min(durationMs, 5), signal),
  };
  const served = await serve({ hours: 10, ...quick });
  const isAt = (hex: string) => hear(noble, (each) => each.advertisement.serviceData[0]?.data.toString('hex') === hex);
  await isAt('010001000a000000');
  served.now = 11 * hourMs;
  const gateway = await TestGateway.connect(noble, await isAt('010001000b000000'));
  await gateway
    .at(currentTimeUuid.currentTime)
    .writeAsync(Buffer.from(encodeCurrentTime(tokyo('2026-11-20T13:00'))), false);
  await gateway.peripheral.disconnectAsync();
  await isAt('010101000b000000');
});

test('tells who it is and how its battery is', async () => {
  await serve();
  const gateway = await connect();
  expect(await gateway.readText(deviceInformationUuid.serial)).toBe('AYM-000001');
  expect(await gateway.readText(deviceInformationUuid.model)).toBe(stepLogModel);
  expect(await gateway.readText(deviceInformationUuid.firmware)).toMatch(/^\d+\.\d+\.\d+$/);
  expect([...(await gateway.at(batteryUuid.level).readAsync())]).toEqual([92]);
});

describe.each([{ attMtuMax: 247 }, { attMtuMax: 23 }])('at ATT_MTU $attMtuMax', ({ attMtuMax }) => {
  test('hands over thirty days whole, in order and signed', async () => {
    const { pedometer } = await serve({ attMtuMax });
    const gateway = await connect();
    expect(gateway.peripheral.mtu).toBe(attMtuMax);
    await gateway.subscribe();
    const { pages, response } = await gateway.report(reportAllRequest);
    expect(response).toBe('06000101');
    expect(pages.every((page) => verifyPage(page, key, serial, hmacSha256))).toBe(true);
    const steps = pages.flatMap((bytes) => {
      const page = decodePage(bytes);
      return page.kind === 'decoded' ? [...page.value.steps] : [];
    });
    expect(steps).toEqual([...Array.from({ length: 720 }, () => 1000), 0]);
    expect(pedometer.status().receiptSequence).toBe(0);
  });

  test('serves all parts of a status as of one instant', async () => {
    const served = await serve({ attMtuMax });
    const gateway = await connect();
    // Every look at the clock finds it a day later; a status put together from several would not add up.
    let looks = 0;
    Object.defineProperty(served, 'now', { get: () => (720 + 24 * ++looks) * hourMs });
    const status = await statusOf(gateway);
    expect(status.uptimeSeconds).toBe(status.nextSequence * 3600);
  });

  test('reports from a sequence, counts, and says when there is nothing', async () => {
    await serve({ attMtuMax });
    const gateway = await connect();
    await gateway.subscribe();
    const some = await gateway.report(encodeRecordAccessRequest({ kind: 'report', fromSequence: 700 }));
    expect(some.pages.map((page) => page[14])).toEqual([21]);
    const none = await gateway.report(encodeRecordAccessRequest({ kind: 'report', fromSequence: 900 }));
    expect(none).toEqual({ pages: [], response: '06000106' });
    const count = await gateway.report(encodeRecordAccessRequest({ kind: 'count', fromSequence: 700 }));
    expect(count).toEqual({ pages: [], response: '05001500' });
  });
});

test('thirty days cost at most 12 notifications and 12 requests at ATT_MTU 247', async () => {
  const { pedometer, events } = await serve();
  const gateway = await connect();
  const before = gateway.heard.responses;
  await gateway.readText(deviceInformationUuid.serial);
  const status = await statusOf(gateway);
  await gateway.subscribe();
  const { pages } = await gateway.report(reportAllRequest);
  await gateway.at(stepLogUuid.receipt).writeAsync(Buffer.from(encodeReceiptSequence(status.nextSequence)), false);
  const now = tokyo('2026-11-20T13:00');
  await gateway.at(currentTimeUuid.currentTime).writeAsync(Buffer.from(encodeCurrentTime(now)), false);
  await gateway.at(currentTimeUuid.localTime).writeAsync(Buffer.from(encodeLocalTime(now)), false);
  expect(pages).toHaveLength(7);
  expect(gateway.heard).toMatchObject({ notifications: 7, indications: 1, errors: [] });
  expect(gateway.heard.responses - before).toBeLessThanOrEqual(12);
  expect(pedometer.status()).toMatchObject({
    receiptSequence: 720,
    flags: { clockSet: true },
    displayClockSeconds: now.epochMilliseconds / 1000,
  });
  await gateway.peripheral.disconnectAsync();
  await expect
    .poll(() => events)
    .toEqual([{ kind: 'connected' }, { kind: 'receipted', sequence: 720 }, { kind: 'disconnected', receipted: true }]);
});

test('refuses with the contract’s ATT errors, and goes on', async () => {
  await serve({ behaviours: [slowDevice({ betweenNotificationsMs: 50, answerMs: 0 })] });
  const gateway = await connect();
  expect(await gateway.refusedWrite(stepLogUuid.recordAccess, reportAllRequest)).toBe(0xfd);
  await gateway.at(stepLogUuid.page).subscribeAsync();
  expect(await gateway.refusedWrite(stepLogUuid.recordAccess, reportAllRequest)).toBe(0xfd);
  await gateway.at(stepLogUuid.page).unsubscribeAsync();
  await gateway.at(stepLogUuid.recordAccess).subscribeAsync();
  expect(await gateway.refusedWrite(stepLogUuid.recordAccess, reportAllRequest)).toBe(0xfd);
  await gateway.at(stepLogUuid.page).subscribeAsync();
  const report = gateway.report(reportAllRequest);
  expect(await gateway.refusedWrite(stepLogUuid.recordAccess, reportAllRequest)).toBe(0xfe);
  expect((await report).pages).toHaveLength(7);
  expect(await gateway.refusedWrite(stepLogUuid.receipt, encodeReceiptSequence(721))).toBe(0xff);
  expect(await gateway.refusedWrite(stepLogUuid.receipt, new Uint8Array(3))).toBe(0x0d);
  expect(await gateway.refusedWrite(currentTimeUuid.currentTime, new Uint8Array(9))).toBe(0x0d);
  expect(await gateway.refusedWrite(currentTimeUuid.currentTime, new Uint8Array(10))).toBe(0xff);
  expect(await gateway.refusedWrite(currentTimeUuid.localTime, Uint8Array.of(100, 0))).toBe(0xff);
  expect((await gateway.report(Uint8Array.fromHex('0201'))).response).toBe('06000202');
});

test('aborts a report on request', async () => {
  await serve({ behaviours: [slowDevice({ betweenNotificationsMs: 20, answerMs: 0 })] });
  const gateway = await connect();
  await gateway.subscribe();
  const report = gateway.report(reportAllRequest);
  await gateway.at(stepLogUuid.recordAccess).writeAsync(Buffer.from('0300', 'hex'), false);
  expect((await report).response).toBe('06000301');
  expect(gateway.heard.notifications).toBeLessThan(7);
  expect((await gateway.report(reportAllRequest)).pages).toHaveLength(7);
});

test('gives up a report that takes too long, and says so', async () => {
  // Of the two waits of a report the pause between notifications is real and the deadline comes at once.
  const sleep: Clock['sleep'] = (durationMs, signal) =>
    systemClock.sleep(durationMs >= 30_000 ? 60 : durationMs, signal);
  await serve({ sleep, behaviours: [slowDevice({ betweenNotificationsMs: 50, answerMs: 0 })] });
  const gateway = await connect();
  await gateway.subscribe();
  expect((await gateway.report(reportAllRequest)).response).toBe('06000108');
});

test('a link that breaks in the middle of a report leaves the next visit everything', async () => {
  const { events } = await serve({ behaviours: [linkLostMidPage({ visits: 1, segmentsBefore: () => 3 })] });
  const broken = await connect();
  await broken.subscribe();
  const gone = new Promise((resolve) => broken.peripheral.once('disconnect', resolve));
  void broken.report(reportAllRequest);
  await gone;
  expect(broken.heard.notifications).toBe(3);
  const gateway = await connect();
  await gateway.subscribe();
  expect((await gateway.report(reportAllRequest)).pages).toHaveLength(7);
  expect(events.slice(0, 2)).toEqual([{ kind: 'connected' }, { kind: 'disconnected', receipted: false }]);
});

test('a gateway that is carried away in the middle of a report leaves nothing behind', async () => {
  await serve();
  const broken = await connect();
  await broken.subscribe();
  const gone = new Promise((resolve) => broken.peripheral.once('disconnect', resolve));
  void broken.report(reportAllRequest);
  room.air.drop('pedometer');
  await gone;
  const gateway = await connect();
  await gateway.subscribe();
  expect((await gateway.report(reportAllRequest)).pages).toHaveLength(7);
});

test('a device without an end waits for the radio, and stops with the link', async () => {
  await serve({ hours: 30, behaviours: [notifyWithoutEnd()] });
  const gateway = await connect();
  await gateway.subscribe();
  void gateway.report(reportAllRequest);
  await expect.poll(() => gateway.heard.notifications).toBeGreaterThan(200);
  await gateway.peripheral.disconnectAsync();
  const heard = gateway.heard.notifications;
  await connect();
  expect(gateway.heard.notifications).toBe(heard);
});

test('many pedometers live in one process, and each is visited in turn', async () => {
  for (let i = 0; i < 12; i++) await serve({ name: `pedometer-${i}`, hours: 100 + i });
  const visited = new Set<string>();
  while (visited.size < 12) {
    const peripheral = await hear(noble, (each) => !visited.has(each.address));
    visited.add(peripheral.address);
    const gateway = await TestGateway.connect(noble, peripheral);
    await gateway.subscribe();
    const { pages } = await gateway.report(reportAllRequest);
    expect(pages.reduce((sum, page) => sum + (page[14] ?? 0), 0)).toBe((await statusOf(gateway)).nextSequence + 1);
    await peripheral.disconnectAsync();
  }
});

test('is off the air while its battery is being changed', async () => {
  const sleep: Clock['sleep'] = (durationMs, signal) => systemClock.sleep(Math.min(durationMs, 5), signal);
  const served = await serve({ hours: 10, sleep });
  served.pedometer.planSwap(10.5 * hourMs, hourMs);
  served.now = 11 * hourMs;
  await expect.poll(() => served.pedometer.isOn()).toBe(false);
  served.now = 12 * hourMs;
  await hear(noble, (each) => each.advertisement.serviceData[0]?.data.toString('hex') === '010002000b000000');
});

function tokyo(text: string): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(text).toZonedDateTime('Asia/Tokyo');
}
