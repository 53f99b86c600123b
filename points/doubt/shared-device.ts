/** SharedDevice: one pedometer on two people, and two pedometers on one, at the same time. Pure. */
import type { CurveBucket, DayCurve } from '../../contract/day-curve.ts';
import { dayHours, hourOf } from './day-hours.ts';
import type { DoubtLimits } from './doubt-limits.ts';
import type { FindingOf } from './finding.ts';

/** An hour tells that a pedometer was carried, not moved from a drawer to a bag. */
const carriedSteps = 200;

/** The first of the others whose day has steps of the same pedometer at the same time. */
export const sharedDeviceFinding = (
  curve: DayCurve,
  others: readonly DayCurve[],
): FindingOf<'shared-device'> | undefined => {
  for (const other of others) {
    if (other.participant === curve.participant || other.date !== curve.date) continue;
    const shared = curve.buckets.filter((mine) => other.buckets.some((theirs) => isSame(mine, theirs)));
    const [device] = shared.map((each) => each.device).sort();
    if (device === undefined) continue;
    const hours = [...new Set(shared.map(hourOf))].sort((a, b) => a - b);
    return { kind: 'shared-device', hours, other: other.participant, device };
  }
  return undefined;
};

const isSame = (a: CurveBucket, b: CurveBucket): boolean =>
  a.device === b.device &&
  a.steps > 0 &&
  b.steps > 0 &&
  a.fromMinute < b.fromMinute + b.minutes &&
  b.fromMinute < a.fromMinute + a.minutes;

export const twoAtOnceFinding = (curve: DayCurve, limits: DoubtLimits): FindingOf<'two-at-once'> | undefined => {
  const first = curve.buckets[0]?.device;
  if (curve.buckets.every((each) => each.device === first)) return undefined;
  const perDevice = stepsPerDevice(curve);
  const hours: number[] = [];
  const devices = new Set<CurveBucket['device']>();
  let steps = 0;
  for (let hour = 0; hour < dayHours; hour++) {
    const carried = [...perDevice].filter(([, each]) => (each[hour] ?? 0) >= carriedSteps);
    if (carried.length < 2) continue;
    hours.push(hour);
    for (const [device, each] of carried) {
      devices.add(device);
      steps += each[hour] ?? 0;
    }
  }
  if (hours.length < limits.twoAtOnceHours) return undefined;
  return { kind: 'two-at-once', hours, devices: [...devices].sort(), steps };
};

const stepsPerDevice = (curve: DayCurve): ReadonlyMap<CurveBucket['device'], Float64Array> => {
  const perDevice = new Map<CurveBucket['device'], Float64Array>();
  for (const bucket of curve.buckets) {
    const steps = perDevice.get(bucket.device) ?? new Float64Array(dayHours);
    const hour = hourOf(bucket);
    steps[hour] = (steps[hour] ?? 0) + bucket.steps;
    perDevice.set(bucket.device, steps);
  }
  return perDevice;
};
