/** Main: a cloud with real adapters, as its config file asks for. */
import { join } from 'node:path';
import { scaledClock, systemClock, type Clock } from '../runtime/clock.ts';
import { doubtAbout } from '../runtime/file-system.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { openLog, type Log } from '../runtime/log.ts';
import { makeFolder } from '../runtime/made-folder.ts';
import { seededRandom } from '../runtime/random.ts';
import { Cloud } from './cloud.ts';
import type { CloudConfig, WebhookConfig } from './cloud-config.ts';
import type { FeedAcceptors } from './cloud-feeds.ts';
import type { DailyFiles } from './cloud-jobs.ts';
import { CloudMetrics } from './metrics/cloud-metrics.ts';
import type { PointView } from './point-view.ts';
import { seriesStoreOf } from './series/series-from-config.ts';
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
  makeFolder(config.data);
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
    looksAfterItself: true,
    hmac: hmacSha256,
    wire: (store) => wireFromConfig(config.broker, store.registry, join(config.data, 'cloud.sqlite'), log),
    series: config.series.map((series) => seriesStoreOf(series, { zone, clock, log })),
    ...acceptors,
    points,
    webhooks: config.webhooks.map(webhookOf),
    settledDays: config.quarantine.keepDays,
    exports: { path: config.exports.folder ?? join(config.data, 'exports'), keepDays: config.exports.keepDays },
  });
};

const webhookOf = ({ secretFile, ...webhook }: WebhookConfig): Webhook => ({
  ...webhook,
  secret: readSecret(secretFile).toString().trim(),
  clock: systemClock,
});
