/** Checkers of what a day says of itself: that it is final when all of it is there, and which visit brought it. */
import { localDate } from '../../../runtime/clock.ts';
import type { TownTruth } from '../truth/town-truth.ts';
import { storedBuckets, type Books } from './books.ts';
import { wrongs, type Wrong } from './wrong.ts';

interface DayRow {
  readonly participant: string;
  readonly date: string;
  readonly state: string;
  readonly synced_on: string;
  readonly trust: string;
  readonly devices: string;
}

const hourMs = 3_600_000;

/** A final day holds every bucket of its pedometers, or they are reported lost; and a settled day is not left open. */
export const daysAreFinalWhenAllIsThere = (town: TownTruth, { cloud }: Books): readonly Wrong[] => {
  const closed = new Set(
    storedBuckets(cloud)
      .filter(({ isOpen }) => !isOpen)
      .map(({ device, sequence }) => `${device} ${sequence}`),
  );
  const isLost = lostIn(cloud);
  const devices = new Map(town.devices.map((device) => [String(device.serial), device]));
  const wrong = dayRows(cloud).flatMap(({ participant, date, state, devices: named, trust }) => {
    const day = limitsOf(date, town.zone);
    const own = named.split(' ').flatMap((serial) => devices.get(serial) ?? []);
    const loans = town.loans.filter((loan) => loan.participant === participant);
    const missing = own.flatMap((device) =>
      device.buckets
        .filter(({ startMs, endMs }) => startMs > day.fromMs + hourMs && endMs < day.toMs - hourMs)
        .filter(({ startMs, endMs }) =>
          loans.some(
            (loan) =>
              loan.device === device.serial &&
              loan.fromMs < startMs - hourMs &&
              (loan.toMs ?? Infinity) > endMs + hourMs,
          ),
        )
        .filter(({ sequence }) => !closed.has(`${device.serial} ${sequence}`) && !isLost(device.serial, sequence)),
    );
    const what = `${participant} ${date} is ${state}`;
    if (trust !== 'signed') return [`${what} and ${trust}, although every page was signed`];
    if (state === 'final' && missing.length > 0) return [`${what}; bucket ${missing[0]?.sequence ?? '?'} is not there`];
    const held = loans.filter((loan) => loan.fromMs < day.toMs && (loan.toMs ?? Infinity) > day.fromMs);
    const isAlive = held.every(({ device }) => devices.get(device)?.isAlive !== false);
    const isSettled = town.settledMs !== undefined && day.toMs < town.settledMs;
    return state === 'open' && isSettled && isAlive ? [`${what}, long after everything has come`] : [];
  });
  return wrongs('every step is accounted for', wrong);
};

/** Backfill windows count from the visit that brought a day: there was one on that date. */
export const whatIsSyncedWasVisited = (town: TownTruth, { cloud }: Books): readonly Wrong[] => {
  if (town.visits === undefined) return [];
  const byDevice = Map.groupBy(town.visits, ({ device }) => String(device));
  const dates = new Map(
    [...byDevice].map(([device, visits]) => [
      device,
      new Set(visits.flatMap(({ fromMs, toMs }) => [fromMs, toMs].map((ms) => localDate(ms, town.zone).toString()))),
    ]),
  );
  const rows = cloud
    .prepare('SELECT participant, date, synced_on, devices FROM day_revision')
    .all() as unknown as readonly DayRow[];
  const wrong = rows.flatMap(({ participant, date, synced_on, devices }) => {
    const serials = devices.split(' ').filter((serial) => serial !== '');
    // A gateway that does not know the time has its visits dated by their arrival.
    const isTold = serials.every(
      (serial) => byDevice.get(serial)?.every(({ wasClockRight }) => wasClockRight) === true,
    );
    if (serials.length === 0 || !isTold || serials.some((serial) => dates.get(serial)?.has(synced_on) === true))
      return [];
    return [`${participant} ${date} is said to have been brought on ${synced_on}; nobody came that day`];
  });
  return wrongs('the ledger is what the oracle says', wrong);
};

const dayRows = (cloud: Books['cloud']): readonly DayRow[] =>
  cloud
    .prepare('SELECT participant, date, state, synced_on, trust, devices FROM day_total')
    .all() as unknown as readonly DayRow[];

const lostIn = (cloud: Books['cloud']): ((device: string, sequence: number) => boolean) => {
  const rows = cloud.prepare('SELECT device, from_sequence, to_sequence FROM lost_range').all();
  return (device, sequence) =>
    rows.some(
      (row) =>
        row['device'] === device && Number(row['from_sequence']) <= sequence && sequence < Number(row['to_sequence']),
    );
};

const limitsOf = (date: string, zone: string): { readonly fromMs: number; readonly toMs: number } => {
  const day = Temporal.PlainDate.from(date);
  const startOf = (of: Temporal.PlainDate): number => of.toZonedDateTime(zone).epochMilliseconds;
  return { fromMs: startOf(day), toMs: startOf(day.add({ days: 1 })) };
};
