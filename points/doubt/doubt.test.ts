/** Promises of doubt: honest days count at once, days that no legs walked wait for a person, and nothing makes it stumble. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DayCurve } from '../../contract/day-curve.ts';
import { deviceSerialSchema, plainDateSchema } from '../../contract/ids.ts';
import { seededRandom } from '../../runtime/random.ts';
import { defaultDoubtLimits, doubtLimitsSchema } from './doubt-limits.ts';
import { judgeDay, type DayToJudge } from './doubt.ts';
import type { FindingKind } from './finding.ts';
import { curveOf, dog, roundHours, shaker, toppedUp, washing, type Cheat } from './simulated-cheat.ts';
import {
  date,
  dayOfHours,
  honestDay,
  honestMinutes,
  hourly,
  minutely,
  neighbour,
  otherPedometer,
  walker,
} from './trial-day.ts';

const random = seededRandom(20261120);
const seeds = Array.from({ length: 200 }, (_, i) => i);
const kinds = (day: DayToJudge): readonly FindingKind[] => judgeDay(day).map(({ kind }) => kind);
const plainDay = (day: number): DayCurve['date'] => plainDateSchema.parse(`2026-11-${String(day).padStart(2, '0')}`);

/** How many of 200 seeded days have a finding of the kind. */
const caught = (cheat: Cheat, kind: FindingKind, counter = hourly()): number =>
  seeds.filter((seed) => {
    const chance = random.fork(`cheat ${seed}`);
    const minutes = cheat(honestMinutes(chance), chance);
    return kinds({ curve: curveOf({ participant: walker, date }, minutes, counter, chance) }).includes(kind);
  }).length;

describe('honest walkers', () => {
  test('are not held, whenever their pedometer begins its hours', () => {
    for (const seed of seeds) {
      const curve = honestDay(random.fork(`honest ${seed}`), hourly(seed % 60));
      expect(judgeDay({ curve, age: 65 + (seed % 30), targets: [3000, 5000, 8000, 10_000] })).toEqual([]);
    }
  });

  test('may walk an hour as briskly as walkers can', () => {
    for (const seed of seeds) {
      const chance = random.fork(`brisk ${seed}`);
      const curve = curveOf({ participant: walker, date }, honestMinutes(chance, 130), hourly(), chance);
      expect(judgeDay({ curve, age: 80 })).toEqual([]);
    }
  });

  test('are not held for their minutes either', () => {
    for (const seed of seeds.slice(0, 50)) {
      expect(judgeDay({ curve: honestDay(random.fork(`minutes ${seed}`), minutely), age: 72 })).toEqual([]);
    }
  });

  test('who rest all day have nothing to explain', () => {
    expect(judgeDay({ curve: dayOfHours({}) })).toEqual([]);
    expect(judgeDay({ curve: { participant: walker, date, buckets: [] } })).toEqual([]);
  });
});

describe('a pace that legs cannot keep', () => {
  test('is told with the hour, its steps and the limit', () => {
    expect(judgeDay({ curve: dayOfHours({ 14: 11_800 }) })).toEqual([
      { kind: 'cadence', hours: [14], at: '14:00', minutes: 60, steps: 11_800, limit: 11_000 },
    ]);
  });

  test('depends on the age, where it is known', () => {
    const curve = dayOfHours({ 9: 9000 });
    expect([undefined, 40, 66, 70, 91].map((age) => judgeDay({ curve, age }).length)).toEqual([0, 0, 0, 1, 1]);
  });

  test('is scaled to the length of the bucket', () => {
    const bucket = (minutes: number, steps: number): DayCurve => ({
      participant: walker,
      date,
      buckets: [{ device: otherPedometer, fromMinute: 600, minutes, steps }],
    });
    expect(kinds({ curve: bucket(1, 299) })).toEqual([]);
    expect(kinds({ curve: bucket(1, 301) })).toEqual(['cadence']);
    expect(kinds({ curve: bucket(30, 5900) })).toEqual([]);
    expect(kinds({ curve: bucket(30, 6500) })).toEqual(['cadence']);
  });

  test('is seen in minutes that each could be walked, but not all of them', () => {
    const buckets = Array.from({ length: 60 }, (_, i) => ({
      device: otherPedometer,
      fromMinute: 600 + i,
      minutes: 1,
      steps: 190 + (i % 20),
    }));
    const [finding] = judgeDay({ curve: { participant: walker, date, buckets } });
    expect(finding).toMatchObject({ kind: 'cadence', at: '10:00', minutes: 60, limit: 11_000 });
  });

  test('is nobody’s doubt who has run so on several believed days', () => {
    const ownDays = [1, 2, 3].map((day) => dayOfHours({ 7: 11_000 }, { date: plainDay(day) }));
    const curve = dayOfHours({ 7: 11_500 });
    expect(kinds({ curve, ownDays })).toEqual([]);
    expect(kinds({ curve, ownDays: ownDays.slice(1) })).toEqual(['cadence']);
    expect(kinds({ curve: dayOfHours({ 7: 13_000 }), ownDays })).toEqual(['cadence']);
  });
});

test('a day above the belief cap is held, one at the cap is not', () => {
  const limits = doubtLimitsSchema.parse({ daySteps: 20_000 });
  expect(kinds({ curve: dayOfHours({ 8: 6000, 10: 7000, 13: 3000, 15: 4000 }), limits })).toEqual([]);
  expect(judgeDay({ curve: dayOfHours({ 8: 6000, 10: 7000, 13: 3000, 15: 4001 }), limits })).toEqual([
    { kind: 'day-steps', hours: [], steps: 20_001, limit: 20_000 },
  ]);
});

describe('a shaking machine', () => {
  test.each([
    ['4,000 an hour, 8 hours', { stepsPerHour: 4000, hours: 8, jitter: 0.01 }, 200],
    ['110 a minute, 8 hours', { stepsPerHour: 6600, hours: 8, jitter: 0.05 }, 200],
    ['with short pauses', { stepsPerHour: 4000, hours: 8, jitter: 0.02, pauses: 3 }, 190],
    ['at night', { stepsPerHour: 4000, hours: 6, jitter: 0.05, fromHour: 23 }, 200],
    ['after a real day', { stepsPerHour: 4000, hours: 8, jitter: 0.02, fromHour: 15, isAfterWalk: true }, 190],
  ])('%s, is found', (_name, machine, least) => {
    const found = seeds.filter((seed) => {
      const chance = random.fork(`machine ${seed}`);
      const minutes = shaker(machine)(honestMinutes(chance), chance);
      return judgeDay({ curve: curveOf({ participant: walker, date }, minutes, hourly(), chance) }).length > 0;
    });
    expect(found.length).toBeGreaterThanOrEqual(least);
  });

  test('is found within an hour or two where minutes are there', () => {
    const steady = shaker({ stepsPerHour: 6600, hours: 1.5, jitter: 0.005 });
    expect(caught(steady, 'even-minutes', minutely)).toBeGreaterThan(190);
  });

  test('tells which hours are alike, how many steps they have and how far they differ', () => {
    const curve = dayOfHours({ 8: 350, 9: 4010, 10: 4000, 11: 3960, 12: 900, 13: 4040, 14: 4000, 18: 5123 });
    expect(judgeDay({ curve })).toEqual([
      { kind: 'even-hours', hours: [9, 10, 11, 13, 14], stepsPerHour: 4002, differencePercent: 2 },
    ]);
  });

  test('that runs while hours are lost from the record is still even', () => {
    const { buckets, ...whose } = dayOfHours({ 9: 4010, 10: 4000, 11: 3960, 13: 4040, 15: 4000 });
    const curve = { ...whose, buckets: buckets.filter((each) => each.fromMinute !== 720) };
    expect(kinds({ curve })).toEqual(['even-hours']);
  });
});

describe('walking at night', () => {
  const curve = dayOfHours({ 0: 912, 1: 893, 2: 1004, 3: 0, 4: 1103, 5: 2018 });

  test('is told from 01:00 to 05:00', () => {
    expect(judgeDay({ curve })).toEqual([
      { kind: 'night', hours: [1, 2, 4], from: '01:00', to: '05:00', steps: 3000, limit: 3000 },
    ]);
  });

  test('is nobody’s doubt who works at night, once three such days were believed', () => {
    const ownDays = [1, 2, 3].map((day) => dayOfHours({ 2: 1500, 3: 1200 }, { date: plainDay(day) }));
    expect(kinds({ curve, ownDays })).toEqual([]);
    expect(kinds({ curve, ownDays: ownDays.slice(1) })).toEqual(['night']);
  });
});

test('hours without any pause are told from the first to the last', () => {
  const steps = Object.fromEntries(seeds.slice(2, 22).map((hour) => [hour, 260 + 37 * hour]));
  expect(judgeDay({ curve: dayOfHours(steps) })).toMatchObject([{ kind: 'no-pause', from: '02:00', to: '22:00' }]);
  expect(judgeDay({ curve: dayOfHours({ ...steps, 12: 100 }) })).toEqual([]);
});

test('numbers that a hand wrote are told from counted ones', () => {
  expect(caught(roundHours, 'round')).toBeGreaterThan(190);
  expect(kinds({ curve: dayOfHours({ 8: 700, 9: 1300, 10: 200, 14: 100, 15: 500 }) })).toEqual(['round']);
  expect(kinds({ curve: dayOfHours({ 8: 700, 9: 1301, 10: 200, 14: 100, 15: 500 }) })).toEqual([]);
});

test('a day that was told before is recognised by its hours', () => {
  const own = dayOfHours({ 8: 312, 9: 1604, 10: 477, 13: 258, 16: 930, 17: 144 }, { date: plainDay(12) });
  expect(judgeDay({ curve: { ...own, date }, ownDays: [own] })).toEqual([
    { kind: 'repeat', hours: [8, 9, 10, 13, 16, 17], date: '2026-11-12' },
  ]);
  expect(judgeDay({ curve: own, ownDays: [own] })).toEqual([]);
});

test('days that end just at a target are held when they are too many, not when one is', () => {
  const days = seeds.slice(0, 14).map((seed) => {
    const chance = random.fork(`topped ${seed}`);
    const minutes = toppedUp(28_000, 10)(honestMinutes(chance, 60), chance);
    return curveOf({ participant: walker, date: plainDay(1 + seed) }, minutes, hourly(), chance);
  });
  const [curve, ...ownDays] = days.toReversed();
  if (curve === undefined) throw new Error('bug: no days');
  expect(kinds({ curve, ownDays, targets: [10_000, 28_000] })).toContain('at-target');
  expect(kinds({ curve, ownDays: ownDays.slice(0, 4), targets: [28_000] })).not.toContain('at-target');
  expect(kinds({ curve, ownDays })).not.toContain('at-target');
});

test('a spinning drum is seen by the minute, and cannot be by the hour', () => {
  expect(caught(washing, 'cadence', minutely)).toBe(200);
  expect(caught(washing, 'cadence')).toBe(0);
});

test('a dog is not told from a lively person by its hours: nobody is held on such grounds', () => {
  expect(caught(dog, 'even-hours')).toBeLessThan(10);
});

const bucket = fc.record({
  device: fc.constantFrom('AYM-1', 'AYM-2').map((text) => deviceSerialSchema.parse(text)),
  fromMinute: fc.oneof(fc.integer({ min: -30, max: 1440 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
  minutes: fc.oneof(fc.constantFrom(1, 5, 60), fc.double({ min: Number.MIN_VALUE, noNaN: true, max: 1e9 })),
  steps: fc.integer({ min: 0, max: 65_534 }),
});
const curveOfBuckets = (buckets: DayCurve['buckets']): DayCurve => ({ participant: walker, date, buckets });
const anyBuckets = fc.array(bucket, { maxLength: 60 });
const bucketsTwice = anyBuckets.chain((buckets) =>
  fc.tuple(
    fc.constant(buckets),
    fc.shuffledSubarray(buckets, { minLength: buckets.length, maxLength: buckets.length }),
  ),
);

test('never throws, and finds the same whatever the order of buckets', () => {
  fc.assert(
    fc.property(bucketsTwice, fc.array(anyBuckets, { maxLength: 3 }), ([buckets, shuffled], rest) => {
      const ownDays = rest.map((each, i) => ({ ...curveOfBuckets(each), date: plainDay(1 + i) }));
      const others = [...rest, shuffled].map((each) => ({ ...curveOfBuckets(each), participant: neighbour }));
      const judged = (each: DayCurve['buckets']) =>
        judgeDay({ curve: curveOfBuckets(each), ownDays, others, age: 70, targets: [3000] });
      expect(judged(shuffled)).toEqual(judged(buckets));
    }),
    { numRuns: 500 },
  );
});

test('a rule file overrides what it names and leaves the rest as tuned', () => {
  expect(doubtLimitsSchema.parse({})).toEqual(defaultDoubtLimits);
  const own = doubtLimitsSchema.parse({ nightSteps: 5000, twin: { days: 2 } });
  expect(own).toMatchObject({ nightSteps: 5000, twin: { days: 2, hours: defaultDoubtLimits.twin.hours } });
  expect(() => doubtLimitsSchema.parse({ nightStep: 5000 })).toThrow('nightStep');
  const narrow = [{ steps: 1000, hours: 5, among: 4, percent: 4 }];
  expect(() => doubtLimitsSchema.parse({ evenHours: narrow })).toThrow('`among` is below `hours`');
});
