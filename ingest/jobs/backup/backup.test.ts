/** Promises of backups: one moment of everything, whole before it has a name, and older ones go for nothing less. */
import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rosterSchema } from '../../../contract/roster.ts';
import { systemClock } from '../../../runtime/clock.ts';
import { realDisk } from '../../../runtime/disk.ts';
import { lockFolder } from '../../../runtime/folder-lock.ts';
import { silentLog } from '../../../runtime/log.ts';
import { date, epochOne, firstDayMs, device, anna } from '../../sample-cloud.ts';
import { SampleStore } from '../../sample-store.ts';
import { sampleVisit } from '../../sample-walk.ts';
import type { Wire } from '../../broker/wire.ts';
import { RosterPublisher } from '../../roster-publisher.ts';
import { BackupFolder } from './backup-folder.ts';
import { checkBackup, type CheckLedger } from './check-copy.ts';
import { restoreBackup } from './restore-backup.ts';
import { takeBackup, type TakenBackup } from './take-backup.ts';

const fine: CheckLedger = () => ({ kind: 'ok', hash: 'none' });
const living = new AbortController().signal;
/** Ten past three in the night of the 22nd in Japan. */
const nowMs = Date.parse('2026-11-21T18:10:00Z');
const zone = 'Asia/Tokyo';

let sample: SampleStore;
let folder: string;
beforeEach(() => {
  sample = new SampleStore();
  folder = mkdtempSync(join(tmpdir(), 'ayumi-backup-'));
  sample.store.registry.lend(device.serial, anna, firstDayMs);
});
afterEach(() => {
  sample[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

const take = (atMs = nowMs, keep = 14, disk = realDisk): Promise<TakenBackup> =>
  takeBackup({ dataPath: sample.folder, folder, keep, zone }, atMs, fine, living, disk);
const walkTo = (hours: number): void => {
  sample.bring([sampleVisit(device, [epochOne(hours)], { atMs: firstDayMs + hours * 3_600_000, from: 0 })]);
};
const names = (): readonly string[] => new BackupFolder(folder).list().map(({ name }) => name);
const rowsIn = (path: string): number => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return Number(database.prepare('SELECT count(*) AS n FROM journal').get()?.['n']);
  } finally {
    database.close();
  }
};

/** Of the roster that a cloud with this store sends. */
const rosterVersion = async (): Promise<number> => {
  const { database, registry } = sample.store;
  const versions: number[] = [];
  const wire: Wire = {
    isConnected: true,
    onMessage: () => undefined,
    start: () => Promise.resolve(),
    publish: (_topic, payload) => void versions.push(rosterSchema.parse(JSON.parse(payload)).version),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const parts = { database, registry, wire, clock: systemClock, log: silentLog, isBusy: () => false };
  await new RosterPublisher(parts).rounds.go();
  return Math.max(...versions);
};

test('what is written while it is made is not in it, and nobody who writes waits for it', async () => {
  walkTo(20);
  const before = [...sample.store.journal.facts()].length;
  const taking = take();
  let written = 0;
  const timer = setInterval(() => walkTo(21 + written++), 0);
  const taken = await taking;
  clearInterval(timer);
  walkTo(99);
  expect(rowsIn(join(taken.path, 'cloud.sqlite'))).toBe(before);
  expect(taken.manifest.reach.journal).toBe(before);
  expect([...sample.store.journal.facts()].length).toBeGreaterThan(before);
});

test('it is for its owner only, one file for each database, and says what it holds', async () => {
  const { name, path, manifest } = await take();
  expect(name).toBe('ayumi-2026-11-21T181000Z');
  expect(readdirSync(path).sort()).toEqual(['cloud.sqlite', 'manifest.json']);
  for (const file of readdirSync(path)) expect(statSync(join(path, file)).mode & 0o077).toBe(0);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(manifest).toMatchObject({ at: '2026-11-21T18:10:00.000Z', ledgerHash: null });
  expect(() => checkBackup(path, manifest, fine)).not.toThrow();
});

test.each([
  ['a byte is another', (path: string) => flip(path)],
  ['a piece is missing', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 8192))],
  ['a file is missing', (path: string) => rmSync(path)],
])('where %s, it is said to be broken and is not restored', async (_, spoil) => {
  const taken = await take();
  spoil(join(taken.path, 'cloud.sqlite'));
  expect(() => checkBackup(taken.path, taken.manifest, fine)).toThrow('is not whole');
  const into = join(folder, 'elsewhere');
  mkdirSync(into);
  const restoring = () =>
    restoreBackup({
      backup: taken,
      dataPath: into,
      lock: () => lockFolder(into),
      replaces: false,
      nowMs,
      checkLedger: fine,
    });
  expect(restoring).toThrow('is not whole');
  expect(readdirSync(into)).toEqual([]);
});

const flip = (path: string): void => {
  const bytes = readFileSync(path);
  bytes[5000] = (bytes[5000] ?? 0) ^ 1;
  writeFileSync(path, bytes);
};

test('the newest are kept, and an older one goes only when a new one has been checked', async () => {
  for (const day of [0, 1, 2, 3]) await take(nowMs + day * 86_400_000, 3);
  expect(names()).toEqual(['ayumi-2026-11-24T181000Z', 'ayumi-2026-11-23T181000Z', 'ayumi-2026-11-22T181000Z']);
  const broken: CheckLedger = () => ({ kind: 'broken', why: 'entry 3 is altered' });
  new DatabaseSync(join(sample.folder, 'points.sqlite')).close();
  const taking = takeBackup({ dataPath: sample.folder, folder, keep: 3, zone }, nowMs + 4 * 86_400_000, broken, living);
  await expect(taking).rejects.toThrow('entry 3 is altered');
  expect(names()).toHaveLength(3);
  expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
});

test('those made by hand take no night away: not even many, in the morning after one', async () => {
  for (const night of [0, 1, 2]) await take(nowMs + night * 86_400_000, 3);
  for (let again = 1; again <= 6; again++) await take(nowMs + 2 * 86_400_000 + again * 3_600_000, 3);
  expect(names()).toEqual([
    'ayumi-2026-11-24T001000Z',
    'ayumi-2026-11-23T231000Z',
    'ayumi-2026-11-23T221000Z',
    'ayumi-2026-11-23T211000Z',
    'ayumi-2026-11-22T181000Z',
    'ayumi-2026-11-21T181000Z',
  ]);
});

test('a disk without room is told in a sentence before anything is written, and what is there stays', async () => {
  await take();
  const full = { ...realDisk, freeBytes: () => 1_000_000 };
  await expect(take(nowMs + 60_000, 1, full)).rejects.toThrow(/A backup needs \d+ MB .* 1 MB are free/);
  expect(names()).toEqual(['ayumi-2026-11-21T181000Z']);
});

test('what a killed one has left has no name of a backup, and goes with the next', async () => {
  mkdirSync(join(folder, 'ayumi-2026-11-20T181000Z.unfinished'));
  mkdirSync(join(folder, 'of-somebody-else.unfinished'));
  expect(names()).toEqual([]);
  await take();
  expect(readdirSync(folder).sort()).toEqual([
    'ayumi-2026-11-21T181000Z',
    'in-use.lock',
    'of-somebody-else.unfinished',
  ]);
});

test('two at a time are refused, and two in the same second have two names', async () => {
  const other = lockFolder(folder);
  await expect(take()).rejects.toThrow('Another program works in');
  other[Symbol.dispose]();
  await take();
  await take();
  expect(names()).toEqual(['ayumi-2026-11-21T181000Z-2', 'ayumi-2026-11-21T181000Z']);
});

test('a restored cloud is told its ledger everything again, has newer rosters than any before, and nothing is overwritten', async () => {
  walkTo(30);
  const { database } = sample.store;
  database.exec("INSERT INTO feed_cursor VALUES ('ledger', 2), ('visits', 1), ('webhook:city', 2)");
  const taken = await take(nowMs);
  walkTo(60);
  const before = await rosterVersion();
  const dataPath = sample.folder;
  sample.reopen(() => {
    const lock = () => lockFolder(dataPath);
    const parts = { backup: taken, dataPath, lock, nowMs: nowMs + 5_000, checkLedger: fine };
    expect(() => restoreBackup({ ...parts, replaces: false })).toThrow('There are databases in');
    expect(existsSync(join(dataPath, 'in-use.lock'))).toBe(false);
    const cloud = lockFolder(dataPath);
    for (const replaces of [false, true])
      expect(() => restoreBackup({ ...parts, replaces })).toThrow('Another program works in');
    cloud[Symbol.dispose]();
    const { lost, aside } = restoreBackup({ ...parts, replaces: true });
    expect(lost).toEqual({ facts: 1, registerChanges: 0, deskRequests: 0, entries: 0 });
    expect(rowsIn(join(aside ?? '', 'cloud.sqlite'))).toBe(rowsIn(join(dataPath, 'cloud.sqlite')) + 1);
    expect(existsSync(join(dataPath, 'restoring'))).toBe(false);
  });
  expect(sample.store.database.prepare('SELECT consumer FROM feed_cursor').all()).toEqual([
    { consumer: 'webhook:city' },
  ]);
  expect(sample.store.database.prepare('SELECT backup_ms, restored_ms FROM restoration').get()).toEqual({
    backup_ms: nowMs,
    restored_ms: nowMs + 5_000,
  });
  expect(sample.store.derivation.totals.get(anna, date(0))?.steps).toBe(300);
  // Gateways take no roster that is older than the one they have.
  expect(await rosterVersion()).toBeGreaterThan(before);
});
