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

/** Short walks about the house and garden in the hours one does not sit, and an hour's walk at `briskPace` a minute. */
export const honestMinutes = (random: Random, briskPace = 115): DayMinutes => {
  const steps = new Float64Array(dayMinutes);
  for (let hour = 6; hour < 22; hour++) {
    if (random.next() < 0.3) continue;
    for (let bouts = random.int(1, 8); bouts > 0; bouts--) {
      const from = hour * 60 + random.int(0, 55);
      const end = from + random.int(1, 5);
      const pace = random.int(15, 80);
      for (let i = from; i < end; i++) steps[i] = pace + random.int(-9, 9);
    }
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
