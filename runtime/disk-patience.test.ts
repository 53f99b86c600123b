/** Work that the disk refuses is told of once, with what to do, and goes on; a mistake of ours is never waited out. */
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { DiskPatience } from './disk-patience.ts';

test('says once what to do, and once that it goes on', async () => {
  const told: unknown[] = [];
  const log = { error: (what: object) => told.push(what), info: (what: string) => told.push(what) };
  const patience = new DiskPatience(log, 'rosters');
  using database = new DatabaseSync(':memory:');
  const write = (): void => database.exec('CREATE TABLE some (one TEXT)');
  database.exec('PRAGMA query_only = 1');
  expect([
    patience.try(write),
    patience.try(write),
    await patience.tryLater(() => Promise.resolve().then(write)),
  ]).toEqual([false, false, false]);
  const noRoom = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  expect(await patience.tryLater(() => Promise.reject(noRoom))).toBe(false);
  expect(told).toEqual([{ error: expect.stringContaining('readonly') as string, hint: expect.any(String) as string }]);
  database.exec('PRAGMA query_only = 0');
  expect(patience.try(write)).toBe(true);
  expect(told).toEqual([expect.anything(), 'rosters: the disk takes it again']);
  patience.bear(noRoom);
  expect(told[2]).toMatchObject({ hint: expect.stringContaining('Make room') as string });
});

test('throws what is no fault of the disk', () => {
  const patience = new DiskPatience({ error: () => undefined, info: () => undefined }, 'rosters');
  expect(() =>
    patience.try(() => {
      throw new Error('bug: it is ours');
    }),
  ).toThrow('it is ours');
});
