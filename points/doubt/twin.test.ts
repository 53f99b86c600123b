/** Promises of twins: one walk on two pedometers is found among many people's, and two people's walks are not taken for one. */
import { expect, test } from 'vitest';
import type { DayCurve } from '../../contract/day-curve.ts';
import { deviceSerialSchema, participantIdSchema, plainDateSchema } from '../../contract/ids.ts';
import { seededRandom } from '../../runtime/random.ts';
import { curveKeys } from './curve-key.ts';
import { defaultDoubtLimits as limits, doubtLimitsSchema } from './doubt-limits.ts';
import { judgeDay } from './doubt.ts';
import { counted, curveOf } from './simulated-cheat.ts';
import { date, dayOfHours, honestMinutes, hourly, neighbour, otherPedometer, pedometer, walker } from './trial-day.ts';
import { isTwin } from './twin.ts';

const random = seededRandom(4);
const seeds = Array.from({ length: 200 }, (_, i) => i);

interface Second {
  readonly phase: number;
  readonly noise?: number;
  readonly lateMinutes?: number;
}

/** One walk, counted by two pedometers of which the first begins its hours at 17 minutes past. */
const walkedTwice = (seed: number, second: Second): readonly [DayCurve, DayCurve] => {
  const chance = random.fork(`pair ${seed}`);
  const minutes = honestMinutes(chance);
  const counter = { device: otherPedometer, bucketMinutes: 60, ...second };
  return [
    curveOf({ participant: walker, date }, minutes, { ...hourly(17), noise: second.noise ?? 0 }, chance),
    curveOf({ participant: neighbour, date }, minutes, counter, chance),
  ];
};

test.each([
  ['exactly copied', { phase: 17 }, 200],
  ['each counting 3 % wrong', { phase: 17, noise: 0.03 }, 195],
  ['and one clock three minutes late', { phase: 17, noise: 0.03, lateMinutes: 3 }, 180],
  ['and hours that begin at another minute', { phase: 48, noise: 0.03, lateMinutes: 3 }, 180],
])('two pedometers in one pocket, %s, are found by their keys and told as twins', (_name, second, least) => {
  const found = seeds.filter((seed) => {
    const [a, b] = walkedTwice(seed, second);
    const [key] = curveKeys(a, limits);
    return key !== undefined && curveKeys(b, limits).includes(key) && isTwin(a, b, limits) && isTwin(b, a, limits);
  });
  expect(found.length).toBeGreaterThanOrEqual(least);
});

test('the walks of two people are not taken for one', () => {
  const days = seeds.map((seed) => walkedTwice(seed, { phase: seed % 60 })[seed % 2] ?? dayOfHours({}));
  const pairs = days.flatMap((a, i) => days.slice(0, i).filter((b) => isTwin(a, b, limits)));
  expect(pairs).toEqual([]);
});

test('a day with too little on it has no key and no twin', () => {
  const short = dayOfHours({ 9: 1200, 10: 1400, 15: 900 });
  expect(curveKeys(short, limits)).toEqual([]);
  expect(isTwin(short, { ...short, participant: neighbour }, limits)).toBe(false);
});

test('is the same whatever the order of buckets, and whoever carries them by the minute', () => {
  const [a, b] = walkedTwice(3, { phase: 40, noise: 0.02 });
  const backwards = { ...b, buckets: b.buckets.toReversed() };
  expect(isTwin(a, backwards, limits)).toBe(true);
  expect(curveKeys(backwards, limits)).toEqual(curveKeys(b, limits));
  const chance = random.fork('pair 3');
  const minutes = honestMinutes(chance);
  const byMinute = counted(minutes, { device: otherPedometer, phase: 0, bucketMinutes: 1 }, chance);
  expect(isTwin(a, { ...b, buckets: [...byMinute] }, limits)).toBe(true);
});

test('a twin is told with both totals, and never of oneself or of another date', () => {
  const [curve, other] = walkedTwice(5, { phase: 17 });
  const [finding] = judgeDay({ curve, others: [other] });
  const total = curve.buckets.reduce((sum, { steps }) => sum + steps, 0);
  expect(finding).toMatchObject({ kind: 'twin', other: neighbour, steps: total, otherSteps: total, days: 1 });
  expect(judgeDay({ curve, others: [curve] })).toEqual([]);
  expect(judgeDay({ curve, others: [{ ...other, date: plainDateSchema.parse('2026-11-19') }] })).toEqual([]);
});

test('in a great crowd a twin is told on the second day only', () => {
  const twice = doubtLimitsSchema.parse({ twin: { days: 2 } });
  const before = plainDateSchema.parse('2026-11-19');
  const [curve, other] = walkedTwice(5, { phase: 17 });
  const [ownBefore, otherBefore] = walkedTwice(6, { phase: 17 }).map((each) => ({ ...each, date: before }));
  if (ownBefore === undefined || otherBefore === undefined) throw new Error('bug: a pair has two days');
  expect(judgeDay({ curve, ownDays: [ownBefore], others: [other], limits: twice })).toEqual([]);
  const others = [other, otherBefore];
  expect(judgeDay({ curve, ownDays: [ownBefore], others, limits: twice })).toMatchObject([{ kind: 'twin', days: 2 }]);
});

test('each of five pedometers on one dog-walker is told', () => {
  const chance = random.fork('five');
  const minutes = honestMinutes(chance);
  const curves = [0, 1, 2, 3, 4].map((i) =>
    curveOf(
      { participant: participantIdSchema.parse(`P-${i}`), date },
      minutes,
      { device: deviceSerialSchema.parse(`AYM-${i}`), phase: 11 * i, bucketMinutes: 60, noise: 0.02 },
      chance,
    ),
  );
  for (const curve of curves) {
    expect(judgeDay({ curve, others: curves }).map(({ kind }) => kind)).toEqual(['twin']);
  }
});

test('one pedometer on two people’s loans at the same time is told', () => {
  const curve = dayOfHours({ 9: 1200, 10: 1407 });
  const others = [dayOfHours({ 8: 333, 10: 1407 }, { participant: neighbour })];
  expect(judgeDay({ curve, others })).toEqual([
    { kind: 'shared-device', hours: [10], other: neighbour, device: pedometer },
  ]);
  const handedOver = [dayOfHours({ 11: 800 }, { participant: neighbour })];
  expect(judgeDay({ curve, others: handedOver })).toEqual([]);
});

test('two pedometers of one person that count at once are told, an exchange at noon is not', () => {
  const withSecond = (first: number, last: number): DayCurve => {
    const day = dayOfHours({ 8: 613, 9: 1204, 10: 822, 11: 431, 12: 947 });
    const second = { device: otherPedometer, minutes: 60 };
    const added = day.buckets.slice(first, last + 1).map((each) => ({ ...each, ...second, steps: each.steps + 9 }));
    return { ...day, buckets: [...day.buckets, ...added] };
  };
  expect(judgeDay({ curve: withSecond(9, 12) })).toMatchObject([
    { kind: 'two-at-once', hours: [9, 10, 11, 12], devices: [pedometer, otherPedometer] },
  ]);
  expect(judgeDay({ curve: withSecond(12, 12) })).toEqual([]);
});
