/** PointWrite: days as points, a request at a time, halving what the server does not take until the bad day stands alone. */
import type { LocalDays } from '../local-days.ts';
import { undated } from '../day-block.ts';
import { slotsOf } from './grid.ts';
import type { SeriesDay, SeriesWriteOutcome, SlotSteps } from './series-store.ts';
import type { WriteVerdict } from './write-verdict.ts';

/** The measurement and its one integer field. Tags: device, participant (none: nobody, or several), seconds of a slot. */
export const stepsMeasurement = 'steps';

/** A day with its slots. */
export interface PointDay {
  readonly day: SeriesDay;
  readonly slots: readonly SlotSteps[];
}

/** InfluxData's advice for one request; some 400 kB of line protocol. */
export const requestPointsMax = 5_000;

/** The dated days with their slots; of two writes of one day the later one. */
export const pointDays = (days: readonly SeriesDay[], zone: LocalDays): readonly PointDay[] => {
  const latest = new Map<string, SeriesDay>();
  for (const day of days) {
    if (day.block.date !== undated) latest.set(`${day.block.date}/${day.block.device}`, day);
  }
  return [...latest.values()].map((day) => ({ day, slots: slotsOf(day.block, zone.of(day.block.date)) }));
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
    if (day.slots.length === 0) continue;
    if (points + day.slots.length > requestPointsMax) {
      requests.push([]);
      points = 0;
    }
    requests.at(-1)?.push(day);
    points += day.slots.length;
  }
  return requests;
};

/** A stretch of one pedometer's time, [startMs, endMs), to be cleared of points. */
export interface ClearedStretch {
  readonly device: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** What must be cleared before `days` are written: the moved ones, neighbouring days of a pedometer in one stretch. */
export const stretchesToClear = (days: readonly PointDay[], zone: LocalDays): readonly ClearedStretch[] => {
  const stretches: ClearedStretch[] = [];
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
