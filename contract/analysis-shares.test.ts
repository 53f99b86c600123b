/** Promises of shares: parts of one whole never come to more than all of it, and what is too coarse is no share. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareOf, sharesOf } from './analysis-shares.ts';

const parts = (grain: number, ...values: readonly (number | null)[]) => values.map((value) => ({ value, grain }));

describe('shares of one whole', () => {
  it('whose parts were rounded up come to all of it, and no more', () => {
    // Of sixty people: rounded, the tiers were half as many again as all days.
    expect(sharesOf(parts(100, 500, 500, 500), { value: 1_000, grain: 100 })).toEqual([0.33, 0.33, 0.33]);
    // Each of them would be rounded up.
    expect(sharesOf(parts(10, 335, 335, 330), { value: 1_000, grain: 10 })).toEqual([0.34, 0.33, 0.33]);
  });

  it('never come to more than all of it, whatever was rounded', () => {
    const figure = fc.record({ value: fc.option(fc.nat(9_000)), grain: fc.constantFrom(10, 30, 100, 300, 1_000) });
    const whole = fc.record({ value: fc.nat(20_000), grain: fc.constantFrom(10, 100, 1_000) });
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 8 }), whole, (some, all) => {
        const shares = sharesOf(some, all);
        expect(Math.round(shares.reduce<number>((sum, share) => sum + (share ?? 0) * 100, 0))).toBeLessThanOrEqual(100);
        for (const [i, share] of shares.entries()) if (share !== null) expect(some[i]?.value ?? null).not.toBeNull();
      }),
    );
  });

  it('are left out where a step is a large part of the whole; nothing is still nothing', () => {
    expect(sharesOf(parts(300, 600, 0, 300, null), { value: 900, grain: 30 })).toEqual([null, 0, null, null]);
    expect(sharesOf(parts(30, 600, 300), { value: 900, grain: 300 })).toEqual([null, null]);
    expect(sharesOf(parts(100, 300, 200), { value: 900, grain: 100 })).toEqual([0.33, 0.22]);
  });
});

it('a single share is left out where it is too coarse, and 0 of nothing', () => {
  expect([shareOf(300, 900, 300), shareOf(300, 900, 100), shareOf(null, 900, 0), shareOf(0, 0, 0)]).toEqual([
    null,
    0.33,
    null,
    0,
  ]);
});
