/** Check copy: whether the databases of a backup are whole, and how far they go. Reads all of them: seconds per gigabyte. */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OperatorError, messageOf } from '../../../runtime/fault.ts';
import type { BackupManifest } from './backup-manifest.ts';
import type { CopiedName } from './copied-databases.ts';
import { areSameRules, rulesName } from './copied-rules.ts';

/** What the point service says of a ledger; its hash where the ledger is whole. */
export type CheckLedger = (
  database: DatabaseSync,
) => { readonly kind: 'ok'; readonly hash: string } | { readonly kind: 'broken'; readonly why: string };

export type CheckedCopy = Pick<BackupManifest, 'files' | 'reach' | 'ledgerHash'>;

/** Throws OperatorError `backup-broken`. */
export const checkCopy = (folder: string, names: readonly CopiedName[], checkLedger: CheckLedger): CheckedCopy => {
  const files = names.map((name) => withDatabase(folder, name, (database) => fileOf(folder, name, database)));
  const { journal, revision } = withDatabase(folder, 'cloud.sqlite', (database) => ({
    journal: lastOf(database, 'journal'),
    revision: lastOf(database, 'day_revision'),
  }));
  const ledger = !names.includes('points.sqlite')
    ? null
    : withDatabase(folder, 'points.sqlite', (database) => {
        const verdict = checkLedger(database);
        if (verdict.kind !== 'ok') throw new Error(`the ledger is broken: ${verdict.why}`);
        return { entry: lastOf(database, 'entry'), hash: verdict.hash };
      });
  return { files, reach: { journal, revision, entry: ledger?.entry ?? null }, ledgerHash: ledger?.hash ?? null };
};

/** The same against what was written down when the backup was made. Throws OperatorError `backup-broken`. */
export const checkBackup = (folder: string, manifest: BackupManifest, checkLedger: CheckLedger): void => {
  if (manifest.rules !== undefined && !areSameRules(join(folder, rulesName), manifest.rules))
    throw broken(folder, `${rulesName} is not what was written`);
  for (const { name, bytes, sha256 } of manifest.files) {
    const path = join(folder, name);
    const size = statSync(path, { throwIfNoEntry: false })?.size;
    if (size === undefined) throw broken(folder, `${name} is not there`);
    if (size !== bytes) throw broken(folder, `${name} has ${size} bytes, and had ${bytes}`);
    if (hashOf(path) !== sha256) throw broken(folder, `${name} is not what was written`);
  }
  const { reach, ledgerHash } = checkCopy(
    folder,
    manifest.files.map(({ name }) => name),
    checkLedger,
  );
  if (
    JSON.stringify({ reach, ledgerHash }) !== JSON.stringify({ reach: manifest.reach, ledgerHash: manifest.ledgerHash })
  )
    throw broken(folder, 'its databases do not go as far as its manifest says');
};

const fileOf = (folder: string, name: CopiedName, database: DatabaseSync): BackupManifest['files'][number] => {
  const said = database
    .prepare('PRAGMA integrity_check(1)')
    .all()
    .map((row) => String(row['integrity_check']));
  if (said.join() !== 'ok') throw new Error(`${name} is damaged: ${said.join('; ')}`);
  if (database.prepare('PRAGMA foreign_key_check').get() !== undefined)
    throw new Error(`${name} has rows that belong to none`);
  const path = join(folder, name);
  const schema = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  return { name, bytes: statSync(path).size, sha256: hashOf(path), schema };
};

const withDatabase = <Value>(folder: string, name: CopiedName, work: (database: DatabaseSync) => Value): Value => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(folder, name), { readOnly: true });
    return work(database);
  } catch (cause) {
    throw broken(folder, messageOf(cause), cause);
  } finally {
    database?.close();
  }
};

const broken = (folder: string, why: string, cause?: unknown): OperatorError =>
  new OperatorError(
    'backup-broken',
    `The backup in ${folder} is not whole: ${why}`,
    'Use another one; make a new one with `backup now`, and look at the disk.',
    { cause },
  );

const lastOf = (database: DatabaseSync, table: 'journal' | 'day_revision' | 'entry'): number =>
  Number(database.prepare(`SELECT max(id) AS id FROM ${table}`).get()?.['id'] ?? 0);

const readBytesMax = 1024 * 1024;

const hashOf = (path: string): string => {
  const hash = createHash('sha256');
  const piece = new Uint8Array(readBytesMax);
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const bytes = readSync(file, piece, 0, piece.byteLength, null);
      if (bytes === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, bytes));
    }
  } finally {
    closeSync(file);
  }
};
