/** The GATT server keeps docs/wire.md §1 towards a real noble over the air, at the least and the greatest MTU. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { encodeCurrentTime, encodeLocalTime } from '../../contract/current-time.ts';
import { batteryUuid, currentTimeUuid, deviceInformationUuid, stepLogModel, stepLogUuid } from '../../contract/gatt.ts';
import { decodeLogStatus } from '../../contract/log-status.ts';
import { decodePage, verifyPage } from '../../contract/page.ts';
import { encodeReceiptSequence, encodeRecordAccessRequest, reportAllRequest } from '../../contract/record-access.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { slowDevice } from '../behaviours/link-faults.ts';
import { hourMs, hurried, TestBench, testKey, testSerial } from './test-bench.ts';
import { hear, TestGateway } from './test-gateway.ts';

let bench: TestBench;
beforeEach(async () => {
  bench = await TestBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

const statusOf = async (gateway: TestGateway) => {
  const status = decodeLogStatus(await gateway.at(stepLogUuid.status).readAsync());
  if (status.kind === 'fault') throw new Error(status.fault);
  return status.value;
};

test('advertises the service, and in the scan response how far it has counted', async () => {
  await bench.serve({ hours: 723 });
  const { advertisement } = await hear(bench.noble);
  expect(advertisement.serviceUuids).toEqual([stepLogUuid.service]);
  expect(advertisement.serviceData.map(({ uuid, data }) => [uuid, data.toString('hex')])).toEqual([
    [stepLogUuid.service, '01000100d3020000'],
  ]);
  expect(advertisement.localName).toBeUndefined();
});

test('advertises a closed bucket soon, and after a visit what the visit changed', async () => {
  const served = await bench.serve({ hours: 10, sleep: hurried(5) });
  const isAt = (hex: string) =>
    hear(bench.noble, (each) => each.advertisement.serviceData[0]?.data.toString('hex') === hex);
  await isAt('010001000a000000');
  served.time.now = 11 * hourMs;
  const gateway = await TestGateway.connect(bench.noble, await isAt('010001000b000000'));
  await gateway
    .at(currentTimeUuid.currentTime)
    .writeAsync(Buffer.from(encodeCurrentTime(tokyo('2026-11-20T13:00'))), false);
  await gateway.peripheral.disconnectAsync();
  await isAt('010101000b000000');
});

test('tells who it is and how its battery is', async () => {
  await bench.serve();
  const gateway = await bench.connect();
  expect(await gateway.readText(deviceInformationUuid.serial)).toBe('AYM-000001');
  expect(await gateway.readText(deviceInformationUuid.model)).toBe(stepLogModel);
  expect(await gateway.readText(deviceInformationUuid.firmware)).toMatch(/^\d+\.\d+\.\d+$/);
  expect([...(await gateway.at(batteryUuid.level).readAsync())]).toEqual([92]);
});

describe.each([{ attMtuMax: 247 }, { attMtuMax: 23 }])('at ATT_MTU $attMtuMax', ({ attMtuMax }) => {
  test('hands over thirty days whole, in order and signed', async () => {
    const { pedometer } = await bench.serve({ attMtuMax });
    const gateway = await bench.connect();
    expect(gateway.peripheral.mtu).toBe(attMtuMax);
    await gateway.subscribe();
    const { pages, response } = await gateway.report(reportAllRequest);
    expect(response).toBe('06000101');
    expect(pages.every((page) => verifyPage(page, testKey, testSerial, hmacSha256))).toBe(true);
    const steps = pages.flatMap((bytes) => {
      const page = decodePage(bytes);
      return page.kind === 'decoded' ? [...page.value.steps] : [];
    });
    expect(steps).toEqual([...Array.from({ length: 720 }, () => 1000), 0]);
    expect(pedometer.status().receiptSequence).toBe(0);
  });

  test('serves all parts of a status as of one instant', async () => {
    const served = await bench.serve({ attMtuMax });
    const gateway = await bench.connect();
    // Every look at the clock finds it a day later; a status put together from several would not add up.
    let looks = 0;
    Object.defineProperty(served.time, 'now', { get: () => (720 + 24 * ++looks) * hourMs });
    const status = await statusOf(gateway);
    expect(status.uptimeSeconds).toBe(status.nextSequence * 3600);
  });

  test('reports from a sequence, counts, and says when there is nothing', async () => {
    await bench.serve({ attMtuMax });
    const gateway = await bench.connect();
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
  const { pedometer, events } = await bench.serve();
  const gateway = await bench.connect();
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
  await bench.serve({ behaviours: [slowDevice({ betweenNotificationsMs: 50, answerMs: 0 })] });
  const gateway = await bench.connect();
  expect(await gateway.refusedWrite(stepLogUuid.recordAccess, reportAllRequest)).toBe(0xfd);
  await gateway.at(stepLogUuid.page).subscribeAsync();
  expect(await gateway.refusedWrite(stepLogUuid.recordAccess, reportAllRequest)).toBe(0xfd);
  await gateway.at(stepLogUuid.page).unsubscribeAsync();
  await gateway.at(stepLogUuid.recordAccess).subscribeAsync();
  expect(await gateway.refusedWrite(stepLogUuid.recordAccess, reportAllRequest)).toBe(0xfd);
  await gateway.at(stepLogUuid.page).subscribeAsync();
  const reported = gateway.report(reportAllRequest);
  expect(await gateway.refusedWrite(stepLogUuid.recordAccess, reportAllRequest)).toBe(0xfe);
  expect((await reported).pages).toHaveLength(7);
  expect(await gateway.refusedWrite(stepLogUuid.receipt, encodeReceiptSequence(721))).toBe(0xff);
  expect(await gateway.refusedWrite(stepLogUuid.receipt, new Uint8Array(3))).toBe(0x0d);
  expect(await gateway.refusedWrite(currentTimeUuid.currentTime, new Uint8Array(9))).toBe(0x0d);
  expect(await gateway.refusedWrite(currentTimeUuid.currentTime, new Uint8Array(10))).toBe(0xff);
  expect(await gateway.refusedWrite(currentTimeUuid.localTime, Uint8Array.of(100, 0))).toBe(0xff);
  expect((await gateway.report(Uint8Array.fromHex('0201'))).response).toBe('06000202');
});

test('aborts a report on request', async () => {
  await bench.serve({ behaviours: [slowDevice({ betweenNotificationsMs: 20, answerMs: 0 })] });
  const gateway = await bench.connect();
  await gateway.subscribe();
  const reported = gateway.report(reportAllRequest);
  await gateway.at(stepLogUuid.recordAccess).writeAsync(Buffer.from('0300', 'hex'), false);
  expect((await reported).response).toBe('06000301');
  expect(gateway.heard.notifications).toBeLessThan(7);
  expect((await gateway.report(reportAllRequest)).pages).toHaveLength(7);
});

test('many pedometers live in one process, and each is visited in turn', async () => {
  for (let i = 0; i < 12; i++) await bench.serve({ name: `pedometer-${i}`, hours: 100 + i });
  const visited = new Set<string>();
  while (visited.size < 12) {
    const peripheral = await hear(bench.noble, (each) => !visited.has(each.address));
    visited.add(peripheral.address);
    const gateway = await TestGateway.connect(bench.noble, peripheral);
    await gateway.subscribe();
    const { pages } = await gateway.report(reportAllRequest);
    expect(pages.reduce((sum, page) => sum + (page[14] ?? 0), 0)).toBe((await statusOf(gateway)).nextSequence + 1);
    await peripheral.disconnectAsync();
  }
});

function tokyo(text: string): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(text).toZonedDateTime('Asia/Tokyo');
}
