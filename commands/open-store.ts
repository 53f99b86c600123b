/** Open store: the databases of a data directory, for the small tools that work beside a running cloud. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CloudStore } from '../ingest/cloud-store.ts';
import { Points } from '../points/points.ts';
import { iwamizawaRulePath, readProgramme } from '../points/rule/programme-file.ts';
import { systemClock } from '../runtime/clock.ts';
import { OperatorError } from '../runtime/fault.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { silentLog } from '../runtime/log.ts';
import { makeFolder } from '../runtime/made-folder.ts';

export interface StorePlace {
  readonly data: string;
  readonly zone: string;
}

/** Opens `cloud.sqlite`. Throws OperatorError `no-data` where there is none, unless it may be made. */
export const openStore = (
  { data, zone }: StorePlace,
  options: { readonly make: boolean } = { make: false },
): CloudStore => {
  if (options.make) makeFolder(data);
  else if (!existsSync(join(data, 'cloud.sqlite'))) {
    throw new OperatorError(
      'no-data',
      `There is no cloud.sqlite in ${data}`,
      'Name the config file with --config, or the data folder with --data (the demo has .ayumi/demo).',
    );
  }
  return CloudStore.open({ dataPath: data, zone, clock: systemClock, hmac: hmacSha256 });
};

/**
 * Opens `points.sqlite`. `records`: versions of the rule file that the ledger does not know yet are written down, as a service does
 * when it starts; else they are a draft. Throws OperatorError `no-ledger` where there is none.
 */
export const openPoints = async (
  { data }: StorePlace,
  rulePath: string = iwamizawaRulePath,
  { records }: { readonly records: boolean } = { records: false },
): Promise<Points> => {
  const path = join(data, 'points.sqlite');
  if (!existsSync(path))
    throw new OperatorError(
      'no-ledger',
      `There is no points.sqlite in ${data}`,
      'Name the config file with --config, or the data folder with --data (the demo has .ayumi/demo).',
    );
  const points = new Points({
    path,
    programme: readProgramme(rulePath),
    clock: systemClock,
    log: silentLog,
    looksOnly: !records,
  });
  await points.start(new AbortController().signal);
  return points;
};
