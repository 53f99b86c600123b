/** The gateway's database, opened; and when the card has damaged it, set aside so that collecting goes on. */
import type { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../runtime/database.ts';
import type { Disk } from '../../runtime/disk.ts';
import { OperatorError } from '../../runtime/fault.ts';
import { outboxSchema } from './outbox-schema.ts';
import { draftRescued, putRescuedInPlace } from './rescued-database.ts';
import { sqliteCode, sqliteErrorOf } from './sqlite-error.ts';

export interface OpenedDatabase {
  readonly database: DatabaseSync;
  /** Where the damaged one is now, for a person to look at. */
  readonly setAside: string | undefined;
  /** How many actions it still gave back, taken over into the new one. */
  readonly rescuedActions: number;
}

/**
 * Opens or makes the database at `path`. A damaged one is renamed: what it held and the cloud has not, the pedometers
 * still hold, and are asked for again from what the cloud confirms; actions are taken over as far as they can be read. Throws OperatorError as `openDatabase` does.
 */
export const openGatewayDatabase = (path: string, nowMs: number, disk?: Disk): OpenedDatabase => {
  const cutOff = putRescuedInPlace(path, nowMs);
  const sound = openSound(path, disk);
  if (sound !== undefined) return opened(sound, nowMs, cutOff);
  draftRescued(path, disk);
  const setAside = putRescuedInPlace(path, nowMs);
  return opened(openDatabase(path, outboxSchema, disk), nowMs, setAside);
};

const opened = (database: DatabaseSync, nowMs: number, setAside: string | undefined): OpenedDatabase => {
  seed(database, nowMs);
  const rescuedActions = setAside === undefined ? 0 : actionsIn(database);
  return { database, setAside, rescuedActions };
};

const actionsIn = (database: DatabaseSync): number =>
  Number(database.prepare('SELECT count(*) AS actions FROM action').get()?.['actions']);

const openSound = (path: string, disk: Disk | undefined): DatabaseSync | undefined => {
  let database: DatabaseSync | undefined;
  try {
    database = openDatabase(path, outboxSchema, disk);
    if (isSound(database)) return database;
    // An index holds nothing of its own.
    database.exec('REINDEX');
    if (isSound(database)) return database;
  } catch (error) {
    const cause = error instanceof OperatorError ? error.cause : error;
    if (!isDamage(cause)) throw error;
  }
  database?.close();
  return undefined;
};

const isSound = (database: DatabaseSync): boolean =>
  database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'] === 'ok' &&
  schemaIn(database) === schemaAsWritten();

/** A changed letter in a column's name passes SQLite's own check, and then breaks every statement. */
const schemaIn = (database: DatabaseSync): string =>
  JSON.stringify(database.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all());

const schemaAsWritten = (): string => {
  const database = openDatabase(':memory:', outboxSchema);
  try {
    return schemaIn(database);
  } finally {
    database.close();
  }
};

/**
 * `error`: a file of another format, or of an earlier schema than it says. `constraint`: two rows that have become one by a
 * changed letter.
 */
const damages = [sqliteCode.corrupt, sqliteCode.notADatabase, sqliteCode.error, sqliteCode.constraint];

const isDamage = (error: unknown): boolean => {
  const code = sqliteErrorOf(error);
  return damages.some((damage) => damage === code);
};

/**
 * Batch numbers grow for the life of the disk and must not repeat when the disk is replaced or set aside, so a new
 * database begins counting at the second in which it was made.
 */
const seed = (database: DatabaseSync, nowMs: number): void => {
  const known = database.prepare("SELECT 1 FROM sqlite_sequence WHERE name = 'batch'").get();
  const second = Math.max(0, Math.floor(nowMs / 1000));
  if (known === undefined) database.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('batch', ?)").run(second);
};
