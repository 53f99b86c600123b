/** What a cloud does behind everybody's back outlives a disk that refuses: it waits, says so once, and is done later. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { topicOf } from '../contract/topics.ts';
import { systemClock } from '../runtime/clock.ts';
import { silentLog, type Log } from '../runtime/log.ts';
import type { Wire } from './broker/wire.ts';
import { KnownKeys } from './known-keys.ts';
import { MetricsRoom } from './metrics/metrics-room.ts';
import { PedometerTally } from './metrics/pedometer-tally.ts';
import { Registry } from './registry/registry.ts';
import { RosterPublisher } from './roster-publisher.ts';
import { device, epochOne, firstDayMs, gateway, zone } from './sample-cloud.ts';
import { SampleDamage } from './sample-damage.ts';
import { SampleStore } from './sample-store.ts';
import { sampleVisit } from './sample-walk.ts';
import { wireFromConfig } from './wire-from-config.ts';

let sample: SampleStore;
let errors: object[];
let log: Log;
beforeEach(() => {
  sample = new SampleStore();
  errors = [];
  log = { ...silentLog, error: (what: object) => errors.push(what), info: () => undefined };
});
afterEach(() => sample[Symbol.dispose]());

/** Of the same cloud, with nobody else at it. */
const damageable = (): SampleDamage => {
  const path = join(sample.folder, 'copy.sqlite');
  sample.store.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  copyFileSync(join(sample.folder, 'cloud.sqlite'), path);
  return new SampleDamage(path);
};

test('rosters', async () => {
  const sent: string[] = [];
  const wire: Wire = {
    onMessage: () => undefined,
    isConnected: true,
    start: () => Promise.resolve(),
    publish: (topic) => sent.push(topic),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  using damage = damageable();
  const { registry } = sample.store;
  const parts = { database: damage.database, registry, wire, clock: systemClock, log, isBusy: () => false };
  await using rosters = new RosterPublisher(parts);
  damage.begin();
  rosters.rounds.changed();
  await expect.poll(() => errors.length, { timeout: 5_000 }).toBe(1);
  expect(sent).toEqual([]);
  damage.end();
  await expect.poll(() => sent, { timeout: 5_000 }).toContain(topicOf(gateway, 'roster'));
  expect(errors).toHaveLength(1);
});

test('the count of pedometers, which tells what it counted before', async () => {
  using damage = damageable();
  const naps: (() => void)[] = [];
  const clock = { ...systemClock, sleep: () => new Promise<void>((wake) => naps.push(wake)) };
  const tally = new PedometerTally({ database: damage.database, clock, log });
  await tally.count();
  const before = tally.last;
  damage.begin();
  await tally.start(new AbortController().signal);
  await expect.poll(() => naps.length).toBe(1);
  expect([errors.length, tally.last]).toEqual([1, before]);
  damage.end();
  naps[0]?.();
  await expect.poll(() => naps.length).toBe(2);
  expect(before.map(({ count }) => count)).toEqual([2]);
  const ended = tally[Symbol.asyncDispose]();
  naps[1]?.();
  await ended;
});

test('the thread that reads batches, which leaves a key it cannot look up to whoever writes', () => {
  using damage = damageable();
  using keys = new KnownKeys(join(sample.folder, 'copy.sqlite'), systemClock);
  damage.begin();
  expect(keys.of(device.serial)).toBeUndefined();
  damage.end();
  expect(keys.of(device.serial)?.toHex()).toBe(device.key.toHex());
});

test('letting gateways in: one that cannot be judged is refused, and comes again', async () => {
  const path = join(sample.folder, 'cloud.sqlite');
  using damage = damageable();
  const registry = new Registry({
    ...{ database: damage.database, zone, nowMs: () => sample.nowMs, confirmedOf: () => 0, readersOf: () => [] },
    ...{ onFact: () => undefined, onUndone: () => undefined },
  });
  const secret = registry.renewGatewaySecret(gateway);
  await using wire = wireFromConfig({ kind: 'embedded', host: '127.0.0.1', port: 0 }, registry, path, log);
  await wire.start();
  const knock = async (): Promise<'in' | 'refused'> => {
    const options = { clientId: gateway, username: gateway, password: secret ?? '', reconnectPeriod: 0 };
    const client = await connectAsync(`mqtt://127.0.0.1:${wire.port}`, options, false).catch(() => undefined);
    await client?.endAsync(true);
    return client === undefined ? 'refused' : 'in';
  };
  expect(await knock()).toBe('in');
  damage.begin();
  expect([await knock(), await knock()]).toEqual(['refused', 'refused']);
  expect(errors).toHaveLength(1);
  damage.end();
  expect(await knock()).toBe('in');
});

test('what a visit came to: it is stored and receipted, whether or not anybody can be told', async () => {
  const refusing = new DatabaseSync(':memory:');
  refusing.exec('PRAGMA query_only = 1');
  await using room = await MetricsRoom.open([], {
    monthPoints: () => {
      refusing.exec('CREATE TABLE some (one TEXT)');
      return 0;
    },
  });
  room.lend(firstDayMs);
  const visitAt = (atMs: number) => [sampleVisit(device, [epochOne(48)], { atMs, from: 0 })];
  const before = room.journalRows();
  await room.bring(1, visitAt(room.nowMs - 1_000));
  await room.cloud.idle();
  // Without a day that is another now nobody has to be waited for: its result would be told at once.
  await room.bring(2, visitAt(room.nowMs));
  expect(room.journalRows()).toBe(before + 2);
  expect(await room.value('ayumi_intake_batches_total', { outcome: 'stored' })).toBe(2);
});

test('figures: what the disk does not say is left out, and how much room it has is told', async () => {
  await using room = await MetricsRoom.open();
  const { database } = room.cloud.store;
  database.exec('PRAGMA cache_size = 1');
  const damage = new SampleDamage(database.location() ?? '');
  damage.begin();
  try {
    database.exec('PRAGMA shrink_memory');
    expect(await room.value('ayumi_quarantine_waiting', { reason: 'unreadable-batch' })).toBeUndefined();
    expect(await room.value('ayumi_disk_free_bytes')).toBeGreaterThan(0);
  } finally {
    damage[Symbol.dispose]();
  }
});
