/**
 * Copied databases: the databases of a data folder as they all were at one moment, copied by SQLite's own backup while
 * everybody goes on working. Each copy is read through a connection of its own that holds its moment fast, so that no
 * writer waits for it and it never has to begin anew.
 */
import { chmodSync, existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import type { Disk } from '../../../runtime/disk.ts';
import { OperatorError } from '../../../runtime/fault.ts';
import { syncToDisk } from '../../../runtime/synced.ts';

/** The ledger first: what it holds was told by the cloud, which must never be the older of the two. */
export const copiedNames = ['points.sqlite', 'cloud.sqlite'] as const;
export type CopiedName = (typeof copiedNames)[number];

/** A quarter of a megabyte: the disk is left to others in between. */
const pagesPerStep = 64;
/** Somebody else writes to that disk too. */
const freeBytesMin = 64 * 1024 * 1024;

/**
 * Copies what is there of them into `toFolder` and answers their names. Throws OperatorError `no-data` or `disk-full`;
 * nothing but `toFolder` is changed.
 */
export const copyDatabases = async (
  fromFolder: string,
  toFolder: string,
  disk: Disk,
  signal: AbortSignal,
): Promise<readonly CopiedName[]> => {
  assertData(fromFolder);
  const names = copiedNames.filter((name) => existsSync(join(fromFolder, name)));
  assertRoom(fromFolder, toFolder, names, disk);
  using held = new DisposableStack();
  const pinned = names.map((name) => ({ name, database: held.adopt(pin(join(fromFolder, name)), release) }));
  for (const { name, database } of pinned) await copyOne(database, join(toFolder, name), signal);
  return names;
};

/** Throws OperatorError `no-data`. */
export const assertData = (folder: string): void => {
  if (existsSync(join(folder, 'cloud.sqlite'))) return;
  throw new OperatorError(
    'no-data',
    existsSync(folder) ? `There is no cloud.sqlite in ${folder}` : `There is no folder ${folder}`,
    'Look at `data` in the config: it names the folder of a cloud that has been started once.',
  );
};

/** From here on it shows its database as it is now. */
const pin = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  database.exec('BEGIN');
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
  return database;
};

const release = (database: DatabaseSync): void => {
  database.exec('ROLLBACK');
  database.close();
};

const copyOne = async (from: DatabaseSync, path: string, signal: AbortSignal): Promise<void> => {
  await backup(from, path, { rate: pagesPerStep, progress: () => signal.throwIfAborted() });
  signal.throwIfAborted();
  chmodSync(path, 0o600);
  // One file and no write-ahead log beside it: what is hashed is all there is.
  const copy = new DatabaseSync(path);
  copy.exec('PRAGMA journal_mode=DELETE');
  copy.close();
  syncToDisk(path);
};

const assertRoom = (fromFolder: string, toFolder: string, names: readonly CopiedName[], disk: Disk): void => {
  const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const neededBytes = names
    .map((name) => sizeOf(join(fromFolder, name)) + sizeOf(join(fromFolder, `${name}-wal`)))
    .reduce((sum, bytes) => sum + bytes, freeBytesMin);
  const freeBytes = disk.freeBytes(dirname(toFolder));
  if (freeBytes === null || freeBytes >= neededBytes) return;
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);
  throw new OperatorError(
    'disk-full',
    `A backup needs ${megabytes(neededBytes)} MB beside ${dirname(toFolder)}, and ${megabytes(freeBytes)} MB are free; the backups that are there stay`,
    'Make room, or put backups on another disk with `backups.folder`.',
  );
};
