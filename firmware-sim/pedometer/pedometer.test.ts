/** The pedometer keeps its promises of docs/wire.md §1: the vectors, the ring, epochs, receipts and signatures. */
import { expect, test } from 'vitest';
import { encodeScanResponse } from '../../contract/advertising.ts';
import { deviceSerialSchema } from '../../contract/ids.ts';
import { encodeLogStatus } from '../../contract/log-status.ts';
import { decodePage, verifyPage, type Page } from '../../contract/page.ts';
import { cutSegments } from '../../contract/segment.ts';
import { hmacSha256 } from '../../runtime/hmac.ts';
import { Pedometer, type PedometerOptions } from './pedometer.ts';

const hourMs = 3_600_000;
const key = Uint8Array.from({ length: 32 }, (_, i) => i);
const serial = deviceSerialSchema.parse('AYM-000001');

/** Walks `perHour[i]` steps in the middle of hour i after time 0. */
const walker = (perHour: readonly number[]) => ({
  stepsUntil: (wallMs: number) =>
    perHour.reduce((sum, steps, i) => sum + (wallMs >= (i + 0.5) * hourMs ? steps : 0), 0),
});

const make = (perHour: readonly number[], options: Partial<PedometerOptions> = {}) => {
  const clock = { now: 0, wallMs: () => clock.now };
  const pedometer = new Pedometer({ serial, key, source: walker(perHour), clock, poweredOnMs: 0, ...options });
  return { pedometer, at: (wallMs: number) => ((clock.now = wallMs), pedometer) };
};

const hex = (bytes: Uint8Array | undefined) => bytes?.toHex();

const read = (bytes: Uint8Array): Page => {
  const page = decodePage(bytes);
  if (page.kind === 'fault') throw new Error(page.fault);
  return page.value;
};

/** Two batteries put in at the factory, the third from time 0 on for 723 hours. */
const wellUsed = () => {
  const perHour = Array.from({ length: 724 }, (_, i) => (i === 720 ? 1042 : 0));
  const made = make([...perHour.slice(0, 722), 17], { sensorFails: (sequence) => sequence === 721 });
  made.pedometer.swapBattery();
  made.pedometer.swapBattery();
  return made;
};

test('signs the closed page of the wire contract byte for byte', () => {
  const { at } = make([0, 0, 12, 345, 6789]);
  expect(hex(at(5 * hourMs).pagesFrom(0, 5)[0])).toBe(
    '010001000000000000000000100e05000000000c005901851a5c24d717c281d902bec7b8c96f20b82f',
  );
});

test('signs the open page of the wire contract byte for byte, and cuts it as there', () => {
  const page =
    wellUsed()
      .at(722.75 * hourMs)
      .pagesFrom(720)[0] ?? new Uint8Array();
  expect(hex(page)).toBe('01010300d0020000008d2700100e031204ffff11006c3dd340c471db1c5584c0a8d00e6456');
  expect(cutSegments(page, 23).map(hex)).toEqual([
    '0101010300d0020000008d2700100e031204ffff',
    '0611006c3dd340c471db1c5584c0a8d00e6456',
  ]);
});

test('advertises and reports itself as in the wire contract', () => {
  const { at, pedometer } = wellUsed();
  at(723 * hourMs).setDisplayZone(36);
  pedometer.setDisplayClock(Temporal.PlainDateTime.from('2025-11-21T11:01:40'));
  pedometer.takeReceipt(720);
  expect(hex(encodeScanResponse(pedometer.advertised()))).toBe('192101696d757961419c074d2b8e01003c5f01010300d3020000');
  // The contract's vector but for what it was made up with: an oldest bucket of 100 and 17 steps in no time.
  expect(hex(encodeLogStatus(pedometer.status()))).toBe(
    '01010300100ea00500000000d302000004c81f6930b7270000000000d002000000000000',
  );
});

test('a bucket at its very boundary is open with no steps', () => {
  const { at } = make([100, 200]);
  const pages = at(hourMs).pagesFrom(0);
  expect(pages).toHaveLength(1);
  expect(read(pages[0] ?? new Uint8Array())).toMatchObject({ lastOpen: true, steps: Uint16Array.of(100, 0) });
  expect(at(hourMs - 1).status()).toMatchObject({ nextSequence: 1, openSteps: 0 });
});

test('follows a wall clock that is set back by standing still', () => {
  const { at } = make([100, 200]);
  at(1.75 * hourMs).status();
  expect(at(0).status()).toMatchObject({ nextSequence: 1, openSteps: 200, uptimeSeconds: 6300 });
});

test('asks for all, for some, for the open one, and for what it does not have', () => {
  const { at, pedometer } = make([1, 2, 3, 4]);
  at(3.75 * hourMs);
  const steps = (from: number, max?: number) => pedometer.pagesFrom(from, max).map((page) => [...read(page).steps]);
  expect(steps(0)).toEqual([[1, 2, 3, 4]]);
  expect(steps(1, 2)).toEqual([[2, 3], [4]]);
  expect(steps(3)).toEqual([[4]]);
  expect(steps(4)).toEqual([]);
  expect([0, 1, 3, 4, 9].map((from) => pedometer.countFrom(from))).toEqual([4, 3, 1, 0, 0]);
});

test('a battery swap closes the open bucket short in the old epoch and begins the next at uptime 0', () => {
  const { at, pedometer } = make([10, 20, 30, 40]);
  at(1.75 * hourMs).swapBattery();
  at(3 * hourMs);
  const pages = pedometer.pagesFrom(0).map(read);
  expect(pages).toMatchObject([
    { epoch: 1, firstSequence: 0, startSeconds: 0, lastOpen: false, steps: Uint16Array.of(10, 20) },
    { epoch: 2, firstSequence: 2, startSeconds: 0, lastOpen: true, steps: Uint16Array.of(30, 0) },
  ]);
  expect(pedometer.status()).toMatchObject({ epoch: 2, nextSequence: 3, uptimeSeconds: 4500 });
});

test('what is walked without a battery is nobody’s, and the display has forgotten the time', () => {
  const { at, pedometer } = make([10, 20, 30, 40]);
  at(0.75 * hourMs).setDisplayClock(Temporal.PlainDateTime.from('2026-01-01T09:00'));
  pedometer.planSwap(1.25 * hourMs, 1.5 * hourMs);
  expect(at(2 * hourMs).isOn()).toBe(false);
  expect(pedometer.status()).toMatchObject({ epoch: 2, uptimeSeconds: 0, openSteps: 0, flags: { clockSet: false } });
  expect(at(4 * hourMs).isOn()).toBe(true);
  expect(pedometer.pagesFrom(0).map((page) => [...read(page).steps])).toEqual([
    [10, 0],
    [40, 0],
  ]);
});

test('a number once shown open is never used again, even when the battery leaves at that instant', () => {
  const { at, pedometer } = make([10]);
  at(hourMs).swapBattery();
  expect(pedometer.status()).toMatchObject({ epoch: 2, nextSequence: 1 });
  pedometer.pagesFrom(0);
  pedometer.swapBattery();
  expect(pedometer.status()).toMatchObject({ epoch: 3, nextSequence: 2 });
});

test('keeps the largest receipt and refuses one from the future', () => {
  const { at, pedometer } = make([]);
  at(5 * hourMs);
  expect([5, 3, 6].map((sequence) => pedometer.takeReceipt(sequence))).toEqual(['taken', 'taken', 'out-of-range']);
  expect(pedometer.status().receiptSequence).toBe(5);
});

test('counts what it overwrites unsent and says so until the next receipt', () => {
  const { at, pedometer } = make([], { capacityBuckets: 4 });
  at(4 * hourMs).takeReceipt(3);
  expect(at(7 * hourMs).status()).toMatchObject({ oldestSequence: 3, lostBuckets: 0, flags: { overwritten: false } });
  expect(at(9 * hourMs).status()).toMatchObject({ oldestSequence: 5, lostBuckets: 2, flags: { overwritten: true } });
  pedometer.takeReceipt(9);
  expect(pedometer.status()).toMatchObject({ lostBuckets: 2, flags: { overwritten: false } });
});

test('a bucket counts no further than the wire can say', () => {
  const { at } = make([70_000, 5]);
  expect(read(at(2 * hourMs).pagesFrom(0)[0] ?? new Uint8Array()).steps).toEqual(Uint16Array.of(0xfffe, 5, 0));
});

test('an oscillator that runs fast closes its buckets early', () => {
  const { at } = make([], { driftPpm: 100 });
  expect(at(10_000 * hourMs).status()).toMatchObject({ nextSequence: 10_001, uptimeSeconds: 36_003_600 });
});

test('a bucket of a fast oscillator holds what was walked in its shorter hour', () => {
  const source = { stepsUntil: (wallMs: number) => Math.floor(wallMs / 1000) };
  const { at } = make([], { driftPpm: 200_000, source });
  expect(read(at(1.5 * hourMs).pagesFrom(0)[0] ?? new Uint8Array()).steps).toEqual(Uint16Array.of(3000, 2400));
});

test('the battery sinks with time and visits, asks to be changed, and is full after the change', () => {
  const { at, pedometer } = make([], { batteryLifeDays: 10 });
  expect(pedometer.batteryPercent()).toBe(100);
  expect(at(5 * 24 * hourMs).batteryPercent()).toBe(50);
  for (let i = 0; i < 100; i++) pedometer.noteVisit();
  expect(pedometer.batteryPercent()).toBe(48);
  expect(at(9 * 24 * hourMs).advertised().flags.batteryLow).toBe(true);
  expect(at(90 * 24 * hourMs).batteryPercent()).toBe(1);
  pedometer.swapBattery();
  expect(pedometer.batteryPercent()).toBe(100);
});

test('signs with its own key and serial', () => {
  const page = make([1]).at(hourMs).pagesFrom(0)[0] ?? new Uint8Array();
  expect(verifyPage(page, key, serial, hmacSha256)).toBe(true);
  expect(verifyPage(page, key, 'AYM-000002', hmacSha256)).toBe(false);
});
