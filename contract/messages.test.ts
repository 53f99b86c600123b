/** Promises of the message schemas: the examples of docs/wire.md pass, one wrong key or number does not. */
import { describe, expect, it } from 'vitest';
import { batchSchema } from './batch.ts';
import { decodeCurrentTime, encodeCurrentTime, encodeLocalTime } from './current-time.ts';
import { dayTotalSchema } from './day-total.ts';
import { gatewayIdSchema } from './ids.ts';
import { receiptSchema } from './receipt.ts';
import { rosterSchema } from './roster.ts';
import { readTopic, topicOf } from './topics.ts';

const page = Uint8Array.fromHex(
  '010001000000000000000000100e05000000000c005901851a5c24d717c281d902bec7b8c96f20b82f',
).toBase64();
const visitWithoutPages = {
  id: '0193a',
  device: 'AYM-000123',
  model: 'steplog-1',
  firmware: '1.2.0',
  startedAt: '2026-11-21T01:02:03.123Z',
  endedAt: '2026-11-21T01:02:04.001Z',
  stamp: { gateway: 1795222923123, trusted: true, epoch: 3, uptime: 2602800 },
  battery: 83,
  rssi: -61,
  lostBuckets: 0,
  nextSequence: 723,
};
const visit = { ...visitWithoutPages, pages: [page] };
const batch = {
  v: 1,
  gateway: 'gw-iwamizawa-01',
  boot: '0192f0c4-1',
  seq: 4211,
  sentAt: '2026-11-21T01:02:09.120Z',
  visits: [visit],
};

describe('messages', () => {
  it('accepts the batch of the contract, and unknown keys inside ext only', () => {
    expect(batchSchema.safeParse(batch).success).toBe(true);
    expect(batchSchema.safeParse({ ...batch, ext: { anything: [1] } }).success).toBe(true);
    expect(batchSchema.safeParse({ ...batch, extra: 1 }).success).toBe(false);
    expect(batchSchema.safeParse({ ...batch, visits: [{ ...visit, extra: 1 }] }).success).toBe(false);
  });

  it.each([
    ['an unknown version', { ...batch, v: 2 }],
    ['no visit', { ...batch, visits: [] }],
    ['201 visits', { ...batch, visits: Array.from({ length: 201 }, () => visit) }],
    ['a gateway with a slash', { ...batch, gateway: 'gw/1' }],
    ['a fractional seq', { ...batch, seq: 1.5 }],
    ['a local time', { ...batch, sentAt: '2026-11-21T01:02:09+09:00' }],
    ['a page that is not base64', { ...batch, visits: [{ ...visit, pages: ['%%%'] }] }],
    [
      'pages and readings',
      { ...batch, visits: [{ ...visit, readings: [{ kind: 'daily', date: '2026-11-20', steps: 1 }] }] },
    ],
    ['neither pages nor readings', { ...batch, visits: [visitWithoutPages] }],
    [
      '30 February',
      { ...batch, visits: [{ ...visitWithoutPages, readings: [{ kind: 'daily', date: '2026-02-30', steps: 1 }] }] },
    ],
  ])('refuses a batch with %s', (_name, bad) => {
    expect(batchSchema.safeParse(bad).success).toBe(false);
  });

  it('accepts readings of the three kinds in place of pages', () => {
    const readings = [
      { kind: 'bucket', start: 1795222800000, seconds: 3600, steps: [1, 2] },
      { kind: 'cumulative', at: 1795222923123, steps: 9101, resets: 'device-midnight' },
      { kind: 'daily', date: '2026-11-20', steps: 8421 },
    ];
    expect(batchSchema.safeParse({ ...batch, visits: [{ ...visitWithoutPages, readings }] }).success).toBe(true);
  });

  it('accepts the receipt, roster and day total of the contract', () => {
    expect(
      receiptSchema.safeParse({ v: 1, seq: 4211, status: 'stored', confirmed: { 'AYM-000123': 723 } }).success,
    ).toBe(true);
    const device = { label: '12', model: 'steplog-1', confirmed: 723, status: 'on-loan' };
    expect(rosterSchema.safeParse({ v: 1, version: 17, devices: { 'AYM-000123': device } }).success).toBe(true);
    expect(
      rosterSchema.safeParse({ v: 1, version: 17, devices: { 'AYM-000123': { ...device, name: 'x' } } }).success,
    ).toBe(false);
    const total = {
      participant: 'P-0001',
      date: '2026-11-20',
      steps: 8421,
      state: 'open',
      revision: 3,
      syncedOn: '2026-11-21',
      trust: 'signed',
      devices: ['AYM-000123'],
    };
    expect(dayTotalSchema.safeParse(total).success).toBe(true);
    expect(dayTotalSchema.safeParse({ ...total, date: '2026-02-29' }).success).toBe(false);
  });
});

describe('topics', () => {
  it('reads what it wrote and nothing else', () => {
    const gateway = gatewayIdSchema.parse('gw-1');
    expect(readTopic(topicOf(gateway, 'visits'))).toEqual({ gateway, name: 'visits' });
    for (const topic of [
      'ayumi/v1/gw-1/other',
      'ayumi/v2/gw-1/visits',
      'ayumi/v1/+/visits',
      'ayumi/v1/gw-1/visits/x',
      '$SYS/x',
      '',
    ]) {
      expect(readTopic(topic)).toBeUndefined();
    }
  });
});

describe('current time', () => {
  it('writes the ten bytes of a Japanese afternoon and reads them back', () => {
    const moment = Temporal.ZonedDateTime.from('2026-07-15T13:05:30+09:00[Asia/Tokyo]');
    expect(encodeCurrentTime(moment).toHex()).toBe('ea07070f0d051e030002');
    expect(encodeLocalTime(moment).toHex()).toBe('2400');
    const read = decodeCurrentTime(encodeCurrentTime(moment));
    expect(read.kind === 'decoded' && read.value.toString()).toBe('2026-07-15T13:05:30');
    expect(decodeCurrentTime(Uint8Array.fromHex('ea07021e0d051e030002'))).toEqual({
      kind: 'fault',
      fault: 'no-such-time',
    });
  });
});
