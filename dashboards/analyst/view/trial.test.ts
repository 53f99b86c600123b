/** Promises of rules as they are typed: what makes no sense is a fault, what makes sense and is seldom meant is pointed out. */
import { expect, test } from 'vitest';
import { asToday, readTrial, typedOf, type TypedTier } from './trial.ts';

const today = { tiers: [{ from: 3_000, points: 1 }], backfillDays: 30, voucher: { points: 1_000, yen: 1_000 } };
const read = (...tiers: readonly (readonly [from: string, points: string])[]) => {
  const typed: readonly TypedTier[] = tiers.map(([from, points]) => ({ from, points }));
  return readTrial({ ...typedOf(asToday, today), tiers: typed }, today);
};

test('tiers of which a higher one gives less are pointed out, and can be reckoned by', () => {
  const { rules, faults, falling } = read(['3000', '３'], ['5000', '2'], ['8000', '2'], ['9000', '0']);
  expect([...falling]).toEqual([1, 3]);
  expect(faults.size).toBe(0);
  expect(rules.tiers?.[1]).toEqual({ from: 5_000, points: 2 });
});

test('tiers that rise, and what is no number, are not', () => {
  expect(read(['3000', '1'], ['5000', '1'], ['8000', '4']).falling.size).toBe(0);
  expect(read(['3000', '3'], ['5000', 'two'], ['8000', '1']).falling.size).toBe(0);
});
