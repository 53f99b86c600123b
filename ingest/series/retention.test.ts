/** Retention: longer at once, shorter by an explicit word only, and no date is asked for that is no longer kept. */
import { InfluxDB } from 'influx';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog, type Log } from '../../runtime/log.ts';
import { TestServer, describeWithServer } from '../../runtime/test-server.ts';
import { influx1Arguments } from './influx1-server.ts';
import { Influx1SeriesStore } from './influx1-series-store.ts';
import { keptFrom, retentionStep, type RetentionWish } from './retention.ts';
import { dateAfter, sampleDay, sampleDays } from './sample-day.ts';
import type { IsRegistered } from './series-store.ts';

describe('what is done about a wish', () => {
  test('nothing, where nothing is wished or it is so already', () => {
    expect(retentionStep(400, undefined, true)).toEqual({ kind: 'leave' });
    expect(retentionStep('forever', 'forever', true)).toEqual({ kind: 'leave' });
  });

  test('longer is set without a word, shorter only with it', () => {
    expect(retentionStep(31, 400, false)).toEqual({ kind: 'set', keepFor: 400, deletes: false });
    expect(retentionStep(400, 'forever', false)).toEqual({ kind: 'set', keepFor: 'forever', deletes: false });
    expect(retentionStep('forever', 400, false)).toEqual({ kind: 'would-delete' });
    expect(retentionStep('forever', 400, true)).toEqual({ kind: 'set', keepFor: 400, deletes: true });
  });

  test('the first date kept is the first that is kept whole', () => {
    const nowMs = Date.parse('2026-11-21T10:00:00+09:00');
    expect(keptFrom(31, nowMs, sampleDays)).toBe('2026-10-22');
    expect(keptFrom('forever', nowMs, sampleDays)).toBeUndefined();
  });
});

describeWithServer('influxd', 'InfluxDB 1 keeps as the config says', (found) => {
  let server: TestServer;
  let influx: InfluxDB;
  let said: string[];
  beforeEach(async () => {
    server = await TestServer.start(found, influx1Arguments());
    influx = new InfluxDB({ host: '127.0.0.1', port: server.place.port, database: 'ayumi' });
    said = [];
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const say = (_: unknown, sentence?: string): void => void said.push(sentence ?? '');
  const log: Log = { ...silentLog, warn: say, error: say };
  const storeWith = async (retention: RetentionWish, isRegistered?: IsRegistered): Promise<Influx1SeriesStore> => {
    const place = { host: '127.0.0.1', port: server.place.port, database: 'ayumi' };
    const layout = { participantTag: false, dayPoints: true };
    const store = new Influx1SeriesStore({ ...place, layout, retention, days: sampleDays, clock: systemClock, log });
    await store.start(undefined, isRegistered);
    return store;
  };
  const policies = async (): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries((await influx.showRetentionPolicies('ayumi')).map(({ duration, name }) => [name, duration]));

  test('from the first, and without an end where nothing is said', async () => {
    await storeWith({ mayDelete: false });
    expect(await policies()).toEqual({ autogen: '0s', daily: '0s' });
    expect(said).toEqual([]);
  });

  test('a new database has what is wished at once, for there is nothing to lose', async () => {
    await storeWith({ slots: 400, days: 4000, mayDelete: false });
    expect(await policies()).toEqual({ autogen: '9600h0m0s', daily: '96000h0m0s' });
    await storeWith({ slots: 400, days: 4000, mayDelete: false });
    expect(said).toEqual([]);
  });

  test('a changed config changes it: longer at once, shorter not without the word', async () => {
    const day = sampleDay({ device: 'A', date: '2020-01-01', steps: [1] });
    const first = await storeWith({ mayDelete: false });
    await first.write([day]);
    const shorter = await storeWith({ slots: 400, days: 400, mayDelete: false });
    expect(await policies()).toEqual({ autogen: '0s', daily: '0s' });
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('mayDeleteOlder');
    expect(shorter.keptFrom()).toEqual({ slots: undefined, days: undefined });
    const allowed = await storeWith({ slots: 400, days: 400, mayDelete: true });
    expect(await policies()).toEqual({ autogen: '9600h0m0s', daily: '9600h0m0s' });
    expect(said.slice(2)).toEqual(
      Array.from({ length: 2 }, () => 'retention was made shorter: the server deletes what is older'),
    );
    expect(allowed.keptFrom().slots).toBeDefined();
    await storeWith({ slots: 'forever', mayDelete: false });
    expect(await policies()).toEqual({ autogen: '0s', daily: '9600h0m0s' });
  });

  test('what another cloud keeps in it is neither made shorter nor taken out, whatever the config says', async () => {
    const days = ['OURS', 'THEIRS'].map((device) => sampleDay({ device, date: '2020-01-01', steps: [1] }));
    const isOurs = (device: DeviceSerial): boolean => device === 'OURS';
    await (await storeWith({ mayDelete: false })).write(days);
    const store = await storeWith({ slots: 400, days: 400, mayDelete: true }, isOurs);
    expect(await policies()).toEqual({ autogen: '0s', daily: '0s' });
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('Give each cloud a database of its own');
    expect(await store.empty(isOurs)).toEqual({ kind: 'written' });
    expect(await store.devices()).toEqual(['THEIRS']);
    const date = '2020-01-01' as PlainDateText;
    const held = await store.held(['OURS', 'THEIRS'] as DeviceSerial[], date, date);
    expect(held.map(({ device, seconds }) => `${device} ${seconds}`).sort()).toEqual(['THEIRS 3600', 'THEIRS day']);
    expect(await store.empty(() => true)).toEqual({ kind: 'written' });
    expect(await store.devices()).toEqual([]);
  });

  test('days older than it keeps are written as far as it keeps them, and hold up nobody', async () => {
    const today = sampleDays.at(Date.now()).date;
    const days = [-500, -100, -1].map((ago) => sampleDay({ device: 'A', date: dateAfter(today, ago), steps: [1, 2] }));
    const store = await storeWith({ slots: 31, days: 400, mayDelete: false });
    expect(await store.write(days)).toEqual({ kind: 'written' });
    const longAgo = dateAfter(today, -600) as PlainDateText;
    const held = await store.held(['A' as DeviceSerial], longAgo, today);
    const brief = held.map(({ seconds, startMs }) => `${seconds} ${sampleDays.at(startMs).date}`).sort();
    expect(brief).toEqual([
      ...Array.from({ length: 2 }, () => `3600 ${dateAfter(today, -1)}`),
      `day ${dateAfter(today, -100)}`,
      `day ${dateAfter(today, -1)}`,
    ]);
  });

  test('a retention somebody set by hand, and points it finds too old, refuse no day', async () => {
    const store = await storeWith({ mayDelete: false });
    await influx.query('ALTER RETENTION POLICY "autogen" ON "ayumi" DURATION 31d', { method: 'POST' });
    const today = sampleDays.at(Date.now()).date;
    const days = [-500, -1].map((ago) => sampleDay({ device: 'B', date: dateAfter(today, ago), steps: [7] }));
    expect(await store.write(days)).toEqual({ kind: 'written' });
    const slots = await store.read('B' as DeviceSerial, '2020-01-01' as PlainDateText, today);
    expect(slots).toHaveLength(1);
  });
});
