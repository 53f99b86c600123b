/** Database: node:sqlite opened so that what is committed survives a power cut, or not opened at all. */
import type { DatabaseSync } from 'node:sqlite';
import { realDisk, type Disk } from './disk.ts';
import { OperatorError, messageOf } from './fault.ts';

/** Writers of another process are waited for this long before a statement fails. */
const busyTimeoutMs = 5_000;

/**
 * Opens (or makes) the database at `path` in WAL with `synchronous=FULL` and brings its schema forward: `steps[n]` is the
 * SQL that leads from version n to n+1 (`user_version`), each in a transaction of its own. Throws OperatorError
 * `database-unusable`, `database-newer` or `database-no-room`.
 */
export const openDatabase = (path: string, steps: readonly string[], disk: Disk = realDisk): DatabaseSync => {
  let database: DatabaseSync;
  try {
    database = disk.openDatabase(path, { timeout: busyTimeoutMs });
    database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON');
    assertDurable(database, path);
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    throw new OperatorError(
      'database-unusable',
      `Cannot open the database ${path}: ${messageOf(cause)}`,
      'Check the folder, its rights and the free disk space.',
      { cause },
    );
  }
  migrate(database, path, steps, disk);
  return database;
};

/** Runs `work` in one transaction: all of it is on disk when this returns, or none of it. */
export const inTransaction = <Value>(database: DatabaseSync, work: () => Value): Value => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const value = work();
    database.exec('COMMIT');
    return value;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
};

/** What the disk or another process does to us, and not we to the data: nothing can be written, not just now, or not at all. */
export type DiskFault = 'full' | 'busy' | 'broken';

/** SQLite's primary result codes: busy, locked, no memory, read only, input or output, corrupt, full, cannot open. */
const sqliteFaults: Readonly<Record<number, DiskFault>> = {
  5: 'busy',
  6: 'busy',
  7: 'broken',
  8: 'broken',
  10: 'broken',
  11: 'broken',
  13: 'full',
  14: 'broken',
};
const systemFaults: Readonly<Record<string, DiskFault>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EIO: 'broken',
  EROFS: 'broken',
};

/** Undefined where the disk is not to blame. */
export const diskFaultOf = (error: unknown): DiskFault | undefined => {
  if (!(error instanceof Error)) return undefined;
  if ('errcode' in error && typeof error.errcode === 'number') return sqliteFaults[error.errcode & 0xff];
  return 'code' in error && typeof error.code === 'string' ? systemFaults[error.code] : undefined;
};

/** Whether the disk is to blame: what was tried may be tried again, and says nothing about what was to be written. */
export const isDiskFault = (error: unknown): boolean => diskFaultOf(error) !== undefined;

const assertDurable = (database: DatabaseSync, path: string): void => {
  const full = 2;
  const synchronous = database.prepare('PRAGMA synchronous').get()?.['synchronous'];
  if (synchronous === full) return;
  throw new OperatorError(
    'database-unusable',
    `${path} does not keep synchronous=FULL (it says ${String(synchronous)})`,
    'Put the data directory on a local disk.',
  );
};

const migrate = (database: DatabaseSync, path: string, steps: readonly string[], disk: Disk): void => {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  if (version > steps.length) {
    throw new OperatorError(
      'database-newer',
      `${path} was written by a newer Ayumi (schema ${version}, this one knows ${steps.length})`,
      'Start the newer version again, or restore a backup made by this one.',
    );
  }
  const pending = steps.slice(version);
  if (version > 0 && pending.some(copiesRows)) assertRoom(database, path, disk);
  pending.forEach((sql, i) =>
    inTransaction(database, () => {
      database.exec(sql);
      database.exec(`PRAGMA user_version=${version + i + 1}`);
    }),
  );
};

/** A step that only adds tables takes no room worth asking for. */
const copiesRows = (sql: string): boolean => /\bINSERT\b|\bUPDATE\b|\bCREATE (UNIQUE )?INDEX\b/i.test(sql);

/** A table written anew stands in the file and in the write-ahead log, beside the old one, until the step is through. */
const assertRoom = (database: DatabaseSync, path: string, disk: Disk): void => {
  const row = database.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size').get();
  const neededBytes = 2 * Number(row?.['bytes'] ?? 0);
  const freeBytes = disk.freeBytes(path);
  if (freeBytes === null || freeBytes >= neededBytes) return;
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1_000_000);
  throw new OperatorError(
    'database-no-room',
    `${path} is to be brought to a newer form, for which ${megabytes(neededBytes)} MB are needed; ${megabytes(freeBytes)} MB are free. Nothing was changed`,
    'Make room on that disk, then start again.',
  );
};
