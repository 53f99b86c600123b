/** Pages are sized so that the buckets of a month take few notifications at any ATT_MTU. */
import { expect, test } from 'vitest';
import { cutSegments } from '../../contract/segment.ts';
import { pageBucketsFor, pageSegments } from './page-size.ts';

test('fills one notification at ATT_MTU 247, and ends on a whole one at 23', () => {
  expect(pageBucketsFor(247)).toBe(106);
  expect(pageSegments(106, 247)).toBe(1);
  expect(pageBucketsFor(23)).toBe(117);
  expect(pageSegments(117, 23)).toBe(14);
});

test('counts segments as they are cut', () => {
  for (const mtu of [23, 24, 64, 185, 247]) {
    for (const buckets of [1, 60, 106, 107, 120]) {
      expect(cutSegments(new Uint8Array(31 + 2 * buckets), mtu)).toHaveLength(pageSegments(buckets, mtu));
    }
  }
});

test('thirty days of hours take at most 12 notifications at ATT_MTU 247', () => {
  const buckets = pageBucketsFor(247);
  expect(Math.ceil(721 / buckets) * pageSegments(buckets, 247)).toBeLessThanOrEqual(12);
});
