/** Rescued database: what a damaged one still gives back, whole beside it before it is set aside: no power cut loses it. */
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { openDatabase } from '../../runtime/database.ts';
import type { Disk } from '../../runtime/disk.ts';
import { OperatorError } from '../../runtime/fault.ts';
import { outboxSchema } from './outbox-schema.ts';
import { readableActions, takeOver } from './rescue-actions.ts';

/** A name only a whole one has. */
const rescuedOf = (path: string): string => `${path}.rescued`;

/** Makes it from the damaged one at `path`, which stays where it is. On disk when this returns. */
export const draftRescued = (path: string, disk?: Disk): void => {
  const actions = readableActions(path, disk);
  const draft = `${path}.draft`;
  for (const suffix of ['', ...besides]) rmSync(draft + suffix, { force: true });
  const database = openDatabase(draft, outboxSchema, disk);
  try {
    takeOver(database, actions);
    // All of it in one file, or a rename would leave a part behind.
    const mode = database.prepare('PRAGMA journal_mode=DELETE').get()?.['journal_mode'];
    if (mode !== 'delete') throw unwritten(draft);
  } finally {
    database.close();
  }
  renameSync(draft, rescuedOf(path));
  syncFolderOf(path);
};

/**
 * Sets aside what is at `path` where a whole rescued one waits, and puts that there; begun before a power cut or not.
 * Answers where the damaged one is now; undefined where none waits.
 */
export const putRescuedInPlace = (path: string, nowMs: number): string | undefined => {
  if (!existsSync(rescuedOf(path))) return undefined;
  const setAside = `${path}.damaged-${nowMs}`;
  for (const suffix of ['', ...besides]) if (existsSync(path + suffix)) renameSync(path + suffix, setAside + suffix);
  syncFolderOf(path);
  renameSync(rescuedOf(path), path);
  syncFolderOf(path);
  return setAside;
};

/** What SQLite keeps beside a database, and would read into another one of the same name. */
const besides = ['-wal', '-shm', '-journal'];

const unwritten = (draft: string): OperatorError =>
  new OperatorError(
    'database-unusable',
    `Cannot write ${draft} whole`,
    'Check the folder, its rights and the free disk space; the damaged database is where it was.',
  );

const syncFolderOf = (path: string): void => {
  const folder = openSync(dirname(path), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};
