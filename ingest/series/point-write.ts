/** PointWrite: days as points, a request at a time, halving what the server does not take until the bad day stands alone. */
import type { PlainDateText } from '../../contract/ids.ts';
import { undated } from '../day-block.ts';
import type { LocalDays } from '../local-days.ts';
import { slotsOf } from './grid.ts';
import type { HeldSlot, KeptFrom, SeriesDay, SeriesWriteOutcome, SlotSteps } from './series-store.ts';
import type { WriteVerdict } from './write-verdict.ts';

/** The measurement of slots: one integer field `steps`, told by `tagNames`. */
export const stepsMeasurement = 'steps';
/** The measurement of whole days, one point per device-day at its local midnight: the same field and tags, without `seconds`. */
export const dayMeasurement = 'day_steps';

/** A day with its points. */
export interface PointDay {
  readonly day: SeriesDay;
  readonly slots: readonly SlotSteps[];
  /** The sum of the slots at local midnight; undefined where there are none, or the store does not want it. */
  readonly whole: { readonly startMs: number; readonly steps: number } | undefined;
}

/** InfluxData's advice for one request; some 400 kB of line protocol. */
export const requestPointsMax = 5_000;

/** What of a day a store keeps. */
export interface Keeping {
  readonly zone: LocalDays;
  readonly dayPoints: boolean;
  readonly keptFrom: KeptFrom;
}

/** The dated days with their points; of two writes of one day the later one. */
export const pointDays = (days: readonly SeriesDay[], keeping: Keeping): readonly PointDay[] => {
  const latest = new Map<string, SeriesDay>();
  for (const day of days) {
    if (day.block.date !== undated) latest.set(`${day.block.date}/${day.block.device}`, day);
  }
  return [...latest.values()].map((day) => pointDay(day, keeping));
};

const pointDay = (day: SeriesDay, { zone, dayPoints, keptFrom }: Keeping): PointDay => {
  const { date } = day.block;
  const local = zone.of(date);
  const slots = slotsOf(day.block, local);
  const isKept = (from: PlainDateText | undefined): boolean => from === undefined || date >= from;
  const whole = dayPoints && slots.length > 0 && isKept(keptFrom.days);
  return {
    day,
    slots: isKept(keptFrom.slots) ? slots : [],
    whole: whole ? { startMs: local.startMs, steps: slots.reduce((sum, { steps }) => sum + steps, 0) } : undefined,
  };
};

/** What a store holds of the day, once it is written. */
export const heldOf = ({ day, slots, whole }: PointDay): readonly HeldSlot[] => {
  const { device } = day.block;
  const held: HeldSlot[] = slots.map((slot) => ({ device, ...slot }));
  if (whole !== undefined) held.push({ device, seconds: 'day', ...whole });
  return held;
};

/** The tags of a point by name, in the order in which InfluxDB takes them fastest; slots say their length. */
export const pointTags = ({ block, tags = {} }: SeriesDay, seconds?: number): Readonly<Record<string, string>> => {
  const { centre, model, participant } = tags;
  const all = { centre, device: block.device, model, participant, seconds: seconds?.toString() };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
};

/** Writes `days` by `send`, which performs one request and does not reject. Stops at the first that finds the server away. */
export const writeInRequests = async (
  days: readonly PointDay[],
  send: (days: readonly PointDay[]) => Promise<WriteVerdict>,
): Promise<SeriesWriteOutcome> => {
  const requests = requestsOf(days).reverse();
  const refused: SeriesDay[] = [];
  let reason = '';
  for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
    const verdict = await send(request);
    if (verdict.kind === 'unavailable') return verdict;
    if (verdict.kind === 'written') continue;
    ({ reason } = verdict);
    // Each halving leaves fewer days, so this ends after at most two requests per day.
    if (request.length > 1) requests.push(request.slice(request.length >> 1), request.slice(0, request.length >> 1));
    else refused.push(...request.map(({ day }) => day));
  }
  return refused.length === 0 ? { kind: 'written' } : { kind: 'refused', days: refused, reason };
};

/** Days in groups of at most `requestPointsMax` points; a day is never parted. Days without a point need no request. */
const requestsOf = (days: readonly PointDay[]): PointDay[][] => {
  const requests: PointDay[][] = [];
  let points = Infinity;
  for (const day of days) {
    if (pointsOf(day) === 0) continue;
    if (points + pointsOf(day) > requestPointsMax) {
      requests.push([]);
      points = 0;
    }
    requests.at(-1)?.push(day);
    points += pointsOf(day);
  }
  return requests;
};

const pointsOf = ({ slots, whole }: PointDay): number => slots.length + (whole === undefined ? 0 : 1);

/** A stretch of some pedometers' time, [startMs, endMs), to be cleared of points. */
export interface ClearedStretch {
  readonly devices: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
}

/** One pedometer's deletion costs InfluxDB 1 some milliseconds per shard, and so does that of many: more share one. */
const stretchDevicesMax = 100;

/**
 * What must be cleared before `days` are written: the moved ones, neighbouring days of a pedometer in one stretch, and pedometers
 * of the same stretch together.
 */
export const stretchesToClear = (days: readonly PointDay[], zone: LocalDays): readonly ClearedStretch[] => {
  const together = new Map<string, ClearedStretch[]>();
  for (const { device, startMs, endMs } of stretchesOfDevices(days, zone)) {
    const key = `${startMs}/${endMs}`;
    const alike = together.get(key) ?? [];
    const last = alike.at(-1);
    if (last === undefined || last.devices.length >= stretchDevicesMax)
      alike.push({ devices: [device], startMs, endMs });
    else alike[alike.length - 1] = { ...last, devices: [...last.devices, device] };
    together.set(key, alike);
  }
  return [...together.values()].flat();
};

interface DeviceStretch {
  readonly device: string;
  readonly startMs: number;
  readonly endMs: number;
}

const stretchesOfDevices = (days: readonly PointDay[], zone: LocalDays): readonly DeviceStretch[] => {
  const stretches: DeviceStretch[] = [];
  const moved = days
    .filter(({ day }) => day.moved === true)
    .map(({ day }) => ({ device: day.block.device, ...zone.of(day.block.date) }))
    .sort((a, b) => (a.device === b.device ? a.startMs - b.startMs : a.device < b.device ? -1 : 1));
  for (const { device, startMs, endMs } of moved) {
    const last = stretches.at(-1);
    if (last?.device === device && last.endMs === startMs) stretches[stretches.length - 1] = { ...last, endMs };
    else stretches.push({ device, startMs, endMs });
  }
  return stretches;
};
