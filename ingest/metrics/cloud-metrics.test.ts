/** Promises of the figures: right, of everything that happens, of nobody by number, and soon there also for a whole city. */
import { expect, test } from 'vitest';
import { receiptStatuses } from '../../contract/receipt.ts';
import { jsonBytes } from '../journal.ts';
import { date, dayMs, device, epochOne, firstDayMs, gateway } from '../sample-cloud.ts';
import { SampleStore } from '../sample-store.ts';
import { sampleVisit } from '../sample-walk.ts';
import { FarStore } from '../series/far-store.ts';
import { quarantineReasons } from '../quarantine.ts';
import { MetricsRoom } from './metrics-room.ts';

const visitsUntil = (hours: number) => [
  sampleVisit(device, [epochOne(96)], { atMs: firstDayMs + hours * 3_600_000, from: 0 }),
];

test('what a batch comes to is counted by how it was answered, and by the centre of its gateway', async () => {
  await using room = await MetricsRoom.open();
  await room.bring(1, visitsUntil(30));
  await room.bring(1, visitsUntil(30));
  await room.say('visits', 'no batch');
  expect(await room.value('ayumi_intake_batches_total', { outcome: 'stored' })).toBe(1);
  expect(await room.value('ayumi_intake_batches_total', { outcome: 'duplicate' })).toBe(1);
  expect(await room.value('ayumi_intake_batches_total', { outcome: 'quarantined' })).toBe(1);
  expect(await room.value('ayumi_visits_total', { centre: 'north' })).toBe(1);
  expect(await room.value('ayumi_intake_commit_seconds_count')).toBe(3);
  expect(await room.value('ayumi_receipt_seconds_count')).toBe(3);
  expect(await room.value('ayumi_intake_waiting_bytes')).toBe(0);
  expect(await room.value('ayumi_journal_rows')).toBe(room.journalRows());
  expect(await room.value('ayumi_quarantine_waiting', { reason: 'unreadable-batch' })).toBe(1);
});

test('every outcome has its counter from the start, for a rate over one that appears later misses the first', async () => {
  await using room = await MetricsRoom.open();
  for (const outcome of receiptStatuses)
    expect(await room.value('ayumi_intake_batches_total', { outcome }), outcome).toBe(0);
});

test('a gateway is as it said it is, and is not up before it has said so', async () => {
  await using room = await MetricsRoom.open();
  const labels = { gateway, centre: 'north' };
  expect(await room.value('ayumi_gateway_up', labels)).toBe(0);
  expect(await room.value('ayumi_gateway_last_seen_timestamp_seconds', labels)).toBeUndefined();
  expect(await room.value('ayumi_gateway_clock_trusted', { gateway })).toBeUndefined();
  await room.say('state', JSON.stringify({ v: 1, state: 'online', boot: 'b', since: room.now(), version: '1.0.0' }));
  await room.say('health', JSON.stringify(room.health({ oldestAt: room.now(-90_000), trusted: false })));
  expect(await room.value('ayumi_gateway_up', labels)).toBe(1);
  expect(await room.value('ayumi_gateway_last_seen_timestamp_seconds', labels)).toBe(room.nowMs / 1000);
  expect(await room.value('ayumi_gateway_outbox_batches', { gateway })).toBe(3);
  expect(await room.value('ayumi_gateway_outbox_oldest_seconds', { gateway })).toBe(90);
  expect(await room.value('ayumi_gateway_disk_free_bytes', { gateway })).toBe(5_000_000_000);
  expect(await room.value('ayumi_gateway_radio_silence_seconds', { gateway })).toBe(2);
  expect(await room.value('ayumi_gateway_clock_trusted', { gateway })).toBe(0);
});

test('what may grow from nothing has its figure from the start: reasons of quarantine, and days a store refuses', async () => {
  using far = new SampleStore();
  await using room = await MetricsRoom.open([new FarStore(far.store.derivation.blocks)]);
  for (const reason of quarantineReasons)
    expect(await room.value('ayumi_quarantine_waiting', { reason }), reason).toBe(0);
  expect(await room.value('ayumi_series_refused_days_total', { store: 'far' })).toBe(0);
});

test('a gateway that has heard nothing since it came up is deaf since then', async () => {
  await using room = await MetricsRoom.open();
  await room.say('state', JSON.stringify({ v: 1, state: 'online', boot: 'b', since: room.now(), version: '1.0.0' }));
  room.nowMs += 4_000_000;
  const { radio, ...health } = room.health({ oldestAt: room.now(), trusted: true });
  await room.say('health', JSON.stringify({ ...health, radio: { ...radio, silentMs: null } }));
  expect(await room.value('ayumi_gateway_radio_silence_seconds', { gateway })).toBe(4000);
});

test('a pedometer is at risk when a day of it is lost within the week, and not while it lies in the cupboard', async () => {
  await using room = await MetricsRoom.open();
  // The ring of the sample holds sixty days.
  room.lend(firstDayMs);
  await room.tallyAt(firstDayMs + 52 * dayMs);
  expect(await room.value('ayumi_pedometers', { centre: 'north', status: 'on-loan' })).toBe(1);
  expect(await room.value('ayumi_pedometers', { centre: 'north', status: 'in-stock' })).toBe(1);
  expect(await room.value('ayumi_pedometers_at_risk', { centre: 'north' })).toBe(0);
  await room.tallyAt(firstDayMs + 53 * dayMs);
  expect(await room.value('ayumi_pedometers_at_risk', { centre: 'north' })).toBe(1);
  await room.bring(1, visitsUntil(90));
  await room.tallyAt(firstDayMs + 53 * dayMs);
  expect(await room.value('ayumi_pedometers_at_risk', { centre: 'north' })).toBe(0);
});

test('feeds, jobs, databases and the disk have their figures', async () => {
  await using room = await MetricsRoom.open();
  room.isRefusing = true;
  room.lend(firstDayMs);
  await room.bring(1, visitsUntil(30));
  expect(await room.value('ayumi_feed_behind', { consumer: 'ledger' })).toBeGreaterThan(0);
  await room.cloud.jobs.runDue();
  expect(await room.value('ayumi_job_failed', { job: 'close-days' })).toBe(0);
  expect(await room.value('ayumi_job_last_success_timestamp_seconds', { job: 'close-days' })).toBe(room.nowMs / 1000);
  expect(await room.value('ayumi_job_failed', { job: 'failing' })).toBe(1);
  expect(await room.value('ayumi_job_last_success_timestamp_seconds', { job: 'failing' })).toBeUndefined();
  // Done when somebody asked, and not waited for every day since.
  expect(room.cloud.jobs.runNow('by-hand')).toBe('started');
  await room.cloud.jobs.runDue();
  expect(room.cloud.jobs.standings().find(({ job }) => job === 'by-hand')?.doneMs).toBe(room.nowMs);
  expect(await room.value('ayumi_job_last_success_timestamp_seconds', { job: 'by-hand' })).toBeUndefined();
  expect(await room.value('ayumi_database_bytes', { database: 'cloud' })).toBeGreaterThan(100_000);
  expect(await room.value('ayumi_database_bytes', { database: 'points' })).toBeUndefined();
  expect(await room.value('ayumi_disk_free_bytes')).toBeGreaterThan(0);
});

test('nothing in it names a pedometer or a participant', async () => {
  await using room = await MetricsRoom.open();
  room.lend(firstDayMs);
  await room.bring(1, visitsUntil(30));
  await room.tallyAt(firstDayMs + 53 * dayMs);
  const text = await room.text();
  for (const name of [device.serial, 'P-0001', '花子', 'AYM']) expect(text).not.toContain(name);
  expect(text).toContain('process_cpu_seconds_total');
  expect(text).toMatch(/ayumi_build_info\{version="\d/);
});

test('is ready while it can take batches in, and says why not while it cannot', async () => {
  await using room = await MetricsRoom.open();
  expect(room.notReady()).toEqual([]);
  room.isConnected = false;
  expect(room.notReady()).toEqual(['broker-away']);
  room.isConnected = true;
  room.freeBytes = 1_000_000;
  expect(room.notReady()).toEqual(['disk-full']);
  room.freeBytes = 10_000_000_000;
  await room.cloud.jobs.runDue();
  room.cloud.store.database.exec('PRAGMA query_only=ON');
  await room.say('visits', new TextDecoder().decode(jsonBytes({ broken: date(1) })));
  expect(room.notReady()).toEqual(['commit-failed']);
  room.cloud.store.database.exec('PRAGMA query_only=OFF');
  await room.bring(2, visitsUntil(30));
  expect(room.notReady()).toEqual([]);
});

test('a hundred thousand pedometers are counted behind a scrape, which is soon answered', async () => {
  await using room = await MetricsRoom.open();
  room.addPedometers(100_000);
  const counting = room.tallyAt(firstDayMs + 53 * dayMs);
  const whileCounting = await room.scrapeMs();
  await counting;
  const after = Math.min(await room.scrapeMs(), await room.scrapeMs(), await room.scrapeMs());
  expect(await room.value('ayumi_pedometers', { centre: 'north', status: 'on-loan' })).toBe(100_000);
  expect(await room.value('ayumi_pedometers_at_risk', { centre: 'north' })).toBe(100_000);
  expect(Math.min(whileCounting, after)).toBeLessThan(50);
});
