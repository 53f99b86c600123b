/** Promises of the rounding of answers: something stays something, nothing stays nothing, and one more is not seen. */
import { expect, it } from 'vitest';
import { coarse, toTens } from './analysis-coarse.ts';
import { Grains } from './analysis-grain.ts';

it('counts are told to the ten; 0 and what is hidden stay what they are', () => {
  expect([0, 1, 11, 14, 15, 124, -3, -26, null].map(toTens)).toEqual([0, 10, 10, 10, 20, 120, -10, -30, null]);
});

const asOf = { people: 40, hidden: 0, countedUntil: null };

/** Of whose nine largest parts each figure says how much they are. */
const grainsOf = (few: Readonly<Record<string, number>>): Grains => {
  const grains = new Grains();
  for (const [name, its] of Object.entries(few)) grains.set(name, its);
  return grains;
};

it('money of a trial says no more than its points, whatever a voucher is worth', () => {
  const answer = (points: number) => {
    const side = { points, peopleEarning: 40, yen: points * 1_000_000 };
    const rules = { tiers: [{ from: 500, points: 100 }], monthPointsMax: 0, backfillDays: null };
    const both = { ...rules, voucher: { points: 1, yen: 1_000_000 } };
    const few = { today: 900, other: 900, credited: 900, 'today in 2026-11': 900, 'other in 2026-11': 900 };
    return coarse.whatIf(
      {
        asOf,
        today: side,
        other: side,
        credited: points,
        months: [{ month: '2026-11', today: points, other: points }],
        changes: [{ from: null, to: null, people: 41 }],
        gaining: 0,
        losing: 0,
        centres: [],
        rules: { today: both, other: both },
        notJudged: [],
        yenPerPerson: { today: points * 25_000, other: points * 25_000 },
      },
      grainsOf(few),
    );
  };
  expect(answer(4_100)).toEqual(answer(4_000));
  expect(answer(4_100).other).toEqual({ points: 4_000, peopleEarning: 40, yen: 4_000_000_000 });
});

it('the days of nine people are not seen in how days are spread', () => {
  const answer = (days: number, mean: number, below = 481) =>
    coarse.steps(
      {
        asOf,
        bins: [{ from: 0, to: null, days, people: 41 }],
        days,
        mean,
        quartiles: [3_001, mean, null],
        tiers: [{ from: 0, points: 0, days: below, share: below / 1_000 }],
      },
      grainsOf({ days: 90, 'bin 0': 90, 'tier 0': 30 }),
    );
  expect(answer(470, 5_002.3)).toEqual(answer(530, 4_998.9));
  expect(answer(481, 5_002.3)).toMatchObject({ days: 500, mean: 5_000, quartiles: [3_000, 5_000, null] });
  expect(answer(481, 5_002.3).tiers).toEqual([{ from: 0, points: 0, days: 480, share: 0.96 }]);
});

it('a figure of which nobody has said how coarse it is to be told is not told', () => {
  expect(() => new Grains().told('days', 40)).toThrow('bug');
  expect(new Grains().told('days', null)).toBeNull();
});
