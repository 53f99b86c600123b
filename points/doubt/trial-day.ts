/** Trial day: an honest day on the legs, laid out from a seed, for the tests of doubt. */
import type { CurveBucket, DayCurve } from '../../contract/day-curve.ts';
import { deviceSerialSchema, participantIdSchema, plainDateSchema } from '../../contract/ids.ts';
import type { Random } from '../../runtime/random.ts';
import { curveOf, dayMinutes, type Counter, type DayMinutes } from './simulated-cheat.ts';

export const walker = participantIdSchema.parse('P-0001');
export const neighbour = participantIdSchema.parse('P-0002');
export const date = plainDateSchema.parse('2026-11-20');
export const pedometer = deviceSerialSchema.parse('AYM-000001');
export const otherPedometer = deviceSerialSchema.parse('AYM-000002');

/** Short walks about the house and garden, and an hour's walk at `briskPace` steps a minute. */
export const honestMinutes = (random: Random, briskPace = 115): DayMinutes => {
  const steps = new Float64Array(dayMinutes);
  const bouts = random.int(60, 110);
  for (let bout = 0; bout < bouts; bout++) {
    const from = random.int(390, 1290);
    const end = from + random.int(1, 5);
    for (let i = from; i < end; i++) steps[i] = random.int(10, 90);
  }
  const walk = random.int(420, 1080);
  for (let i = walk; i < walk + 60; i++) steps[i] = briskPace + random.int(-12, 12);
  return steps;
};

export const hourly = (phase = 0): Counter => ({ device: pedometer, phase, bucketMinutes: 60 });
export const minutely: Counter = { device: pedometer, phase: 0, bucketMinutes: 1 };

export const honestDay = (random: Random, counter = hourly(), whose = { participant: walker, date }): DayCurve =>
  curveOf(whose, honestMinutes(random), counter, random);

/** Hours from midnight on, 0 where none is given. */
export const dayOfHours = (steps: Readonly<Record<number, number>>, day: Partial<DayCurve> = {}): DayCurve => ({
  participant: walker,
  date,
  buckets: Array.from({ length: 24 }, (_, hour): CurveBucket => ({
    device: pedometer,
    fromMinute: hour * 60,
    minutes: 60,
    steps: steps[hour] ?? 0,
  })),
  ...day,
});
