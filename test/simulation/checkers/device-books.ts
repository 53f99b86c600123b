/** Checkers of what is stored of each pedometer: nothing missing, nothing twice, nothing that the device did not sign. */
import { stepsNotRecorded } from '../../../contract/page.ts';
import type { DeviceTruth, TownTruth } from '../truth/town-truth.ts';
import { storedBuckets, waitingItems, type Books, type StoredBucket } from './books.ts';
import { journalPages } from './journal-pages.ts';
import { wrongs, type Wrong } from './wrong.ts';

/** Walked = stored + overwritten and reported + in quarantine with a reason + still in a pedometer nobody brought. */
export const everyStepIsAccountedFor = (town: TownTruth, books: Books): readonly Wrong[] => {
  // An open one is still to be closed.
  const closed = storedBuckets(books.cloud).filter(({ isOpen }) => !isOpen);
  const stored = new Set(closed.map(({ device, sequence }) => `${device} ${sequence}`));
  const quarantined = quarantinedBuckets(town, books);
  const isLost = lostIn(books);
  const missing = town.devices.flatMap((device) =>
    device.buckets
      .filter(({ sequence }) => !stored.has(`${device.serial} ${sequence}`))
      .filter(({ sequence }) => !quarantined.has(`${device.serial} ${sequence}`))
      .filter(({ sequence }) => !isLost(device, sequence) && !mayBeMissing(device, sequence, books))
      .map(({ sequence, steps }) => `${device.serial} bucket ${sequence} (${steps} steps) is nowhere`),
  );
  return wrongs('every step is accounted for', [...missing, ...lostThoughHeld(town, books)]);
};

export const noBucketIsStoredTwice = (_town: TownTruth, books: Books): readonly Wrong[] => {
  const seen = new Map<string, StoredBucket>();
  const twice: string[] = [];
  for (const bucket of storedBuckets(books.cloud)) {
    const key = `${bucket.device} ${bucket.sequence}`;
    const first = seen.get(key);
    if (first !== undefined) twice.push(`${key} stands under ${first.date} and under ${bucket.date}`);
    seen.set(key, bucket);
  }
  return wrongs('no bucket is stored twice', twice);
};

/** A closed bucket has the value the device closed it with; an open one no more than that. */
export const onlyWhatADeviceSignedIsCounted = (town: TownTruth, books: Books): readonly Wrong[] => {
  const devices = new Map(town.devices.map((device) => [device.serial, device]));
  const foreign = storedBuckets(books.cloud).flatMap((bucket) => {
    const { device, sequence, steps, isOpen } = bucket;
    const truth = devices.get(device);
    const isStillOpen = truth !== undefined && sequence === truth.buckets.length;
    const most = isStillOpen ? truth.openSteps : truth?.buckets[sequence]?.steps;
    const what = `${device} bucket ${sequence} is stored with ${steps} steps${isOpen ? ', open' : ''}`;
    if (most === undefined) return [`${what}; the device never closed it`];
    if (isOpen || isStillOpen) return steps <= most ? [] : [`${what}; it closed with ${most}`];
    return steps === most ? [] : [`${what}; it closed with ${most}`];
  });
  return wrongs('only what a device signed is counted', foreign);
};

/** Other reasons speak of buckets that are stored. */
const reasonsNotToStore = ['unknown-device', 'from-the-future', 'unreadable-batch', 'derivation-failed'];

/** Buckets of the pages that wait, or were refused, with a reason. */
const quarantinedBuckets = ({ devices }: TownTruth, { cloud }: Books): ReadonlySet<string> => {
  const items = waitingItems(cloud);
  const found = new Set<string>();
  if (items.length === 0) return found;
  const pages = journalPages(cloud, new Map(devices.map(({ serial, key }) => [serial, key])));
  for (const { device, journal, pageIndex, firstSequence, steps } of pages) {
    const isHeld = items.some(
      (item) =>
        item.journal === journal &&
        (item.device === '' || item.device === device) &&
        (item.page === -1 || item.page === pageIndex) &&
        reasonsNotToStore.includes(item.reason),
    );
    if (isHeld) for (let i = 0; i < steps.length; i++) found.add(`${device} ${firstSequence + i}`);
  }
  return found;
};

const lostIn = ({ cloud }: Books): ((device: DeviceTruth, sequence: number) => boolean) => {
  const ranges = Map.groupBy(cloud.prepare('SELECT device, from_sequence, to_sequence FROM lost_range').all(), (row) =>
    String(row['device']),
  );
  return ({ serial }, sequence) =>
    (ranges.get(serial) ?? []).some(
      (row) => Number(row['from_sequence']) <= sequence && sequence < Number(row['to_sequence']),
    );
};

/** It has not told yet, and nobody could have asked it; what it was told is safe is missed all the same. */
const mayBeMissing = (device: DeviceTruth, sequence: number, { cloud }: Books): boolean => {
  if (!device.isAbsent) return false;
  const state = cloud.prepare('SELECT confirmed FROM device_state WHERE device = ?').get(device.serial);
  const isToldSafe = device.toldSafe?.some(({ from, to }) => from <= sequence && sequence < to) ?? false;
  return !isToldSafe && sequence >= Number(state?.['confirmed'] ?? 0);
};

/** What is called lost has truly left the ring. */
const lostThoughHeld = ({ devices }: TownTruth, books: Books): readonly string[] => {
  const isLost = lostIn(books);
  return devices.flatMap((device) =>
    device.buckets
      .filter(({ sequence, steps }) => sequence >= device.oldestSequence && steps !== stepsNotRecorded)
      .filter(({ sequence }) => isLost(device, sequence))
      .map(({ sequence }) => `${device.serial} bucket ${sequence} is called lost and is in the ring`),
  );
};
