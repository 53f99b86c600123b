/** A backup brings the rule file of then, and whoever verifies or restores it is told where today's is another. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloudConfigSchema, type CloudConfig } from '../ingest/cloud-config.ts';
import { checkBackup } from '../ingest/jobs/backup/check-copy.ts';
import { takeBackup, type TakenBackup } from '../ingest/jobs/backup/take-backup.ts';
import { SampleStore } from '../ingest/sample-store.ts';
import { backupPlaceOf } from './backup-place.ts';
import { checkLedger } from './check-ledger.ts';
import { otherRulesLines } from './other-rules-words.ts';

let sample: SampleStore;
let config: CloudConfig;
beforeEach(() => {
  sample = new SampleStore();
  const ruleFile = join(sample.folder, 'town.yaml');
  writeFileSync(ruleFile, 'versions: 1\n');
  config = cloudConfigSchema.parse({ data: sample.folder, ruleFile });
});
afterEach(() => sample[Symbol.dispose]());

const take = (of = config): Promise<TakenBackup> =>
  takeBackup(backupPlaceOf(of), Date.parse('2026-11-21T18:10:00Z'), checkLedger, new AbortController().signal);

test('the same file is nothing to speak of, a changed or missing one is, and where that of then lies', async () => {
  const taken = await take();
  const copy = join(taken.path, 'rules.yaml');
  expect(readFileSync(copy, 'utf8')).toBe('versions: 1\n');
  expect(statSync(copy).mode & 0o077).toBe(0);
  expect(otherRulesLines(taken, config)).toEqual([]);
  writeFileSync(config.ruleFile ?? '', 'versions: 2\n');
  expect(otherRulesLines(taken, config).join()).toContain(copy);
  expect(otherRulesLines(taken, { ...config, ruleFile: 'none.yaml' }).join()).toContain('none.yaml');
});

test('another time zone is told', async () => {
  expect(otherRulesLines(await take(), { ...config, zone: 'Asia/Seoul' })).toEqual([
    '  時間帯が ちがいます (another time zone): Asia/Tokyo → Asia/Seoul',
  ]);
});

test('a copy of the rules that was changed in the backup breaks it', async () => {
  const { path, manifest } = await take();
  expect(() => checkBackup(path, manifest, checkLedger)).not.toThrow();
  writeFileSync(join(path, 'rules.yaml'), 'versions: 3\n');
  expect(() => checkBackup(path, manifest, checkLedger)).toThrow('rules.yaml is not what was written');
});

test('a rule file that cannot be read keeps no backup from being made, and nothing is claimed of it', async () => {
  const taken = await take({ ...config, ruleFile: join(sample.folder, 'none.yaml') });
  expect(taken.manifest.rules).toBeUndefined();
  expect(otherRulesLines(taken, config)).toEqual([]);
});
