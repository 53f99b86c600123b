/** Take backup: a new backup is copied, checked, written down and only then named; older ones go only after that. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { isoInstant } from '../../../runtime/clock.ts';
import { realDisk, type Disk } from '../../../runtime/disk.ts';
import { messageOf, OperatorError } from '../../../runtime/fault.ts';
import { lockFolder } from '../../../runtime/folder-lock.ts';
import { syncToDisk } from '../../../runtime/synced.ts';
import { BackupFolder, type KeptBackup } from './backup-folder.ts';
import { manifestName, type BackupManifest } from './backup-manifest.ts';
import { checkCopy, type CheckLedger } from './check-copy.ts';
import { assertData, copyDatabases } from './copied-databases.ts';
import { copyRules } from './copied-rules.ts';

export interface BackupPlace {
  /** Folder of the databases. */
  readonly dataPath: string;
  /** Folder of the backups. */
  readonly folder: string;
  /** Of so many days they are kept. */
  readonly keep: number;
  /** Whose days. */
  readonly zone: string;
  /** The rule file, which is copied too. */
  readonly rulesPath?: string;
}

export interface TakenBackup extends KeptBackup {
  readonly bytes: number;
  /** Names of those that went for it. */
  readonly pruned: readonly string[];
}

/**
 * `nowMs`: of the machine's clock, by which backups are named. Throws OperatorError `no-data`, `backup-folder`, `folder-in-use`, `disk-full` or
 * `backup-broken`, and whatever a disk throws; in each case the backups that are there stay.
 */
export const takeBackup = async (
  { dataPath, folder, keep, zone, rulesPath }: BackupPlace,
  nowMs: number,
  checkLedger: CheckLedger,
  signal: AbortSignal,
  disk: Disk = realDisk,
): Promise<TakenBackup> => {
  // Where there is nothing to copy, nothing is made.
  assertData(dataPath);
  makeFolder(folder);
  using locks = new DisposableStack();
  locks.use(lockFolder(folder, 'Another backup is being made there: wait for it.'));
  const backups = new BackupFolder(folder);
  const begun = backups.begin(nowMs);
  try {
    const names = await copyDatabases(dataPath, begun.path, disk, signal);
    const checked = checkCopy(begun.path, names, checkLedger);
    const rules = rulesPath === undefined ? undefined : copyRules(rulesPath, begun.path);
    const made = { v: 1, at: isoInstant(nowMs), version: packageJson.version, zone } as const;
    const manifest: BackupManifest = { ...made, ...checked, ...(rules === undefined ? {} : { rules }) };
    const manifestPath = join(begun.path, manifestName);
    writeFileSync(manifestPath, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    syncToDisk(manifestPath);
    syncToDisk(begun.path);
    const path = join(folder, begun.name);
    renameSync(begun.path, path);
    syncToDisk(folder);
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    return { name: begun.name, path, manifest, bytes, pruned: backups.prune(keep, zone) };
  } catch (error) {
    rmSync(begun.path, { recursive: true, force: true });
    throw error;
  }
};

const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new OperatorError(
      'backup-folder',
      `Backups cannot be put into ${folder}: ${messageOf(cause)}`,
      'Name a folder that can be made, backups.folder in the config.',
      { cause },
    );
  }
};
