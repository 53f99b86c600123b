/** Other rules words: what a config says otherwise than when a backup was made, by which points and days would come out otherwise. */
import { join } from 'node:path';
import type { KeptBackup } from '../ingest/jobs/backup/backup-folder.ts';
import { areSameRules, rulesName } from '../ingest/jobs/backup/copied-rules.ts';
import type { CloudConfig } from '../ingest/cloud-config.ts';
import { rulesPathOf } from './backup-place.ts';

/** None where all is as it was; of a backup that does not know, nothing is said. */
export const otherRulesLines = (
  { path, manifest }: KeptBackup,
  config: Pick<CloudConfig, 'ruleFile' | 'zone'>,
): readonly string[] => {
  const { rules, zone } = manifest;
  const file = rulesPathOf(config);
  const copy = join(path, rulesName);
  return [
    ...(rules === undefined || areSameRules(file, rules)
      ? []
      : [
          `  規則ファイルは そのときと ちがいます: ${file}。そのときのものは ${copy} に あります。`,
          `  (the rule file is not the one of then, a copy of which is in the backup: compare the two before the cloud is started)`,
        ]),
    ...(zone === undefined || zone === config.zone
      ? []
      : [`  時間帯が ちがいます (another time zone): ${zone} → ${config.zone}`]),
  ];
};
