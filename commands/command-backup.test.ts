/** A backup made by hand stands in the ledger of the jobs like those of the night, whole or failed, and takes nobody else's place. */
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cloudConfigSchema } from '../ingest/cloud-config.ts';
import { JobLedger } from '../ingest/jobs/job-ledger.ts';
import { SampleStore } from '../ingest/sample-store.ts';
import { lockFolder } from '../runtime/folder-lock.ts';
import { systemClock } from '../runtime/clock.ts';
import { commandBackup } from './command-backup.ts';

/** Noon in Japan: today's backup was due nine hours ago. */
const nowMs = Date.parse('2026-11-21T03:00:00Z');
const clock = { ...systemClock, wallMs: () => nowMs };

let sample: SampleStore;
beforeEach(() => {
  sample = new SampleStore();
});
afterEach(() => sample[Symbol.dispose]());

const make = (backups: object = {}) => {
  const folder = join(sample.folder, 'kept');
  const config = cloudConfigSchema.parse({ data: sample.folder, backups: { folder, ...backups } });
  return commandBackup(config, clock, (sentence) => expect.fail(sentence));
};
const runs = () => {
  using database = new DatabaseSync(join(sample.folder, 'cloud.sqlite'), { readOnly: true });
  return new JobLedger(database).latest('backup', 5);
};

test('as done on the day it fell due on last, with what it made', async () => {
  const { name, bytes } = await make();
  expect(runs()).toMatchObject([
    { day: '2026-11-21', outcome: 'done', detail: `${name}, ${bytes} bytes`, attempts: 1, startedMs: nowMs },
  ]);
  await make({ at: '23:00' });
  expect(runs().map(({ day, attempts }) => [day, attempts])).toEqual([
    ['2026-11-21', 1],
    ['2026-11-20', 1],
  ]);
});

test('as failed with the reason, and not at all where another one is under way', async () => {
  const folder = join(sample.folder, 'kept');
  mkdirSync(folder);
  const other = lockFolder(folder);
  await expect(make()).rejects.toMatchObject({ code: 'folder-in-use' });
  expect(runs()).toEqual([]);
  other[Symbol.dispose]();
  // A file is no folder.
  const nowhere = join(sample.folder, 'cloud.sqlite', 'kept');
  await expect(make({ folder: nowhere })).rejects.toMatchObject({ code: 'backup-folder' });
  expect(runs()).toMatchObject([{ outcome: 'failed', detail: expect.stringContaining(nowhere) as string }]);
});
