/** Copied rules: the rule file beside the databases of a backup, by which days dated and points given then can be told again. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { syncToDisk } from '../../../runtime/synced.ts';
import type { BackupManifest } from './backup-manifest.ts';

/** What it is called in a backup. */
export const rulesName = 'rules.yaml';

type CopiedRules = BackupManifest['rules'];

/** Undefined where the file cannot be read: the databases are what a backup is for, and the cloud itself says so at its start. */
export const copyRules = (path: string, folder: string): CopiedRules => {
  const bytes = read(path);
  if (bytes === undefined) return undefined;
  const copy = join(folder, rulesName);
  writeFileSync(copy, bytes, { mode: 0o600 });
  syncToDisk(copy);
  return { sha256: hashOf(bytes) };
};

/** Whether the file is, byte for byte, the one that was copied; false where it cannot be read. */
export const areSameRules = (path: string, { sha256 }: NonNullable<CopiedRules>): boolean => {
  const bytes = read(path);
  return bytes !== undefined && hashOf(bytes) === sha256;
};

const read = (path: string): Uint8Array | undefined => {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
};

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
