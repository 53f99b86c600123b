/** Command backup: a backup made by hand, which stands in the ledger of the cloud's jobs like those of the night. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { PlainDateText } from '../contract/ids.ts';
import type { CloudConfig } from '../ingest/cloud-config.ts';
import { takeBackup, type TakenBackup } from '../ingest/jobs/backup/take-backup.ts';
import { JobLedger } from '../ingest/jobs/job-ledger.ts';
import { JobSlots } from '../ingest/jobs/job-slots.ts';
import { localDate, type Clock } from '../runtime/clock.ts';
import { isDiskFault } from '../runtime/database.ts';
import { messageOf, OperatorError } from '../runtime/fault.ts';
import { backupName, backupWords } from './backup-job.ts';
import { backupCronOf, backupPlaceOf } from './backup-place.ts';
import { checkLedger } from './check-ledger.ts';

/** Whoever writes to the database is waited for this long. */
const busyTimeoutMs = 5_000;
const never = new AbortController().signal;

/** `clock`: the programme's. `warn`: what went wrong beside the backup itself. Throws as takeBackup does. */
export const commandBackup = async (
  config: CloudConfig,
  clock: Clock,
  warn: (sentence: string) => void,
): Promise<TakenBackup> => {
  const startedMs = clock.wallMs();
  const note = (outcome: 'done' | 'failed', detail: string): void => {
    try {
      noteRun(config, { startedMs, finishedMs: clock.wallMs(), outcome, detail });
    } catch (error) {
      // The backup is what counts; a page that does not know of it is a lesser evil.
      if (!isDiskFault(error)) throw error;
      warn(`It could not be noted in the ledger of the jobs: ${messageOf(error)}`);
    }
  };
  try {
    const taken = await takeBackup(backupPlaceOf(config), Date.now(), checkLedger, never);
    note('done', backupWords({ name: taken.name, bytes: taken.bytes, pruned: taken.pruned.length }));
    return taken;
  } catch (error) {
    // Another one is under way, and writes down itself what it comes to.
    if (!(error instanceof OperatorError && error.code === 'folder-in-use')) note('failed', messageOf(error));
    throw error;
  }
};

interface Noted {
  readonly startedMs: number;
  readonly finishedMs: number;
  readonly outcome: 'done' | 'failed';
  readonly detail: string;
}

/** Of the day it fell due on last, as when somebody asks for it at the desk. */
const noteRun = (config: CloudConfig, { startedMs, finishedMs, outcome, detail }: Noted): void => {
  const path = join(config.data, 'cloud.sqlite');
  if (!existsSync(path)) return;
  const cron = backupCronOf(config);
  const slot = cron === null ? undefined : new JobSlots(backupName, cron, config.zone).lastDay(startedMs);
  const day = (slot ?? localDate(startedMs, config.zone)).toString() as PlainDateText;
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    const ledger = new JobLedger(database);
    ledger.begin(backupName, day, startedMs);
    ledger.finish(backupName, day, finishedMs, outcome, detail);
  } finally {
    database.close();
  }
};
