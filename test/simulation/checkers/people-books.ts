/** Checkers of what people are credited with: their own steps, on the dates they were walked. */
import { stepsNotRecorded } from '../../../contract/page.ts';
import type { DeviceTruth, LoanTruth, TownTruth, TrueBucket } from '../truth/town-truth.ts';
import { dayTotalRows, storedBuckets, waitingItems, type Books, type StoredBucket } from './books.ts';
import { wrongs, type Wrong } from './wrong.ts';

/** Touching a loan by less than this, or than a quarter of the bucket, is not holding the pedometer. */
const touchMs = 120_000;
/** A date's buckets are told from the first of them on, by its nominal length. */
const runMs = 25 * 3_600_000;
/** Whole-second uptimes, half a radio answer, and a visit's own length. */
const stampErrorMs = 5_000;
/** A drift measured over the half day it takes at least is off by the second by which either of its stamps is. */
const measuredPpm = 30;

/** A total holds what was stored under its date while its participant, and nobody else, had the pedometer on loan. */
export const nobodyIsCreditedWithAnothersSteps = (town: TownTruth, books: Books): readonly Wrong[] => {
  const due = dueTo(town, books);
  const rows = dayTotalRows(books.cloud);
  const wrong = rows.flatMap(({ participant, date, steps }) => {
    const theirs = due.get(`${participant} ${date}`) ?? 0;
    due.delete(`${participant} ${date}`);
    return steps === theirs ? [] : [`${participant} has ${steps} on ${date}; theirs were ${theirs}`];
  });
  const missing = [...due].filter(([, steps]) => steps > 0).map(([key, steps]) => `${key} has no total, of ${steps}`);
  return wrongs('nobody is credited with steps of somebody else', [...wrong, ...missing]);
};

/** Days that are held say themselves that they are in doubt. */
export const datesAreAsNearAsDriftAllows = (town: TownTruth, books: Books): readonly Wrong[] => {
  const held = new Set(
    dayTotalRows(books.cloud)
      .filter(({ state }) => state === 'held')
      .map(({ participant, date }) => `${participant} ${date}`),
  );
  const doubted = new Set(
    waitingItems(books.cloud)
      .filter(({ reason }) => reason === 'clock-contradiction')
      .map(({ device, key }) => `${device} ${key}`),
  );
  const devices = new Map(
    town.devices.map((device) => [device.serial, { device, toleranceOf: toleranceOf(town, device) }]),
  );
  const days = new DayLimits(town.zone);
  const far = storedBuckets(books.cloud).flatMap((stored) => {
    const known = devices.get(stored.device);
    const truth = known?.device.buckets[stored.sequence];
    if (known === undefined || truth === undefined || stored.startMs === 0) return [];
    const offMs = Math.abs(stored.startMs - truth.startMs);
    const toleratedMs = known.toleranceOf(truth);
    if (offMs <= toleratedMs) return dateWrong(days, stored, toleratedMs);
    if (doubted.has(`${stored.device} ${stored.epoch}`)) return [];
    if (holdersOf(town, stored, truth).some((participant) => held.has(`${participant} ${stored.date}`))) return [];
    return [`${stored.device} bucket ${stored.sequence} is dated ${Math.round(offMs / 1000)} s off (${stored.date})`];
  });
  return wrongs('dates are as near the truth as drift allows', far);
};

/** How far the date of each bucket may be off. */
const toleranceOf = (town: TownTruth, device: DeviceTruth): ((bucket: TrueBucket) => number) => {
  const { driftPpm, buckets, serial } = device;
  const began = new Map<number, number>();
  const ended = new Map<number, number>();
  for (const { epoch, startMs, endMs } of buckets) {
    began.set(epoch, began.get(epoch) ?? startMs);
    ended.set(epoch, endMs);
  }
  const visits = (town.visits ?? []).filter((visit) => visit.device === serial);
  const areStampsRight = town.visits !== undefined && visits.every(({ wasClockRight }) => wasClockRight);
  const driftMs = (durationMs: number, ppm: number): number => durationMs * (Math.abs(driftPpm) + ppm) * 1e-6;
  return ({ epoch, startMs, endMs }) => {
    const isBetweenStamps =
      areStampsRight &&
      visits.some((visit) => visit.epoch === epoch && visit.toMs <= startMs) &&
      visits.some((visit) => visit.epoch === epoch && visit.fromMs >= endMs);
    // Between two stamps drift is measured, and within a date left alone.
    if (isBetweenStamps) return 4 * stampErrorMs + driftMs(runMs, 0);
    // Extrapolated from one stamp, an epoch is off by all its drift at most.
    const spanMs = (ended.get(epoch) ?? endMs) - (began.get(epoch) ?? startMs) + 7 * 86_400_000;
    return stampErrorMs + town.clockErrorMs + driftMs(spanMs, measuredPpm);
  };
};

/** The date written beside it is that of the middle of its hour in the programme's zone, give or take what it may be off. */
const dateWrong = (days: DayLimits, stored: StoredBucket, toleratedMs: number): readonly string[] => {
  const { device, sequence, date, startMs, seconds } = stored;
  const middleMs = startMs + seconds * 500;
  const { fromMs, toMs } = days.of(date);
  if (middleMs >= fromMs - toleratedMs && middleMs < toMs + toleratedMs) return [];
  return [`${device} bucket ${sequence} stands under ${date}, its middle is ${new Date(middleMs).toISOString()}`];
};

/** When the dates of a zone begin and end. */
class DayLimits {
  readonly #zone: string;
  readonly #known = new Map<string, { readonly fromMs: number; readonly toMs: number }>();

  constructor(zone: string) {
    this.#zone = zone;
  }

  of(date: string): { readonly fromMs: number; readonly toMs: number } {
    const known = this.#known.get(date);
    if (known !== undefined) return known;
    const day = Temporal.PlainDate.from(date);
    const fromMs = day.toZonedDateTime(this.#zone).epochMilliseconds;
    const limits = { fromMs, toMs: day.add({ days: 1 }).toZonedDateTime(this.#zone).epochMilliseconds };
    this.#known.set(date, limits);
    return limits;
  }
}

/** By `participant date`: buckets that one person held, as they are dated; one between two people is nobody's. */
const dueTo = (town: TownTruth, { cloud }: Books): Map<string, number> => {
  const due = new Map<string, number>();
  for (const { device, date, startMs, seconds, steps } of storedBuckets(cloud)) {
    if (date === '' || steps === stepsNotRecorded) continue;
    const toleratedMs = Math.min(touchMs, seconds * 250);
    const holders = new Set(
      town.loans
        .filter((loan) => loan.device === device)
        .filter((loan) => overlapMs(loan, { fromMs: startMs, toMs: startMs + seconds * 1000 }) > toleratedMs)
        .map(({ participant }) => participant),
    );
    const [holder] = holders;
    if (holder === undefined || holders.size > 1) continue;
    due.set(`${holder} ${date}`, (due.get(`${holder} ${date}`) ?? 0) + steps);
  }
  return due;
};

const holdersOf = (town: TownTruth, { device, startMs }: StoredBucket, truth: TrueBucket): readonly string[] =>
  town.loans
    .filter((loan) => loan.device === device)
    .filter(({ fromMs, toMs }) =>
      [startMs, truth.startMs].some((atMs) => atMs >= fromMs - 3_600_000 && atMs <= (toMs ?? Infinity)),
    )
    .map(({ participant }) => participant);

const overlapMs = (loan: LoanTruth, { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): number =>
  Math.min(loan.toMs ?? Infinity, toMs) - Math.max(loan.fromMs, fromMs);
