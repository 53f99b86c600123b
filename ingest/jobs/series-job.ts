/** Series job: compares every night what the external series stores hold of the last days with the day blocks. It mends nothing. */
import type { DeviceSerial, PlainDateText } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { CloudStore } from '../cloud-store.ts';
import { describeBy } from '../series/describe-series.ts';
import { checkSeries } from '../series/series-check.ts';
import type { SeriesStore } from '../series/series-store.ts';
import type { Job } from './job-runner.ts';

export interface SeriesJobParts {
  readonly cloud: Pick<CloudStore, 'database' | 'days' | 'derivation' | 'registry'>;
  readonly stores: readonly SeriesStore[];
  readonly clock: Clock;
}

const checkAt = '10 2 * * *';
/** What comes later than this is looked at by hand: `series check`. */
const checkedDays = 7;

export const seriesJob = ({ cloud, stores, clock }: SeriesJobParts): Job => ({
  name: 'check-series',
  cron: checkAt,
  catchUpDaysMax: 0,
  run: async (day, signal) => {
    const { database, days, derivation, registry } = cloud;
    const isRegistered = (serial: DeviceSerial): boolean => registry.deviceOf(serial) !== undefined;
    const parts = {
      isRegistered,
      database,
      days,
      source: derivation.blocks,
      describe: describeBy(registry),
      clock,
      signal,
    };
    const from = day.subtract({ days: checkedDays }).toString() as PlainDateText;
    const to = day.subtract({ days: 1 }).toString() as PlainDateText;
    const said: string[] = [];
    let differing = 0;
    for (const store of stores) {
      const check = await checkSeries({ ...parts, store, from, to, repair: false });
      differing += check.differentDays;
      const unknown = check.unknownDays === 0 ? '' : ` (${check.unknownDays} of pedometers not registered here)`;
      const differ = `${check.differentDays} differ${unknown}`;
      said.push(`${store.called}: ${check.days} days, ${differ}, ${check.daysBehind} on their way`);
    }
    if (differing > 0) throw new Error(`${said.join('; ')}. Mend them with \`series check --repair\``);
    return said.join('; ');
  },
});
