/** Backup manifest: what a backup holds, how far it goes, and by which its files are known to be the ones that were written. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export const manifestName = 'manifest.json';

const count = z.int().min(0);

export const backupManifestSchema = z.strictObject({
  v: z.literal(1),
  /** When its databases were as they are in it. */
  at: z.iso.datetime(),
  /** Of Ayumi. */
  version: z.string(),
  files: z.array(
    z.strictObject({
      name: z.enum(['cloud.sqlite', 'points.sqlite']),
      bytes: count,
      sha256: z.string().length(64),
      schema: count,
    }),
  ),
  /** The newest fact of the journal, revision of a day total, and entry of the ledger in it; null where there is no ledger. */
  reach: z.strictObject({ journal: count, revision: count, entry: count.nullable() }),
  /** Of the rule file, a copy of which lies beside it; absent where there was none to be read. */
  rules: z.strictObject({ sha256: z.string().length(64) }).optional(),
  /** Whose days they are. */
  zone: z.string().optional(),
  /** By which `ledger verify` knows the ledger. */
  ledgerHash: z.string().nullable(),
});
export type BackupManifest = z.infer<typeof backupManifestSchema>;

/** Undefined where there is none that can be read. */
export const readManifest = (folder: string): BackupManifest | undefined => {
  try {
    return backupManifestSchema.parse(JSON.parse(readFileSync(join(folder, manifestName), 'utf8')));
  } catch {
    return undefined;
  }
};
