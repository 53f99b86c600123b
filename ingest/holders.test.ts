/** Promises of attribution and quarantine: steps go to who walked them, and what is doubtful waits for a person. */
import { describe, expect, it } from 'vitest';
import {
  anna,
  bert,
  date,
  daySums,
  device,
  epochOne,
  firstDayMs,
  hourMs,
  hours,
  openCloud,
  sum,
} from './sample-cloud.ts';
import type { Loan } from './loan-book.ts';
import { sampleVisit, type SampleEpoch } from './sample-walk.ts';

const deviceFact = {
  device: device.serial,
  key: device.key.toHex(),
  label: '1',
  bucketSeconds: 3600,
  capacityBuckets: 1440,
};

describe('attribution', () => {
  const handOver = firstDayMs + 34 * hourMs;
  const loans: readonly Loan[] = [
    { device: device.serial, participant: anna, fromMs: firstDayMs, toMs: handOver },
    { device: device.serial, participant: bert, fromMs: handOver, toMs: null },
  ];

  it('goes by the hour walked, not the hour received', () => {
    const cloud = openCloud(loans);
    cloud.bring([sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 48 * hourMs, from: 0 })]);
    expect(cloud.totals()).toEqual({
      [`${anna} ${date(0)}`]: sum(hours(24)),
      [`${anna} ${date(1)}`]: sum(hours(10, 24)),
      [`${bert} ${date(1)}`]: sum(hours(14, 34)),
    });
  });

  it('gives an hour that reaches into two loans to nobody and says so', () => {
    const half = handOver + hourMs / 2;
    const cloud = openCloud([
      { device: device.serial, participant: anna, fromMs: firstDayMs, toMs: half },
      { device: device.serial, participant: bert, fromMs: half, toMs: null },
    ]);
    cloud.bring([sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 48 * hourMs, from: 0 })]);
    expect(cloud.totals()[`${bert} ${date(1)}`]).toBe(sum(hours(13, 35)));
    expect(cloud.waiting()).toEqual(['ambiguous-holder']);
  });

  it('keeps steps of a pedometer that is not on loan in quarantine until a loan explains them', () => {
    const cloud = openCloud([]);
    cloud.bring([sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    expect(cloud.totals()).toEqual({});
    expect(cloud.waiting()).toEqual(['not-on-loan']);
    cloud.book.loans = [{ device: device.serial, participant: bert, fromMs: firstDayMs, toMs: null }];
    cloud.know('loan', {
      before: null,
      after: { id: 1, device: device.serial, participant: bert, fromMs: firstDayMs, toMs: null },
    });
    expect(cloud.totals()).toEqual({ [`${bert} ${date(0)}`]: sum(hours(24)) });
    expect(cloud.waiting()).toEqual([]);
  });

  it('takes steps away from the old holder when a loan is corrected', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    const before = { id: 1, device: device.serial, participant: anna, fromMs: 0, toMs: null };
    cloud.book.loans = [{ device: device.serial, participant: bert, fromMs: 0, toMs: null }];
    cloud.know('loan', { before, after: { ...before, participant: bert } });
    expect(cloud.totals()).toEqual({ [`${anna} ${date(0)}`]: 0, [`${bert} ${date(0)}`]: sum(hours(24)) });
  });
});

describe('quarantine', () => {
  it('keeps pages of a wrong key out of every total, once, and takes them when the key is mended', () => {
    const cloud = openCloud();
    const known = cloud.book.deviceOf(device.serial);
    if (known === undefined) throw new Error('the device is known');
    cloud.book.devices.set(device.serial, { ...known, key: new Uint8Array(32).fill(9) });
    const visit = sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 });
    cloud.bring([visit]);
    cloud.bring([visit]);
    expect(cloud.totals()).toEqual({});
    expect(cloud.waiting()).toEqual(['bad-tag']);
    cloud.book.devices.set(device.serial, known);
    cloud.know('device', deviceFact);
    expect(cloud.totals()).toEqual(daySums(hours(24)));
    expect(cloud.waiting()).toEqual([]);
  });

  it('takes up the visits of a pedometer that was registered later', () => {
    const cloud = openCloud();
    const known = cloud.book.deviceOf(device.serial);
    if (known === undefined) throw new Error('the device is known');
    cloud.book.devices.clear();
    cloud.bring([sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    expect(cloud.waiting()).toEqual(['unknown-device']);
    cloud.book.devices.set(device.serial, known);
    cloud.know('device', deviceFact);
    expect(cloud.totals()).toEqual(daySums(hours(24)));
  });

  it('keeps the first closed value when a pedometer contradicts itself', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    const other: SampleEpoch = { ...epochOne(24), steps: hours(24).with(3, 999) };
    cloud.bring([sampleVisit(device, [other], { atMs: firstDayMs + 24 * hourMs, from: 0 })]);
    expect(cloud.totals()).toEqual(daySums(hours(24)));
    expect(cloud.waiting()).toEqual(['conflict']);
  });

  it('does not believe a visit from the future', () => {
    const cloud = openCloud();
    cloud.bring([sampleVisit(device, [epochOne(24)], { atMs: firstDayMs + 24 * hourMs, from: 0 })], firstDayMs);
    expect(cloud.waiting()).toEqual(['from-the-future']);
    expect(cloud.totals()).toEqual({});
  });

  it('can be discarded by a person, and stays discarded when the same thing comes again', () => {
    const cloud = openCloud();
    const forged = { atMs: firstDayMs + 24 * hourMs, from: 0, signedWith: new Uint8Array(32) };
    cloud.bring([sampleVisit(device, [epochOne(24)], forged)]);
    const item = cloud.derivation.quarantine.waiting()[0]?.id;
    cloud.know('discard', { item, by: 'clerk', reason: 'not ours' });
    cloud.bring([{ ...sampleVisit(device, [epochOne(24)], forged), id: 'again' }]);
    expect(cloud.waiting()).toEqual([]);
  });
});
