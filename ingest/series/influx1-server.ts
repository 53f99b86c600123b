/** Influx1Server: how the tests and the benchmark start Debian's influxd, in a folder of its own and telling nobody. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Influx1Place {
  readonly port: number;
  readonly directory: string;
}

export interface Influx1Limits {
  readonly bodyBytesMax?: number;
  readonly valuesPerTagMax?: number;
}

/** Writes the server's config into its folder; the answer is its command line. */
export const influx1Arguments =
  (limits: Influx1Limits = {}) =>
  ({ port, directory }: Influx1Place): readonly string[] => {
    const config = join(directory, 'influxdb.conf');
    writeFileSync(config, configOf(port, directory, limits));
    return ['run', '-config', config];
  };

const configOf = (port: number, directory: string, limits: Influx1Limits): string => `
reporting-disabled = true
bind-address = "127.0.0.1:0"
[meta]
dir = "${join(directory, 'meta')}"
[data]
dir = "${join(directory, 'data')}"
wal-dir = "${join(directory, 'wal')}"
max-values-per-tag = ${limits.valuesPerTagMax ?? 0}
max-series-per-database = 0
query-log-enabled = false
[monitor]
store-enabled = false
[http]
bind-address = "127.0.0.1:${port}"
log-enabled = false
max-body-size = ${limits.bodyBytesMax ?? 25_000_000}
`;
