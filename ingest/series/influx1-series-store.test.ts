/** Influx1SeriesStore passes the suite against a real influxd, and knows a bad day from a bad moment. */
import { InfluxDB, FieldType } from 'influx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import { systemClock } from '../../runtime/clock.ts';
import { silentLog } from '../../runtime/log.ts';
import { TestServer, describeWithServer, freePort, type FoundServer } from '../../runtime/test-server.ts';
import { influx1Arguments, type Influx1Limits } from './influx1-server.ts';
import { Influx1SeriesStore } from './influx1-series-store.ts';
import { dateAfter, sampleDay, sampleDays, type SampleDay } from './sample-day.ts';
import { seriesStoreSuite } from './series-store.suite.ts';
import type { SeriesStore } from './series-store.ts';

const date = '2026-11-20';
const layout = { participantTag: false, dayPoints: true };
const storeAt = (port: number, database = 'ayumi'): Influx1SeriesStore =>
  new Influx1SeriesStore({
    host: '127.0.0.1',
    port,
    database,
    days: sampleDays,
    clock: systemClock,
    layout,
    log: silentLog,
  });

const stepsOf = async (store: SeriesStore, device: string): Promise<readonly number[]> => {
  const slots = await store.read(device as DeviceSerial, '2026-01-01' as PlainDateText, '2026-12-31' as PlainDateText);
  return slots.map((slot) => slot.steps);
};

describeWithServer('influxd', 'InfluxDB 1.x', (found) => {
  const useServer = (limits?: Influx1Limits) => useStore(found, limits);

  describe('as a series store', () => {
    const held = useServer();
    seriesStoreSuite({ store: () => held.store, replaces: true });
  });

  describe('with a will of its own', () => {
    const held = useServer();

    test('refuses the one day whose field has another type in its shard, and takes its neighbours', async () => {
      const floats = new InfluxDB({
        host: '127.0.0.1',
        port: held.server.place.port,
        database: 'ayumi',
        schema: [{ measurement: 'steps', fields: { steps: FieldType.FLOAT }, tags: ['device'] }],
      });
      // Another program wrote a float on one day; shards are a week long, so the days two weeks away are not touched.
      const spoilt = '2026-03-04';
      const timestamp = sampleDays.of(spoilt as PlainDateText).startMs;
      await floats.writePoints([{ measurement: 'steps', tags: { device: 'F' }, fields: { steps: 0.5 }, timestamp }], {
        precision: 'ms',
      });
      const days = [-28, -14, 0, 14, 28].map((days) => ({ device: 'R', date: dateAfter(spoilt, days), steps: [1, 2] }));
      const outcome = await held.store.write(days.map(sampleDay));
      expect(outcome.kind === 'refused' && outcome.days.map((day) => day.block.date)).toEqual([spoilt]);
      expect(outcome.kind === 'refused' && outcome.reason).toContain('field type conflict');
      expect(await stepsOf(held.store, 'R')).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
    });

    test('makes its database again when somebody dropped it', async () => {
      const day = sampleDay({ device: 'D', date, steps: [4] });
      await new InfluxDB({ host: '127.0.0.1', port: held.server.place.port }).dropDatabase('ayumi');
      expect((await held.store.write([day])).kind).toBe('unavailable');
      expect(await held.store.write([day])).toEqual({ kind: 'written' });
      expect(await stepsOf(held.store, 'D')).toEqual([4]);
    });

    test('takes days again the moment it is back, with what it held before', async () => {
      const before = sampleDay({ device: 'K', date, steps: [1] });
      const after = sampleDay({ device: 'K', date: dateAfter(date, 1), steps: [2] });
      expect(await held.store.write([before])).toEqual({ kind: 'written' });
      await held.server.stop('SIGKILL');
      for (let attempt = 0; attempt < 3; attempt++) {
        expect((await held.store.write([after])).kind).toBe('unavailable');
      }
      await held.server.restart();
      expect(await held.store.write([after])).toEqual({ kind: 'written' });
      expect(await stepsOf(held.store, 'K')).toEqual([1, 2]);
    });
  });

  describe('with a small body limit', () => {
    const held = useServer({ bodyBytesMax: 4_000 });

    test('takes many days in halves, and refuses only the day that is too large by itself', async () => {
      const hours = Array.from({ length: 24 }, () => 1);
      const days: SampleDay[] = Array.from({ length: 20 }, (_, i) => ({
        device: 'B',
        date: dateAfter('2026-01-01', i),
        steps: hours,
      }));
      const large: SampleDay = { device: 'L', date, bucketSeconds: 300, steps: Array.from({ length: 288 }, () => 1) };
      const outcome = await held.store.write([...days.slice(0, 10), large, ...days.slice(10)].map(sampleDay));
      expect(outcome.kind === 'refused' && outcome.days.map((day) => day.block.device)).toEqual(['L']);
      expect(outcome.kind === 'refused' && outcome.reason).toMatch(/^413/);
      expect(await stepsOf(held.store, 'B')).toHaveLength(480);
    });
  });

  describe('with a limit on its series', () => {
    const held = useServer({ valuesPerTagMax: 1 });

    test('keeps the days waiting, for the points are good and the limit wants raising', async () => {
      const [first, second] = ['M1', 'M2'].map((device) => [sampleDay({ device, date, steps: [1] })]);
      expect(await held.store.write(first ?? [])).toEqual({ kind: 'written' });
      const outcome = await held.store.write(second ?? []);
      expect(outcome.kind === 'unavailable' && outcome.reason).toContain('max-values-per-tag limit exceeded');
    });
  });
});

test('an InfluxDB that is not there keeps nobody from starting, and says so', async () => {
  await using store = storeAt(await freePort());
  await store.start();
  const outcome = await store.write([sampleDay({ device: 'A', date, steps: [1] })]);
  expect(outcome.kind === 'unavailable' && outcome.reason).toContain('ECONNREFUSED');
  await expect(stepsOf(store, 'A')).rejects.toThrow('ECONNREFUSED');
});

/** A server and a store for all tests of a describe. */
const useStore = (found: FoundServer, limits?: Influx1Limits) => {
  let server: TestServer;
  let store: Influx1SeriesStore;
  beforeAll(async () => {
    server = await TestServer.start(found, influx1Arguments(limits));
    store = storeAt(server.place.port);
    await store.start();
  });
  afterAll(() => server[Symbol.asyncDispose]());
  return {
    get server() {
      return server;
    },
    get store() {
      return store;
    },
  };
};
