/** Backup command: makes, lists, checks and restores backups of a cloud's databases, beside a running cloud or without one. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { cloudConfigSchema, type CloudConfig } from '../ingest/cloud-config.ts';
import { LocalDays } from '../ingest/local-days.ts';
import { BackupFolder, type KeptBackup } from '../ingest/jobs/backup/backup-folder.ts';
import { assertData } from '../ingest/jobs/backup/copied-databases.ts';
import { checkBackup } from '../ingest/jobs/backup/check-copy.ts';
import { restoreBackup } from '../ingest/jobs/backup/restore-backup.ts';
import { worldOf } from '../ingest/main.ts';
import { replayJournal } from '../ingest/replay-journal.ts';
import { OperatorError } from '../runtime/fault.ts';
import { lockFolder } from '../runtime/folder-lock.ts';
import { hmacSha256 } from '../runtime/hmac.ts';
import { makeFolder } from '../runtime/made-folder.ts';
import { DatabaseSync } from 'node:sqlite';
import { backupPlaceOf } from './backup-place.ts';
import { checkLedger } from './check-ledger.ts';
import { commandBackup } from './command-backup.ts';
import { otherRulesLines } from './other-rules-words.ts';
import { restoredLines } from './restored-words.ts';
import { readConfigOf } from './service-config.ts';
import { foundCode } from './exit-codes.ts';

interface BackupFlags {
  readonly config: string;
}

interface RestoreFlags extends BackupFlags {
  readonly into?: string;
  readonly replace?: true;
}

export const addBackupCommand = (program: Command): void => {
  const backup = program.command('backup').description('バックアップ (backups of a cloud’s databases)');
  const part = (name: string, description: string): Command =>
    backup
      .command(name)
      .description(description)
      .requiredOption('--config <file>', 'クラウドの設定ファイル (YAML config file of the cloud)');
  part('now', 'いま作る。クラウドは動いたままでよい (make one now; the cloud may be running)').action(
    (flags: BackupFlags) => makeNow(flags),
  );
  part('list', 'あるものを並べる、新しい順 (list what there is, newest first)').action((flags: BackupFlags) =>
    list(flags),
  );
  part('verify', '読みとおして確かめる (read one through and prove that it is whole)')
    .argument('[name]', '名前。なければ いちばん新しいもの (its name; the newest when left out)')
    .option('--replay', '受付簿からすべてを作り直して比べる (make everything again from its journal, and compare)')
    .action((name: string | undefined, flags: BackupFlags & { readonly replay?: true }) => verify(name, flags));
  part('restore', 'もとに戻す。クラウドを止めてから (restore one; stop the cloud first)')
    .argument('<name>', '名前 (its name)')
    .option(
      '--into <folder>',
      '戻す先。なければ config の data (where to; the data folder of the config when left out)',
    )
    .option('--replace', 'いまあるデータベースを わきに よける (put the databases that are there aside)')
    .action((name: string, flags: RestoreFlags) => restore(name, flags));
};

const readCloudConfig = ({ config }: BackupFlags): CloudConfig => readConfigOf('cloud', config, cloudConfigSchema);

/** Of a cloud that has run: a mistyped folder is not taken for one without backups. */
const readOldConfig = (flags: BackupFlags): CloudConfig => {
  const config = readCloudConfig(flags);
  if (!existsSync(backupPlaceOf(config).folder)) assertData(config.data);
  return config;
};

const makeNow = async (flags: BackupFlags): Promise<void> => {
  const config = readCloudConfig(flags);
  const { name, bytes, pruned } = await commandBackup(config, worldOf(config).clock, console.error);
  console.log(`作って、読みとおして確かめました (made and verified): ${name}  ${megabytes(bytes)}`);
  for (const old of pruned) console.log(`  古いものを消しました (removed): ${old}`);
};

const list = (flags: BackupFlags): void => {
  const { folder } = backupPlaceOf(readOldConfig(flags));
  const kept = new BackupFolder(folder).list();
  if (kept.length === 0) console.log(`バックアップは まだ ありません (there is no backup yet): ${folder}`);
  for (const { name, manifest } of kept) {
    const bytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    const { journal, entry } = manifest.reach;
    console.log(`${name}  ${manifest.at}  ${megabytes(bytes)}  受付簿 ${journal}  記帳 ${entry ?? '-'}`);
  }
};

const verify = (name: string | undefined, flags: BackupFlags & { readonly replay?: true }): void => {
  const config = readOldConfig(flags);
  const backup = find(backupPlaceOf(config).folder, name);
  try {
    checkBackup(backup.path, backup.manifest, checkLedger);
  } catch (error) {
    if (!(error instanceof OperatorError && error.code === 'backup-broken')) throw error;
    console.error(`${error.message}\n→ ${error.hint}`);
    process.exitCode = foundCode;
    return;
  }
  console.log(`${backup.name}: 確かめました (whole; the ledger is ok: ${backup.manifest.ledgerHash ?? 'no ledger'})`);
  for (const line of otherRulesLines(backup, config)) console.log(line);
  if (flags.replay !== true) return;
  const database = new DatabaseSync(join(backup.path, 'cloud.sqlite'), { readOnly: true });
  try {
    const { facts, differences } = replayJournal(database, { days: new LocalDays(config.zone), hmac: hmacSha256 });
    console.log(
      `受付 ${facts} 件から作り直しました。違い ${differences.length} 行 (${differences.length} rows differ)`,
    );
    if (differences.length > 0) process.exitCode = foundCode;
  } finally {
    database.close();
  }
};

const restore = (name: string, flags: RestoreFlags): void => {
  const config = readOldConfig(flags);
  const { folder } = backupPlaceOf(config);
  const dataPath = flags.into ?? config.data;
  const backup = find(folder, name);
  using locks = new DisposableStack();
  locks.use(lockFolder(folder, 'A backup is being made there: wait for it.'));
  const lock = (): Disposable => {
    makeFolder(dataPath);
    return lockFolder(dataPath);
  };
  const replaces = flags.replace === true;
  const restored = restoreBackup({ backup, dataPath, lock, replaces, nowMs: Date.now(), checkLedger });
  const webhooks = config.webhooks.map((webhook) => webhook.name);
  for (const line of restoredLines(backup, dataPath, restored, webhooks)) console.log(line);
  for (const line of otherRulesLines(backup, config)) console.log(line);
};

/** Throws OperatorError `no-backup`. */
const find = (folder: string, name: string | undefined): KeptBackup => {
  const kept = new BackupFolder(folder).list();
  const found = name === undefined ? kept[0] : kept.find((each) => each.name === name);
  if (found !== undefined) return found;
  throw new OperatorError(
    'no-backup',
    name === undefined ? `There is no backup in ${folder}` : `There is no backup ${name} in ${folder}`,
    '`backup list` says what there is.',
  );
};

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
