/** Promises of the day by which a pedometer is to be brought: in time, and never counted from before somebody had it. */
import { expect, test } from 'vitest';
import { bringByOf } from './bring-by.ts';

const month = { capacityBuckets: 720, bucketSeconds: 3600 };

test('is a day before thirty days after the last visit are over', () => {
  const memory = { ...month, lastVisitAt: '2026-11-01T03:00:00.000Z', since: '2026-09-02T00:00:00.000Z' };
  expect(bringByOf(memory, 'Asia/Tokyo')).toBe('2026-11-30');
});

test('is counted from when the person got it, where the last visit was before, or never', () => {
  const memory = { ...month, lastVisitAt: '2026-10-01T03:00:00.000Z', since: '2026-11-02T03:00:00.000Z' };
  expect(bringByOf(memory, 'Asia/Tokyo')).toBe('2026-12-01');
  expect(bringByOf({ ...memory, lastVisitAt: null }, 'Asia/Tokyo')).toBe('2026-12-01');
  expect(bringByOf({ ...memory, lastVisitAt: null, since: null }, 'Asia/Tokyo')).toBeNull();
});
