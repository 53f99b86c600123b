/** A day's curve is the buckets that make up the day's total, where they lie, and nobody else's. */
import { expect, test } from 'vitest';
import { dayCurveSchema } from '../contract/day-curve.ts';
import { dayCurveOf } from './day-curve.ts';
import { anna, bert, date, device, epochOne, firstDayMs, hourMs, hours, sum } from './sample-cloud.ts';
import { otherDevice, SampleStore } from './sample-store.ts';
import { sampleVisit } from './sample-walk.ts';

const curveOf = (sample: SampleStore, day: number, of = anna) => dayCurveOf(sample.store, of, date(day)).buckets;
const stepsOf = (buckets: ReturnType<typeof curveOf>) => sum(buckets.map(({ steps }) => steps));

test('a whole day is 24 hours from midnight, with the steps of the total', () => {
  using sample = new SampleStore();
  sample.store.registry.lend(device.serial, anna, firstDayMs);
  sample.bring([sampleVisit(device, [epochOne(60)], { atMs: firstDayMs + 50.5 * hourMs, from: 0 })]);
  const curve = dayCurveOf(sample.store, anna, date(1));
  expect(dayCurveSchema.parse(curve)).toEqual(curve);
  expect(curve.buckets).toEqual(
    hours(24, 24).map((steps, i) => ({ device: device.serial, fromMinute: i * 60, minutes: 60, steps })),
  );
  expect(stepsOf(curveOf(sample, 1))).toBe(sample.store.derivation.totals.get(anna, date(1))?.steps);
  expect(curveOf(sample, 5)).toEqual([]);
  expect(curveOf(sample, 1, bert)).toEqual([]);
});

test('hours that were not recorded are left out, and hours that lie across midnight say so', () => {
  using sample = new SampleStore();
  sample.store.registry.lend(device.serial, anna, firstDayMs);
  const epoch = { ...epochOne(30), startMs: firstDayMs - hourMs / 3, steps: [5, 0xffff, 7, ...hours(27)] };
  sample.bring([sampleVisit(device, [epoch], { atMs: epoch.startMs + 30 * hourMs, from: 0 })]);
  expect(curveOf(sample, 0).slice(0, 2)).toEqual([
    { device: device.serial, fromMinute: -20, minutes: 60, steps: 5 },
    { device: device.serial, fromMinute: 100, minutes: 60, steps: 7 },
  ]);
});

test('two people share a day of one pedometer hour by hour, and one person two pedometers of a day', () => {
  using sample = new SampleStore();
  const { registry, derivation } = sample.store;
  const handOver = firstDayMs + 10 * hourMs;
  registry.lend(device.serial, anna, firstDayMs);
  registry.takeBack(device.serial, handOver);
  registry.lend(device.serial, bert, handOver);
  registry.lend(otherDevice.serial, anna, handOver);
  for (const each of [device, otherDevice]) {
    sample.bring([sampleVisit(each, [epochOne(40)], { atMs: firstDayMs + 36 * hourMs, from: 0 })]);
  }
  expect(curveOf(sample, 0, bert).map(({ fromMinute }) => fromMinute / 60)).toEqual(hours(14, 9));
  expect(curveOf(sample, 0).map((bucket) => [bucket.device, bucket.fromMinute / 60])).toEqual([
    ...hours(10, -1).map((hour) => [device.serial, hour]),
    ...hours(14, 9).map((hour) => [otherDevice.serial, hour]),
  ]);
  for (const person of [anna, bert]) {
    expect(stepsOf(curveOf(sample, 0, person))).toBe(derivation.totals.get(person, date(0))?.steps);
  }
});
