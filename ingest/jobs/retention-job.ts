/**
 * Retention job: deletes what nobody needs any more, and nothing that is not on its list: daily files whose time is over, what
 * broken-off work has left, databases that a restore put aside, and what has long been settled in quarantine. Never anything else in
 * a database, and never the journal. Backups go with the next one that was checked, and points in series stores by the
 * store's own policy.
 */
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock, type Clock } from '../../runtime/clock.ts';
import type { CloudStore } from '../cloud-store.ts';
import type { ExportFolder } from './daily-export.ts';
import type { Job } from './job-runner.ts';

export interface RetentionParts {
  readonly dataPath: string;
  readonly exports: ExportFolder;
  /** Of the daily files that this cloud writes. What else lies in the folder is somebody else's. */
  readonly exportNames: readonly string[];
  readonly store: Pick<CloudStore, 'forgetSettled'>;
  /** Items of quarantine stay for so long after they were settled. */
  readonly settledDays: number;
  /** The programme's. */
  readonly clock: Clock;
}

/** After everything else of the night. */
const tidyAt = '30 4 * * *';
/** By then everybody has said what they missed. */
const asideDays = 180;
/** Whatever made it has long ended, or been killed. */
const unfinishedDays = 2;
const dayMs = 86_400_000;

/** Name and date of `day-totals-2026-11-21.csv`. */
const dailyFile = /^([a-z][a-z0-9-]*)-(\d{4}-\d{2}-\d{2})\.csv(\.unfinished)?$/;
const asideFolder = /^before-restore-\d{4}-\d{2}-\d{2}T\d{9}Z$/;

export const retentionJob = ({ dataPath, exports, exportNames, store, settledDays, clock }: RetentionParts): Job => ({
  name: 'retention',
  cron: tidyAt,
  catchUpDaysMax: 0,
  run: (day, signal) => {
    signal.throwIfAborted();
    const oldest = day.subtract({ days: exports.keepDays }).toString();
    // What lies on a disk has the machine's time, whatever the programme's clock shows.
    const nowMs = systemClock.wallMs();
    const isOlder = (path: string, days: number): boolean => statSync(path).mtimeMs < nowMs - days * dayMs;
    const ours = (name: string): { readonly date: string; readonly isUnfinished: boolean } | undefined => {
      const [, of = '', date = '', unfinished] = dailyFile.exec(name) ?? [];
      return exportNames.includes(of) ? { date, isUnfinished: unfinished !== undefined } : undefined;
    };
    const files = remove(exports.path, (name) => {
      const file = ours(name);
      return file?.isUnfinished === false && file.date < oldest;
    });
    const left = remove(
      exports.path,
      (name, path) => ours(name)?.isUnfinished === true && isOlder(path, unfinishedDays),
    );
    const aside = remove(dataPath, (name, path) => asideFolder.test(name) && isOlder(path, asideDays));
    const settled = store.forgetSettled(clock.wallMs() - settledDays * dayMs);
    const said = `${files} daily files, ${left} unfinished, ${aside} put aside by a restore`;
    return Promise.resolve(`${said}, ${settled} settled in quarantine`);
  },
});

const remove = (folder: string, isOver: (name: string, path: string) => boolean): number => {
  if (!existsSync(folder)) return 0;
  const over = readdirSync(folder).filter((name) => isOver(name, join(folder, name)));
  for (const name of over) rmSync(join(folder, name), { recursive: true, force: true });
  return over.length;
};
