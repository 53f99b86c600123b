/** Backup place: where a cloud's backups are by its config, when they are made, and how many are kept. */
import { join } from 'node:path';
import type { CloudConfig } from '../ingest/cloud-config.ts';
import { iwamizawaRulePath } from '../points/rule/programme-file.ts';
import type { BackupPlace } from '../ingest/jobs/backup/take-backup.ts';

export const backupPlaceOf = ({ data, backups, zone, ruleFile }: CloudConfig): BackupPlace => ({
  dataPath: data,
  folder: backups.folder ?? join(data, 'backups'),
  keep: backups.keep,
  zone,
  rulesPath: rulesPathOf({ ruleFile }),
});

/** Without one in the config, that of Iwamizawa. */
export const rulesPathOf = ({ ruleFile }: Pick<CloudConfig, 'ruleFile'>): string => ruleFile ?? iwamizawaRulePath;

/** Null where they are only made by hand. */
export const backupCronOf = ({ backups }: CloudConfig): string | null => {
  if (backups.at === 'never') return null;
  const [hour, minute] = backups.at.split(':').map(Number);
  return `${minute ?? 0} ${hour ?? 0} * * *`;
};
