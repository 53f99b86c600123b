/** Lock data: a data folder is one cloud's at a time, and nobody's while a restore of it has been broken off. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { restoringName } from '../ingest/jobs/backup/restore-backup.ts';
import { OperatorError } from '../runtime/fault.ts';
import { lockFolder } from '../runtime/folder-lock.ts';

/** Throws OperatorError `folder-in-use`, `folder-unusable` or `restore-unfinished`. */
export const lockData = (folder: string): Disposable => {
  const lock = lockFolder(folder);
  if (!existsSync(join(folder, restoringName))) return lock;
  lock[Symbol.dispose]();
  throw new OperatorError(
    'restore-unfinished',
    `A restore was broken off in ${folder}: its databases may not belong together`,
    'Run the same `backup restore` again, with --replace.',
  );
};
