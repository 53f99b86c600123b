/** Promises of the nightly upkeep: who is silent is found and nobody else, and nothing goes that is not on the list. */
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatewayIdSchema } from '../../contract/ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { Fleet } from '../fleet.ts';
import { anna, bert, dayMs, device, epochOne, firstDayMs, gateway } from '../sample-cloud.ts';
import { north, otherDevice, SampleStore, southGateway } from '../sample-store.ts';
import { sampleVisit } from '../sample-walk.ts';
import { retentionJob } from './retention-job.ts';
import { silentJob, silentThings } from './silent-job.ts';

const living = new AbortController().signal;
const today = Temporal.PlainDate.from('2026-12-20');

test('a pedometer that was read lately, one in the cupboard and a gateway that works are not silent', async () => {
  using sample = new SampleStore(firstDayMs);
  sample.nowMs += 40 * dayMs;
  const { registry } = sample.store;
  registry.lend(device.serial, anna, firstDayMs);
  registry.lend(otherDevice.serial, bert, firstDayMs);
  sample.bring([sampleVisit(device, [epochOne(240)], { atMs: firstDayMs + 9 * dayMs, from: 0 })]);
  sample.bring([sampleVisit(otherDevice, [epochOne(240)], { atMs: firstDayMs + 11 * dayMs, from: 0 })]);
  const fleet = new Fleet();
  fleet.heard(gateway, sample.nowMs - 2 * dayMs);
  const look = silentJob({ store: sample.store, fleet, clock: { ...systemClock, wallMs: () => sample.nowMs } });
  expect(await look.run(today, living)).toBe('1 pedometers, 1 gateways');
  expect(silentThings(sample.store.database)).toEqual([
    { kind: 'gateway', id: southGateway, label: null, centre: 'south', sinceMs: null },
    { kind: 'pedometer', id: device.serial, label: '1', centre: 'north', sinceMs: firstDayMs + 9 * dayMs },
  ]);
  // Whoever comes back is not silent the next night, and one given back is in the cupboard.
  registry.takeBack(device.serial, sample.nowMs);
  fleet.heard(southGateway, sample.nowMs);
  expect(await look.run(today, living)).toBe('0 pedometers, 0 gateways');
  expect(silentThings(sample.store.database)).toEqual([]);
});

test('a gateway is given as long to say its first word as one that has spoken to say another', async () => {
  using sample = new SampleStore(firstDayMs);
  const { registry, database } = sample.store;
  const clock = { ...systemClock, wallMs: () => sample.nowMs };
  const look = silentJob({ store: sample.store, fleet: new Fleet(), clock });
  const silent = async (): Promise<readonly string[]> => {
    await look.run(today, living);
    return silentThings(database).map(({ id }) => id);
  };
  sample.nowMs += 60_000;
  expect(await silent()).toEqual([]);
  sample.nowMs += 4 * dayMs;
  const latest = gatewayIdSchema.parse('gw-new');
  registry.addGateway(latest, north);
  expect(await silent()).toEqual([gateway, southGateway].sort());
  // Of those of before it was noted nothing is known, and they have been there for long.
  database.exec('UPDATE gateway SET added_ms = NULL');
  expect(await silent()).toEqual([gateway, southGateway, latest].sort());
});

test('what is on the list goes when its time is over, and nothing else ever does', async () => {
  using sample = new SampleStore();
  const exports = join(sample.folder, 'exports');
  mkdirSync(exports);
  const put = (path: string, ageDays = 0): void => {
    writeFileSync(path, '');
    const at = systemClock.wallMs() / 1000 - ageDays * 86_400;
    utimesSync(path, at, at);
  };
  put(join(exports, 'day-totals-2026-11-20.csv'));
  put(join(exports, 'households-2019-12-31.csv'), 3000);
  put(join(exports, 'minutes-2019-12-31.csv.unfinished'), 3000);
  put(join(exports, 'day-totals-2026-11-21.csv'));
  put(join(exports, 'day-totals-2026-11-19.csv.unfinished'), 3);
  put(join(exports, 'points-2026-12-19.csv.unfinished'), 1);
  put(join(exports, 'notes.txt'), 4000);
  put(join(sample.folder, 'before-restore-2026-05-01T101112000Z'), 181);
  put(join(sample.folder, 'before-restore-2026-12-01T101112000Z'), 19);
  put(join(sample.folder, 'before-restore-of-mine'), 4000);
  const job = retentionJob({
    dataPath: sample.folder,
    exports: { path: exports, keepDays: 30 },
    exportNames: ['day-totals', 'points'],
    store: sample.store,
    settledDays: 730,
    clock: systemClock,
  });
  expect(await job.run(Temporal.PlainDate.from('2026-12-21'), living)).toBe(
    '1 daily files, 1 unfinished, 1 put aside by a restore, 0 settled in quarantine',
  );
  expect(readdirSync(exports).sort()).toEqual([
    'day-totals-2026-11-21.csv',
    'households-2019-12-31.csv',
    'minutes-2019-12-31.csv.unfinished',
    'notes.txt',
    'points-2026-12-19.csv.unfinished',
  ]);
  expect(existsSync(join(sample.folder, 'cloud.sqlite'))).toBe(true);
  expect(readdirSync(sample.folder).filter((name) => name.startsWith('before'))).toHaveLength(2);
});
