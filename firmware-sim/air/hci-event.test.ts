/** Events stand as the Core Specification writes them; the lengths they state are the lengths they have. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeAddress } from './device-address.ts';
import { EventMask } from './event-mask.ts';
import {
  commandComplete,
  commandStatus,
  disconnectionComplete,
  leAdvertisingReport,
  leConnectionComplete,
  leConnectionFailed,
  leConnectionUpdateComplete,
  leDataLengthChange,
  numberOfCompletedPackets,
} from './hci-event.ts';

const parameters = { interval: 24, latency: 0, supervisionTimeout: 42 };
const peer = { text: 'c4:7b:00:12:9a:01', kind: 'random' } as const;

test.each([
  ['040e0401030c00', commandComplete(0x0c03, 0)],
  ['040f0412010604', commandStatus(0x0406, 0x12)],
  ['04050400400008', disconnectionComplete(0x40, 0x08)],
  ['0413050140000300', numberOfCompletedPackets(0x40, 3)],
  [
    '043e13010040000101019a12007bc4180000002a0000',
    leConnectionComplete({ status: 0, handle: 0x40, role: 'peripheral', peer, parameters }),
  ],
  ['043e130102' + '00'.repeat(17), leConnectionFailed(0x02)],
  ['043e0a03004000180000002a00', leConnectionUpdateComplete(0x40, parameters)],
  ['043e0b074000fb0048081b004801', leDataLengthChange(0x40, { transmitBytes: 251, receiveBytes: 27 })],
])('%s', (hex, event) => {
  expect(event.toString('hex')).toBe(hex);
});

test('an advertising report carries address, data and signal strength', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0, 2, 3, 4),
      fc.uint8Array({ minLength: 6, maxLength: 6 }),
      fc.uint8Array({ maxLength: 31 }),
      fc.integer({ min: -127, max: 20 }),
      (type, address, data, rssiDbm) => {
        const text = decodeAddress(address);
        const event = leAdvertisingReport({ type, address: { text, kind: 'random' }, data, rssiDbm });
        expect(event.readUInt8(2)).toBe(event.byteLength - 3);
        expect([...event.subarray(3, 7)]).toEqual([0x02, 1, type, 1]);
        expect([...event.subarray(7, 13)]).toEqual([...address]);
        expect([...event.subarray(14, 14 + event.readUInt8(13))]).toEqual([...data]);
        expect(event.readInt8(event.byteLength - 1)).toBe(rssiDbm);
      },
    ),
  );
});

test('a fresh controller says nothing of LE until it is asked, and then only what it is asked', () => {
  const mask = new EventMask();
  const [update, lengths] = [
    leConnectionUpdateComplete(0x40, parameters),
    leDataLengthChange(0x40, { transmitBytes: 27, receiveBytes: 27 }),
  ];
  expect(mask.lets(update)).toBe(false);
  mask.set(Buffer.from('fffffbff07f8bf3d', 'hex'));
  expect([mask.lets(update), mask.lets(lengths)]).toEqual([true, false]);
  mask.setLe(Buffer.from('5f00000000000000', 'hex'));
  expect(mask.lets(lengths)).toBe(true);
  mask.set(new Uint8Array(8));
  expect([mask.lets(update), mask.lets(commandStatus(0x0406, 0)), mask.lets(disconnectionComplete(0x40, 8))]).toEqual([
    false,
    true,
    false,
  ]);
  mask.reset();
  expect(mask.lets(disconnectionComplete(0x40, 8))).toBe(true);
});
