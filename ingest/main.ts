/** Main: a cloud with real adapters, as its config file asks for. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { scaledClock, systemClock, type Clock } from '../runtime/clock.ts';
import { doubtAbout } from '../runtime/file-system.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { openLog, type Log } from '../runtime/log.ts';
import { seededRandom } from '../runtime/random.ts';
import { Cloud } from './cloud.ts';
import type { CloudConfig, SeriesConfig, WebhookConfig } from './cloud-config.ts';
import type { FeedAcceptors } from './cloud-feeds.ts';
import type { DailyFiles } from './cloud-jobs.ts';
import { LocalDays } from './local-days.ts';
import { CloudMetrics } from './metrics/cloud-metrics.ts';
import type { PointView } from './point-view.ts';
import { Influx1SeriesStore } from './series/influx1-series-store.ts';
import { Influx2SeriesStore } from './series/influx2-series-store.ts';
import type { SeriesStore } from './series/series-store.ts';
import type { Webhook } from './webhook-feed.ts';
import { readSecret, wireFromConfig } from './wire-from-config.ts';

export interface PointService extends Omit<FeedAcceptors, 'webhooks'>, Pick<DailyFiles, 'dailyExports' | 'nightly'> {
  readonly view: PointView;
}

export interface CloudWorld {
  readonly clock: Clock;
  readonly log: Log;
  readonly speed: number;
}

/** The clock and log a config asks for. */
export const worldOf = (config: Pick<CloudConfig, 'clock' | 'logLevel'>): CloudWorld => ({
  clock: config.clock === undefined ? systemClock : scaledClock(config.clock),
  log: openLog('ingest', config.logLevel),
  speed: config.clock?.factor ?? 1,
});

/** A cloud not yet started. Makes the data folder. */
export const makeCloud = (
  config: CloudConfig,
  { clock, log, speed }: CloudWorld,
  pointService: PointService,
): Cloud => {
  mkdirSync(config.data, { recursive: true, mode: 0o700 });
  const doubt = doubtAbout(config.data);
  if (doubt !== undefined) log.warn({ hint: 'Choose a folder on a local disk.' }, doubt);
  const { zone } = config;
  const { view: points, ...acceptors } = pointService;
  return new Cloud({
    dataPath: config.data,
    zone,
    clock,
    log,
    speed,
    random: seededRandom(Date.now()),
    metrics: new CloudMetrics(),
    hmac: hmacSha256,
    wire: (store) => wireFromConfig(config.broker, store.registry, log),
    series: config.series.map((series) => seriesStore(series, new LocalDays(zone), clock)),
    ...acceptors,
    points,
    webhooks: config.webhooks.map(webhookOf),
    exports: { path: config.exports.folder ?? join(config.data, 'exports'), keepDays: config.exports.keepDays },
  });
};

const webhookOf = ({ secretFile, ...webhook }: WebhookConfig): Webhook => ({
  ...webhook,
  secret: readSecret(secretFile).toString().trim(),
  clock: systemClock,
});

const seriesStore = (config: SeriesConfig, days: LocalDays, clock: Clock): SeriesStore => {
  if (config.kind === 'influx2') {
    const { url, org, bucket, tokenFile } = config;
    return new Influx2SeriesStore({ url, org, bucket, token: readSecret(tokenFile).toString().trim(), days, clock });
  }
  const url = new URL(config.url);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  return new Influx1SeriesStore({
    host: url.hostname,
    port: Number(url.port === '' ? (protocol === 'https' ? 443 : 80) : url.port),
    protocol,
    database: config.database,
    days,
    clock,
    ...(config.username === undefined ? {} : { username: config.username }),
    ...(config.passwordFile === undefined ? {} : { password: readSecret(config.passwordFile).toString().trim() }),
  });
};
