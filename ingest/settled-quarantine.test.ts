/** Promises of what is settled in quarantine: it goes when its time is over, what waits never does, and a replay comes to the same. */
import { expect, test } from 'vitest';
import { deviceSerialSchema } from '../contract/ids.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { replayJournal } from './replay-journal.ts';
import { anna, bert, dayMs, device, epochOne, firstDayMs } from './sample-cloud.ts';
import { north, SampleStore } from './sample-store.ts';
import { sampleVisit } from './sample-walk.ts';
import { settledDaysDefault } from './settled-quarantine.ts';

const stranger = (n: number) => ({ ...device, serial: deviceSerialSchema.parse(`AYM-0001${n}`) });
const fixed = { model: 'steplog-1', label: '9', capacityBuckets: 1440, bucketSeconds: 3600, centre: north } as const;

/** A visit of each of these, none of which the registry knows: item `n` is that of the n-th. */
const bringStrangers = (sample: SampleStore, numbers: readonly number[]): void =>
  numbers.forEach((n) =>
    sample.bring([sampleVisit(stranger(n), [epochOne(24)], { atMs: firstDayMs + dayMs, from: 0 })]),
  );

const states = ({ store }: SampleStore): readonly string[] =>
  store.database
    .prepare('SELECT id, reason, state FROM quarantine ORDER BY id')
    .all()
    .map((row) => [row['id'], row['reason'], row['state']].join(' '));

/** The night's look. */
const night = (sample: SampleStore, days = settledDaysDefault): number =>
  sample.store.forgetSettled(sample.nowMs - days * dayMs);

const differences = ({ store }: SampleStore) =>
  replayJournal(store.database, { days: store.days, hmac: hmacSha256 }).differences;

test('used after all or discarded it goes two years after it was settled, and what waits stays for ever', () => {
  using sample = new SampleStore(firstDayMs + 2 * dayMs);
  bringStrangers(sample, [1, 2, 3, 4]);
  sample.store.discard({ item: 1, by: 'sato', reason: 'not ours' });
  sample.store.registry.putDevice({ ...stranger(2), ...fixed, status: 'in-stock' });
  const waiting = ['3 unknown-device waiting', '4 unknown-device waiting'];
  const settled = ['1 unknown-device discarded', '2 unknown-device resolved'];
  expect(states(sample)).toEqual(expect.arrayContaining([...settled, ...waiting]));
  expect(night(sample)).toBe(0);
  sample.nowMs += settledDaysDefault * dayMs;
  expect(night(sample)).toBe(0);
  expect(states(sample)).toEqual(expect.arrayContaining(settled));
  sample.nowMs += 1;
  expect(night(sample)).toBe(2);
  expect(states(sample)).toEqual(expect.arrayContaining(waiting));
  expect(states(sample).join()).not.toContain('discarded');
  sample.nowMs += 40 * 365 * dayMs;
  expect(night(sample)).toBeLessThan(2);
  expect(states(sample)).toEqual(expect.arrayContaining(waiting));
});

test('one that waits again, and is settled anew, has its whole time before it', () => {
  using sample = new SampleStore(firstDayMs + 2 * dayMs);
  bringStrangers(sample, [1, 2]);
  sample.store.registry.putDevice({ ...stranger(1), ...fixed, status: 'in-stock' });
  night(sample, 200);
  sample.nowMs += 150 * dayMs;
  sample.store.database.exec("UPDATE quarantine SET state = 'waiting' WHERE id = 1");
  sample.store.database.exec("UPDATE quarantine SET state = 'resolved' WHERE id = 1");
  night(sample, 200);
  sample.nowMs += 150 * dayMs;
  expect(night(sample, 200)).toBe(0);
  sample.nowMs += 51 * dayMs;
  expect(night(sample, 200)).toBe(1);
});

test('numbers are never given twice, and making everything again from the journal comes to the same', () => {
  using sample = new SampleStore(firstDayMs + 2 * dayMs);
  bringStrangers(sample, [1, 2, 3]);
  for (const item of [1, 3]) sample.store.discard({ item, by: 'sato', reason: 'not ours' });
  night(sample);
  sample.nowMs += 3 * 365 * dayMs;
  // The last one stays, or the next would have its number.
  expect(night(sample)).toBe(1);
  expect(states(sample)).toEqual(['2 unknown-device waiting', '3 unknown-device discarded']);
  bringStrangers(sample, [4, 5]);
  // By their numbers.
  sample.store.discard({ item: 4, by: 'sato', reason: 'not ours' });
  expect(states(sample)).toEqual([
    '2 unknown-device waiting',
    '3 unknown-device discarded',
    '4 unknown-device discarded',
    '5 unknown-device waiting',
  ]);
  expect(differences(sample)).toEqual([]);
});

test('what a clerk has said of days still in the books stays, and does not wait again with the next loan', () => {
  using sample = new SampleStore(firstDayMs);
  sample.nowMs = firstDayMs + 3 * dayMs;
  sample.bring([sampleVisit(device, [epochOne(48)], { atMs: firstDayMs + 2 * dayMs, from: 0 })]);
  const items = sample.store.derivation.quarantine.waiting();
  expect(items.map(({ reason }) => reason)).toEqual(['not-on-loan', 'not-on-loan']);
  for (const { id } of items) sample.store.discard({ item: id, by: 'sato', reason: 'a trial walk' });
  bringStrangers(sample, [1]);
  night(sample);
  sample.nowMs += 5 * 365 * dayMs;
  expect(night(sample)).toBe(0);
  sample.store.registry.lend(device.serial, anna, sample.nowMs);
  sample.store.registry.takeBack(device.serial, sample.nowMs + dayMs);
  sample.store.registry.lend(device.serial, bert, sample.nowMs + 2 * dayMs);
  expect(sample.store.derivation.quarantine.waiting().map(({ reason }) => reason)).toEqual(['unknown-device']);
});
