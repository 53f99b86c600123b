/** Series from config: the external stores a cloud's config names, with the secrets read from their files. */
import type { Clock } from '../../runtime/clock.ts';
import type { Log } from '../../runtime/log.ts';
import type { SeriesConfig } from '../cloud-config.ts';
import { LocalDays } from '../local-days.ts';
import { readSecret } from '../wire-from-config.ts';
import { Influx1SeriesStore } from './influx1-series-store.ts';
import { Influx2SeriesStore } from './influx2-series-store.ts';
import type { RetentionWish } from './retention.ts';
import type { SeriesStore } from './series-store.ts';

export interface SeriesWorld {
  readonly zone: string;
  readonly clock: Clock;
  readonly log: Log;
}

export const seriesStoreOf = (config: SeriesConfig, { zone, clock, log }: SeriesWorld): SeriesStore => {
  const layout = { participantTag: config.participantTag, dayPoints: config.downsample === 'day' };
  const called = config.name === undefined ? {} : { called: config.name };
  const parts = { ...called, layout, retention: wishOf(config), days: new LocalDays(zone), clock, log };
  if (config.kind === 'influx2') {
    const { url, org, bucket, dayBucket, tokenFile } = config;
    const token = readSecret(tokenFile).toString().trim();
    return new Influx2SeriesStore({
      url,
      org,
      bucket,
      token,
      ...parts,
      ...(dayBucket === undefined ? {} : { dayBucket }),
    });
  }
  const url = new URL(config.url);
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  return new Influx1SeriesStore({
    host: url.hostname,
    port: Number(url.port === '' ? (protocol === 'https' ? 443 : 80) : url.port),
    protocol,
    database: config.database,
    ...parts,
    ...(config.username === undefined ? {} : { username: config.username }),
    ...(config.passwordFile === undefined ? {} : { password: readSecret(config.passwordFile).toString().trim() }),
  });
};

const wishOf = ({ retentionDays, dayRetentionDays, mayDeleteOlder }: SeriesConfig): RetentionWish => ({
  ...(retentionDays === undefined ? {} : { slots: retentionDays }),
  ...(dayRetentionDays === undefined ? {} : { days: dayRetentionDays }),
  mayDelete: mayDeleteOlder,
});
