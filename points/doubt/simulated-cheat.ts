/** SimulatedCheat: days that no legs walked, minute by minute, for tests and the bench to look for. */
import type { CurveBucket, DayCurve } from '../../contract/day-curve.ts';
import type { DeviceSerial } from '../../contract/ids.ts';
import type { Random } from '../../runtime/random.ts';

export const dayMinutes = 1440;

/** Steps of each minute of a date. */
export type DayMinutes = ArrayLike<number>;

/** Makes a cheat's day of an honest one; the honest day stays as it was. */
export type Cheat = (honest: DayMinutes, random: Random) => DayMinutes;

export interface Shaker {
  readonly stepsPerHour: number;
  readonly hours: number;
  /** How far its speed strays, by the minute and by the hour, as a share. */
  readonly jitter: number;
  readonly pauses?: number;
  /** Of the day; anywhere in daytime if left out. */
  readonly fromHour?: number;
  /** Put on the machine after a real day on the legs, in place of lying in a drawer. */
  readonly isAfterWalk?: boolean;
}

/** A phone shaker or pendulum: a motor swings the pedometer. */
export const shaker =
  (machine: Shaker): Cheat =>
  (honest, random) => {
    const { stepsPerHour, hours, jitter, pauses = 0, fromHour } = machine;
    const steps = machine.isAfterWalk === true ? Float64Array.from(honest) : new Float64Array(dayMinutes);
    const length = Math.min(dayMinutes, Math.round(hours * 60));
    const latest = Math.max(0, dayMinutes - length);
    const from = fromHour === undefined ? random.int(Math.min(420, latest), latest) : Math.round(fromHour * 60);
    const drifts = Array.from({ length: 25 }, () => 1 + jitter * (2 * random.next() - 1));
    const idle = pausedMinutes(length, pauses, random);
    for (let i = 0; i < length; i++) {
      const pace = (stepsPerHour / 60) * (drifts[Math.floor(i / 60)] ?? 1);
      const minute = (from + i) % dayMinutes;
      steps[minute] = idle.has(i) ? 0 : Math.max(0, Math.round(pace * (1 + jitter * (2 * random.next() - 1))));
    }
    return steps;
  };

const pausedMinutes = (length: number, pauses: number, random: Random): ReadonlySet<number> => {
  const idle = new Set<number>();
  for (let pause = 0; pause < pauses; pause++) {
    const from = random.int(0, length - 1);
    const end = from + random.int(5, 15);
    for (let i = from; i < end; i++) idle.add(i);
  }
  return idle;
};

/** Half an hour of shaking by hand, several times, on top of a real day. */
export const handShaking: Cheat = (honest, random) => {
  const steps = Float64Array.from(honest);
  for (let round = 0; round < 4; round++) {
    const from = random.int(480, 1260);
    for (let i = 0; i < 30; i++) steps[from + i] = random.int(180, 260);
  }
  return steps;
};

/** On a dog's collar: two long walks, and in the hours it does not sleep away short runs at a pace of four legs. */
export const dog: Cheat = (_honest, random) => {
  const steps = new Float64Array(dayMinutes);
  for (let hour = 6; hour < 23; hour++) {
    if (random.next() < 0.5) continue;
    for (let bouts = random.int(1, 8); bouts > 0; bouts--) run(steps, random, hour * 60 + random.int(0, 55), [40, 220]);
  }
  for (const from of [random.int(360, 480), random.int(960, 1140)])
    for (let i = from; i < from + 40; i++) steps[i] = random.int(110, 190);
  return steps;
};

/** On a child who sits at school, and plays in the breaks and after it. */
export const child: Cheat = (_honest, random) => {
  const steps = new Float64Array(dayMinutes);
  for (let hour = 7; hour < 20; hour++) {
    const most = hour === 10 || hour === 12 || hour > 14 ? 9 : 2;
    for (let bouts = random.int(0, most); bouts > 0; bouts--)
      run(steps, random, hour * 60 + random.int(0, 55), [30, 180]);
  }
  return steps;
};

const run = (steps: Float64Array, random: Random, from: number, pace: readonly [number, number]): void => {
  const cadence = random.int(...pace);
  const end = from + random.int(1, 5);
  for (let i = from; i < end; i++) steps[i] = cadence + random.int(-15, 15);
};

/** Two drives over rough roads, which the counter takes for slow steps, on top of a real day. */
export const car: Cheat = (honest, random) => {
  const steps = Float64Array.from(honest);
  for (let drive = 0; drive < 2; drive++) {
    const from = random.int(480, 1200);
    const end = from + random.int(30, 80);
    for (let i = from; i < end; i++) steps[i] = (steps[i] ?? 0) + random.int(15, 60);
  }
  return steps;
};

/** Forgotten in a pocket in the washing machine: the drum, then two spins. */
export const washing: Cheat = (honest, random) => {
  const steps = Float64Array.from(honest);
  const from = random.int(480, 1200);
  for (let i = 0; i < 40; i++) steps[from + i] = random.int(30, 60);
  for (const spin of [18, 34]) for (let i = 0; i < 6; i++) steps[from + spin + i] = random.int(320, 480);
  return steps;
};

/** Hours written by a hand: so many hundreds in each. For hourly buckets that begin with the hour. */
export const roundHours: Cheat = (_honest, random) => {
  const steps = new Float64Array(dayMinutes);
  for (let hour = 8; hour < 18; hour++) steps[hour * 60 + 10] = random.int(0, 14) * 100;
  return steps;
};

/** The missing steps to a target, shaken in the evening. Days that have reached it stay as they are. */
export const toppedUp =
  (target: number, over: number): Cheat =>
  (honest, random) => {
    const steps = Float64Array.from(honest);
    let missing = target + random.int(0, over) - steps.reduce((sum, each) => sum + each, 0);
    for (let i = 1260; i < dayMinutes && missing > 0; i++) {
      const added = Math.min(missing, 110);
      steps[i] = (steps[i] ?? 0) + added;
      missing -= added;
    }
    return steps;
  };

export interface Counter {
  readonly device: DeviceSerial;
  /** When its buckets begin, in minutes after the hour. */
  readonly phase: number;
  readonly bucketMinutes: number;
  /** How far it miscounts a bucket, as a share. */
  readonly noise?: number;
  /** How many minutes its clock is late. */
  readonly lateMinutes?: number;
}

/** What a pedometer makes of the day. */
export const counted = (minutes: DayMinutes, counter: Counter, random: Random): readonly CurveBucket[] => {
  const { device, phase, bucketMinutes, noise = 0, lateMinutes = 0 } = counter;
  const buckets: CurveBucket[] = [];
  const first = phase > bucketMinutes / 2 ? phase - bucketMinutes : phase;
  for (let from = first; from + bucketMinutes / 2 < dayMinutes; from += bucketMinutes) {
    let steps = 0;
    const end = Math.min(dayMinutes, from + bucketMinutes - lateMinutes);
    for (let i = Math.max(0, from - lateMinutes); i < end; i++) steps += minutes[i] ?? 0;
    const miscounted = Math.round(steps * (1 + noise * (2 * random.next() - 1)));
    buckets.push({ device, fromMinute: from, minutes: bucketMinutes, steps: miscounted });
  }
  return buckets;
};

export const curveOf = (
  whose: Pick<DayCurve, 'participant' | 'date'>,
  minutes: DayMinutes,
  counter: Counter,
  random: Random,
): DayCurve => ({
  participant: whose.participant,
  date: whose.date,
  buckets: [...counted(minutes, counter, random)],
});
