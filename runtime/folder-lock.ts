/** Folder lock: one program at a time works in a data folder; the system takes the lock back from whoever dies. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { diskFaultOf } from './database.ts';
import { OperatorError, messageOf } from './fault.ts';

const lockName = 'in-use.lock';
/** Whoever only asks holds it for less than this. */
const askedWithinMs = 250;

/**
 * Held until it is disposed of or the process ends, however that happens: it is SQLite's own lock on an empty file, which
 * leaves nothing behind to be tidied. `hint`: what to do about whoever holds it. Throws OperatorError `folder-in-use` or
 * `folder-unusable`.
 */
export const lockFolder = (
  folder: string,
  hint = 'Stop the cloud that runs there first, or name another folder.',
): Disposable => {
  const path = join(folder, lockName);
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(path, { timeout: askedWithinMs });
  } catch (cause) {
    throw new OperatorError(
      'folder-unusable',
      `Cannot use the folder ${folder}: ${messageOf(cause)}`,
      'Check the folder and its rights.',
      { cause },
    );
  }
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new OperatorError('folder-in-use', `Another program works in ${folder}`, hint, { cause });
  }
  return { [Symbol.dispose]: () => database.close() };
};

/** Leaves a folder nobody has locked as it is. Throws OperatorError `folder-in-use` or `folder-unusable`. */
export const assertNotInUse = (folder: string): void => {
  if (existsSync(join(folder, lockName))) lockFolder(folder)[Symbol.dispose]();
};

/** Whether a program works in that folder now. Takes no lock that would keep one from beginning. */
export const isFolderInUse = (folder: string): boolean => {
  const path = join(folder, lockName);
  if (!existsSync(path)) return false;
  const database = new DatabaseSync(path, { readOnly: true, timeout: 0 });
  try {
    database.prepare('PRAGMA schema_version').get();
    return false;
  } catch (error) {
    if (diskFaultOf(error) === 'busy') return true;
    throw error;
  } finally {
    database.close();
  }
};
