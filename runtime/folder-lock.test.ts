/** Promises of the folder's lock: one program at a time, and whoever only asks is in nobody's way. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isFolderInUse, lockFolder } from './folder-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ayumi-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a folder is in use from when a program has locked it until it lets go', () => {
  expect(isFolderInUse(folder)).toBe(false);
  const lock = lockFolder(folder);
  expect(isFolderInUse(folder)).toBe(true);
  expect(() => lockFolder(folder)).toThrow('Another program works in');
  lock[Symbol.dispose]();
  expect(isFolderInUse(folder)).toBe(false);
  lockFolder(folder)[Symbol.dispose]();
});
