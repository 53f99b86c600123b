/** Cloud jobs: what the cloud does once a day: it closes days, writes the daily files, and looks after itself. */
import type { PlainDateText } from '../contract/ids.ts';
import { localDate, type Clock } from '../runtime/clock.ts';
import type { CloudStore } from './cloud-store.ts';
import { dayTotalsCsv } from './day-totals-csv.ts';
import type { Fleet } from './fleet.ts';
import { dailyExportJob, type DailyExport, type ExportFolder } from './jobs/daily-export.ts';
import type { Job } from './jobs/job-runner.ts';
import { retentionJob } from './jobs/retention-job.ts';
import { seriesJob } from './jobs/series-job.ts';
import { silentJob } from './jobs/silent-job.ts';
import type { SeriesStore } from './series/series-store.ts';
import { settledDaysDefault } from './settled-quarantine.ts';

export interface DailyFiles {
  /** Where the daily CSV files go; none are written when absent. */
  readonly exports?: ExportFolder;
  /** Files of others, written to the same folder in the same way. */
  readonly dailyExports?: readonly DailyExport[];
  /** Work of others, done every night beside the cloud's own. */
  readonly nightly?: readonly Job[];
  /** Whether the cloud looks every night for what is silent, compares series stores and tidies up. */
  readonly looksAfterItself?: boolean;
  /** For so many days after it was settled an item of quarantine stays. */
  readonly settledDays?: number;
}

export interface CloudJobsParts extends DailyFiles {
  readonly store: CloudStore;
  readonly dataPath: string;
  readonly fleet: Fleet;
  readonly series: readonly SeriesStore[];
  readonly clock: Clock;
  readonly zone: string;
  /** Called when days were closed. */
  readonly onClosed: () => void;
}

/** Just after midnight, so that yesterday's open hour has closed in every pedometer on the shelf. */
const closeAt = '5 0 * * *';
/** Each closing looks at all open days, so that older nights are made up for by the first of these. */
const closeCatchUpDaysMax = 31;

export const cloudJobs = (parts: CloudJobsParts): readonly Job[] => {
  const { store, exports, dailyExports = [], nightly = [] } = parts;
  if (exports === undefined) return [closing(parts), ...nightly, ...upkeep(parts)];
  const firstDay = () => {
    const firstMs = store.journal.firstReceivedMs();
    return firstMs === undefined ? undefined : store.days.at(firstMs);
  };
  return [
    closing(parts),
    ...nightly,
    ...[totalsExport(store), ...dailyExports].map((each) =>
      dailyExportJob({ export: each, folder: exports, firstDay }),
    ),
    ...upkeep(parts),
  ];
};

const upkeep = (parts: CloudJobsParts): readonly Job[] => {
  const { store, clock, series, dataPath, exports, looksAfterItself = false } = parts;
  const { settledDays = settledDaysDefault } = parts;
  if (!looksAfterItself) return [];
  const exportNames = [totalsExport(store), ...(parts.dailyExports ?? [])].map(({ name }) => name);
  return [
    silentJob(parts),
    ...(series.length === 0 ? [] : [seriesJob({ cloud: store, stores: series, clock })]),
    ...(exports === undefined ? [] : [retentionJob({ dataPath, exports, exportNames, store, settledDays, clock })]),
  ];
};

const closing = ({ store, clock, zone, onClosed }: CloudJobsParts): Job => ({
  name: 'close-days',
  cron: closeAt,
  catchUpDaysMax: closeCatchUpDaysMax,
  run: (day) => {
    const now = localDate(clock.wallMs(), zone);
    const today = Temporal.PlainDate.compare(day, now) > 0 ? now : day;
    const { revised } = store.closeDays(today.toString() as PlainDateText);
    onClosed();
    return Promise.resolve(`${revised.length} days`);
  },
});

/** All totals whose newest revision was made that day. */
const totalsExport = ({ days, derivation }: CloudStore): DailyExport => ({
  name: 'day-totals',
  write: (day) => {
    const { startMs, endMs } = days.of(day);
    return dayTotalsCsv(derivation.totals.madeBetween(startMs, endMs));
  },
});
