/** Bench: device-days per second into each series store, fresh and rewritten. `node bench/series.ts [days]` */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { influx1Arguments } from '../ingest/series/influx1-server.ts';
import { Influx1SeriesStore } from '../ingest/series/influx1-series-store.ts';
import { Influx2SeriesStore } from '../ingest/series/influx2-series-store.ts';
import { dateAfter, sampleDay, sampleDays } from '../ingest/series/sample-day.ts';
import { dayBlockSchema, seriesSchema } from '../ingest/series/series-schema.ts';
import type { SeriesDay, SeriesStore } from '../ingest/series/series-store.ts';
import { SqliteSeriesStore } from '../ingest/series/sqlite-series-store.ts';
import { systemClock } from '../runtime/clock.ts';
import { openDatabase } from '../runtime/database.ts';
import { silentLog } from '../runtime/log.ts';
import { TestServer, findServer, type ServerName, type ServerPlace } from '../runtime/test-server.ts';

const layout = { participantTag: false, dayPoints: true };
const total = Number(process.argv[2] ?? 30_000);
/** As the feed does (series-feed.ts). */
const batchDays = 100;
const devices = 1_000;

/** Of a day that moved: many pedometers' same date, as after a clock was put right, or every one another date. */
type Moved = 'no' | 'together' | 'scattered';

const dayNumber = (i: number, extra: number, moved: Moved): SeriesDay =>
  sampleDay({
    device: `AYM-${String(i % devices).padStart(6, '0')}`,
    date: dateAfter('2026-01-01', moved === 'scattered' ? (i * 7) % 20 : Math.floor(i / devices)),
    participant: `P-${i % devices}`,
    steps: Array.from({ length: 24 }, (_, hour) => (hour * 97 + i * 31 + extra) % 3000),
    moved: moved !== 'no',
    tags: { centre: `centre-${i % 10}`, model: 'steplog-1' },
  });

const rate = async (store: SeriesStore, days: number, extra: number, moved: Moved = 'no'): Promise<number> => {
  const batches = Array.from({ length: Math.ceil(days / batchDays) }, (_, b) =>
    Array.from({ length: batchDays }, (_, i) => dayNumber(b * batchDays + i, extra, moved)),
  );
  const beganMs = performance.now();
  for (const batch of batches) {
    const outcome = await store.write(batch);
    if (outcome.kind !== 'written') throw new Error(`${store.name}: ${outcome.reason}`);
  }
  return (batches.length * batchDays * 1000) / (performance.now() - beganMs);
};

const report = async (title: string, store: SeriesStore, movedDays: number): Promise<void> => {
  const fresh = await rate(store, total, 0);
  const again = await rate(store, total, 1);
  const moved =
    movedDays === 0
      ? ''
      : `, ${Math.round(await rate(store, movedDays, 2, 'together'))}/s moved together, ${Math.round(await rate(store, movedDays, 3, 'scattered'))}/s scattered`;
  console.log(`${title}: ${Math.round(fresh)} days/s fresh, ${Math.round(again)}/s rewritten${moved}`);
};

const withServer = async (
  name: ServerName,
  args: (place: ServerPlace) => readonly string[],
  work: (port: number) => Promise<void>,
): Promise<void> => {
  const found = findServer(name);
  if (found === undefined) {
    console.log(`${name}: not installed here`);
    return;
  }
  await using server = await TestServer.start(found, args);
  await work(server.place.port);
};

const directory = mkdtempSync(join(tmpdir(), 'ayumi-bench-'));
const database = openDatabase(join(directory, 'series.sqlite'), [dayBlockSchema, seriesSchema]);
await report('sqlite (day_block)', new SqliteSeriesStore(database, sampleDays), 0);
database.close();
rmSync(directory, { recursive: true, force: true });

await withServer('influxd', influx1Arguments(), async (port) => {
  const options = {
    host: '127.0.0.1',
    port,
    database: 'ayumi',
    days: sampleDays,
    clock: systemClock,
    layout,
    log: silentLog,
  };
  await report('influxdb 1 through influx', new Influx1SeriesStore(options), 1_000);
});
const victoria = ({ port, directory: path }: ServerPlace): readonly string[] => [
  '-retentionPeriod=100y',
  `-storageDataPath=${path}`,
  `-httpListenAddr=127.0.0.1:${port}`,
];
await withServer('victoria-metrics', victoria, async (port) => {
  const options = { url: `http://127.0.0.1:${port}`, token: '', org: 'town', bucket: 'steps' };
  const store = new Influx2SeriesStore({ ...options, days: sampleDays, clock: systemClock, layout, log: silentLog });
  await report('victoria-metrics through @influxdata/influxdb-client', store, 0);
});
