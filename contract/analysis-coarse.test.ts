/** Promises of the rounding of answers: something stays something, nothing stays nothing, and one more is not seen. */
import { describe, expect, it } from 'vitest';
import { coarse } from './analysis-coarse.ts';
import { Grains } from './analysis-grain.ts';
import { toTens } from './analysis-rows.ts';
import { plainDateSchema } from './ids.ts';

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

/** A trial in which a voucher is worth a million, and every step is a thousand but those of the change. */
const trialOf = (today: number, other: number, fewChanged = 900) => {
  const side = (points: number) => ({ points, peopleEarning: 40, yen: points * 1_000_000 });
  const both = { today, other, change: other - today };
  const rules = { tiers: [{ from: 500, points: 100 }], monthPointsMax: 0, backfillDays: null };
  const used = { ...rules, voucher: { points: 1, yen: 1_000_000 } };
  const few = { today: 900, credited: 900, 'today in 2026-11': 900 };
  return coarse.whatIf(
    {
      asOf,
      grains: {},
      today: side(today),
      other: side(other),
      change: { points: other - today, yen: (other - today) * 1_000_000 },
      credited: today,
      months: [{ month: '2026-11', ...both }],
      changes: [{ from: null, to: null, people: 41 }],
      gaining: 0,
      losing: 0,
      centres: [],
      rules: { today: used, other: used },
      notJudged: [],
      yenPerPerson: { today: today * 25_000.3, other: other * 25_000.3 },
    },
    grainsOf({ ...few, change: fewChanged, 'change in 2026-11': fewChanged }),
  );
};

it('money of a trial says no more than its points, whatever a voucher is worth', () => {
  expect(trialOf(4_100, 4_100)).toEqual(trialOf(4_000, 4_000));
  expect(trialOf(4_100, 4_100).other).toEqual({ points: 4_000, peopleEarning: 40, yen: 4_000_000_000 });
  // In whole tens of millions, as a thousand points are 25 million a person.
  expect(trialOf(4_100, 4_100).yenPerPerson.today).toBe(100_000_000);
});

describe('what other rules would give more', () => {
  it('is worked out before rounding and told in its own steps, and the other sum is no finer than the two', () => {
    const told = trialOf(4_400, 4_700, 90);
    expect([told.change.points, told.other.points, told.months[0]?.change]).toEqual([300, 4_300, 300]);
    expect(told.change.yen).toBe(300_000_000);
    expect(told.grains).toMatchObject({ today: 1_000, change: 100, other: 1_000, 'change in 2026-11': 100 });
  });

  it('tells nothing of its sign where it is less than half a step', () => {
    expect([trialOf(4_400, 4_430, 90), trialOf(4_400, 4_370, 90)].map(({ change }) => change.points)).toEqual([0, 0]);
    expect(trialOf(4_400, 4_300, 90).change.points).toBe(-100);
  });

  it('leaves something where something is left, and nothing where nothing is', () => {
    expect(trialOf(1_400, 600).other.points).toBe(1_000);
    expect(trialOf(4_400, 0).other.points).toBe(0);
  });
});

it('the days of nine people are not seen in how days are spread', () => {
  const answer = (days: number, mean: number, below = 481) =>
    coarse.steps(
      {
        asOf,
        grains: {},
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

it('says in which steps it told its figures, and nothing of what is hidden or nothing', () => {
  const grains = grainsOf({ shown: 90, hidden: 900, none: 900, same: 40 });
  grains.told('shown', 470);
  grains.told('hidden', null);
  grains.told('none', 0);
  grains.toldChange('same', 0);
  expect(grains.used).toEqual({ shown: 100, same: 100 });
});

it('shares of people are left out where ten of them are a large part', () => {
  const answer = (people: number) =>
    coarse.trend(
      {
        asOf,
        weeks: [{ until: plainDateSchema.parse('2026-11-20'), people, quartiles: [1, 1, 1], above: 0.5, below: 0 }],
      },
      grainsOf({}),
    );
  expect([answer(60).weeks[0]?.above, answer(40).weeks[0]?.above, answer(40).weeks[0]?.below]).toEqual([0.5, null, 0]);
});
