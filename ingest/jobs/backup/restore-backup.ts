/** Restore backup: puts a checked backup in the place of a data folder's databases, keeps what was there, and says what it lacks. */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../../runtime/database.ts';
import { OperatorError } from '../../../runtime/fault.ts';
import { assertNotInUse } from '../../../runtime/folder-lock.ts';
import { syncToDisk } from '../../../runtime/synced.ts';
import { schemaSteps } from '../../cloud-store.ts';
import type { KeptBackup } from './backup-folder.ts';
import { checkBackup, type CheckLedger } from './check-copy.ts';
import { copiedNames } from './copied-databases.ts';
import { noteRestoration } from './restoration.ts';

export interface RestoreParts {
  readonly backup: KeptBackup;
  readonly dataPath: string;
  /** Makes the folder and locks it. Not called before everything that can be refused without it has been looked at. */
  readonly lock: () => Disposable;
  /** Whether databases that are there may be put aside. */
  readonly replaces: boolean;
  readonly nowMs: number;
  readonly checkLedger: CheckLedger;
}

/** What the databases that were there knew beyond the backup. */
export interface LostSince {
  /** Facts of the journal: batches of gateways, what was decided, loans. */
  readonly facts: number;
  /** Changes clerks made in the register. */
  readonly registerChanges: number;
  /** What clerks entered at the desk of points: activities, decisions, transfers, codes, groups. */
  readonly deskRequests: number;
  /** Entries of the ledger; those of steps come back by themselves. */
  readonly entries: number;
}

export interface Restored {
  /** Undefined where nothing was there; null where it could not be read. */
  readonly lost: LostSince | null | undefined;
  /** Where the former databases are now. */
  readonly aside: string | undefined;
}

/** While it is in a data folder, that is neither the old one nor the restored one. */
export const restoringName = 'restoring';

/** Throws OperatorError `folder-in-use`, `backup-broken` or `data-there`; the data folder then is as it was. */
export const restoreBackup = ({ lock, ...parts }: RestoreParts): Restored => {
  const { backup, checkLedger } = parts;
  // Whoever is told to add a word must not learn only then that a program works there.
  assertNotInUse(parts.dataPath);
  // A folder that is left as it was has no lock of ours in it either.
  isThereIn(parts);
  checkBackup(backup.path, backup.manifest, checkLedger);
  using locks = new DisposableStack();
  locks.use(lock());
  return putIn(parts, isThereIn(parts));
};

/** Throws OperatorError `data-there`. */
const isThereIn = ({ dataPath, replaces }: Pick<RestoreParts, 'dataPath' | 'replaces'>): boolean => {
  const isBrokenOff = existsSync(join(dataPath, restoringName));
  const isThere = copiedNames.some((name) => existsSync(join(dataPath, name)));
  if (isThere && !replaces && !isBrokenOff)
    throw new OperatorError(
      'data-there',
      `There are databases in ${dataPath} already`,
      'Name an empty folder with --into, or add --replace: what is there is then put aside, not deleted.',
    );
  return isThere;
};

const putIn = ({ backup, dataPath, nowMs }: Omit<RestoreParts, 'lock'>, isThere: boolean): Restored => {
  const lost = isThere ? lostSince(dataPath, backup) : undefined;
  stage(backup, dataPath, nowMs);
  const aside = isThere ? putAside(dataPath, nowMs) : undefined;
  for (const { name } of backup.manifest.files) renameSync(join(dataPath, restoringName, name), join(dataPath, name));
  syncToDisk(dataPath);
  rmSync(join(dataPath, restoringName), { recursive: true });
  syncToDisk(dataPath);
  return { lost, aside };
};

/** Whole, brought forward to this schema and knowing that it is restored, before anything that is there is touched. */
const stage = ({ path, manifest }: KeptBackup, dataPath: string, nowMs: number): void => {
  const staging = join(dataPath, restoringName);
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { mode: 0o700 });
  for (const { name } of manifest.files) copyFileSync(join(path, name), join(staging, name));
  const database = openDatabase(join(staging, 'cloud.sqlite'), schemaSteps);
  noteRestoration(database, Date.parse(manifest.at), nowMs);
  // Closing empties the write-ahead log: the file alone is all there is.
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  for (const { name } of manifest.files) syncToDisk(join(staging, name));
  syncToDisk(staging);
  syncToDisk(dataPath);
};

const putAside = (dataPath: string, nowMs: number): string => {
  const aside = join(dataPath, `before-restore-${new Date(nowMs).toISOString().replaceAll(/[:.]/g, '')}`);
  mkdirSync(aside, { recursive: true, mode: 0o700 });
  for (const name of copiedNames) {
    for (const file of [name, `${name}-wal`, `${name}-shm`]) {
      if (existsSync(join(dataPath, file))) renameSync(join(dataPath, file), join(aside, file));
    }
  }
  syncToDisk(aside);
  return aside;
};

/** Null where what was there cannot be read, or is the older of the two. */
const lostSince = (dataPath: string, { manifest }: KeptBackup): LostSince | null => {
  const { journal, entry } = manifest.reach;
  const sinceMs = Date.parse(manifest.at);
  try {
    const [facts, registerChanges] = count(dataPath, 'cloud.sqlite', [
      [`SELECT count(*) AS n FROM journal WHERE id > ?`, journal],
      [`SELECT count(*) AS n FROM register_change WHERE at_ms > ?`, sinceMs],
    ]);
    const [entries, deskRequests] = count(dataPath, 'points.sqlite', [
      [`SELECT count(*) AS n FROM entry WHERE id > ?`, entry ?? 0],
      [`SELECT count(*) AS n FROM request WHERE at_ms > ?`, sinceMs],
    ]);
    return {
      facts: facts ?? 0,
      registerChanges: registerChanges ?? 0,
      entries: entries ?? 0,
      deskRequests: deskRequests ?? 0,
    };
  } catch {
    return null;
  }
};

const count = (
  dataPath: string,
  name: string,
  questions: readonly (readonly [sql: string, since: number])[],
): readonly number[] => {
  const path = join(dataPath, name);
  if (!existsSync(path)) return questions.map(() => 0);
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return questions.map(([sql, since]) => Number(database.prepare(sql).get(since)?.['n'] ?? 0));
  } finally {
    database.close();
  }
};
