/** Checkers of what people are credited with: their own steps, on the dates they were walked. */
import { stepsNotRecorded } from '../../../contract/page.ts';
import type { DeviceTruth, LoanTruth, TownTruth, TrueBucket } from '../truth/town-truth.ts';
import { dayTotalRows, storedBuckets, waitingItems, type Books, type StoredBucket } from './books.ts';
import { wrongs, type Wrong } from './wrong.ts';

/** A hand-over is keyed in to the minute, and a stamp is good to seconds. */
const touchMs = 125_000;
/** Whole-second uptimes, half a radio answer, and a visit's own length. */
const stampErrorMs = 5_000;
/** A drift measured over the half day it takes at least is off by the second by which either of its stamps is. */
const measuredPpm = 30;

/** A total holds what was stored of its holder's buckets under its date: all that is certainly theirs, and no more. */
export const nobodyIsCreditedWithAnothersSteps = (town: TownTruth, books: Books): readonly Wrong[] => {
  const shares = sharesOf(town, books);
  const rows = dayTotalRows(books.cloud);
  const wrong = rows.flatMap(({ participant, date, steps }) => {
    const { certain, possible } = shares.get(`${participant} ${date}`) ?? { certain: 0, possible: 0 };
    shares.delete(`${participant} ${date}`);
    if (steps >= certain && steps <= possible) return [];
    return [`${participant} has ${steps} on ${date}; theirs were ${range(certain, possible)}`];
  });
  const forgotten = [...shares].filter(([, { certain }]) => certain > 0);
  const missing = forgotten.map(([key, { certain }]) => `${key} has no total; ${certain} steps are stored`);
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
    town.devices.map((device) => [device.serial, { device, toleratedMs: tolerances(town, device) }]),
  );
  const days = new DayLimits(town.zone);
  const far = storedBuckets(books.cloud).flatMap((stored) => {
    const known = devices.get(stored.device);
    const truth = known?.device.buckets[stored.sequence];
    if (known === undefined || truth === undefined || stored.startMs === 0) return [];
    const offMs = Math.abs(stored.startMs - truth.startMs);
    const toleratedMs = known.toleratedMs.get(truth.epoch) ?? 0;
    if (offMs <= toleratedMs) return dateWrong(days, stored, toleratedMs);
    if (doubted.has(`${stored.device} ${stored.epoch}`)) return [];
    if (holdersOf(town, stored, truth).some((participant) => held.has(`${participant} ${stored.date}`))) return [];
    return [`${stored.device} bucket ${stored.sequence} is dated ${Math.round(offMs / 1000)} s off (${stored.date})`];
  });
  return wrongs('dates are as near the truth as drift allows', far);
};

/** Extrapolated from one stamp, an epoch is off by all its drift at most. By epoch. */
const tolerances = (town: TownTruth, { driftPpm, buckets }: DeviceTruth): ReadonlyMap<number, number> => {
  const beganMs = new Map<number, number>();
  const toleratedMs = new Map<number, number>();
  for (const { epoch, startMs, endMs } of buckets) {
    const fromMs = beganMs.get(epoch) ?? startMs;
    beganMs.set(epoch, fromMs);
    const spanMs = endMs - fromMs + 7 * 86_400_000;
    toleratedMs.set(epoch, stampErrorMs + town.clockErrorMs + (Math.abs(driftPpm) + measuredPpm) * 1e-6 * spanMs);
  }
  return toleratedMs;
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

interface Share {
  /** Theirs without any doubt. */
  readonly certain: number;
  /** And whatever touches their loan. */
  readonly possible: number;
}

/** By `participant date`, from who truly held the device while each bucket was truly walked. */
const sharesOf = (town: TownTruth, { cloud }: Books): Map<string, Share> => {
  const devices = new Map(town.devices.map((device) => [device.serial, device]));
  const shares = new Map<string, Share>();
  for (const stored of storedBuckets(cloud)) {
    if (stored.date === '' || stored.steps === stepsNotRecorded) continue;
    const truth = devices.get(stored.device)?.buckets[stored.sequence];
    const spanMs = {
      fromMs: truth?.startMs ?? stored.startMs,
      toMs: truth?.endMs ?? stored.startMs + stored.seconds * 1000,
    };
    const touching = town.loans.filter((loan) => loan.device === stored.device && overlapMs(loan, spanMs) > -touchMs);
    for (const loan of touching) {
      const key = `${loan.participant} ${stored.date}`;
      const { certain, possible } = shares.get(key) ?? { certain: 0, possible: 0 };
      const isWhole = spanMs.fromMs - loan.fromMs > -1 && (loan.toMs ?? Infinity) - spanMs.toMs > touchMs;
      const isSure = isWhole && touching.every(({ participant }) => participant === loan.participant);
      shares.set(key, {
        certain: certain + (isSure ? stored.steps : 0),
        possible: possible + stored.steps,
      });
    }
  }
  return shares;
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

const range = (least: number, most: number): string => (least === most ? String(least) : `${least} to ${most}`);
