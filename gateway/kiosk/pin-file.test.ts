/** Promises of the PIN's file: nobody else reads it, half a file is never there, and what is no PIN file closes the pages. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemBytes } from '../../runtime/random-bytes.ts';
import { PinFile } from './pin-file.ts';
import { hashPin, isPin } from './pin-hash.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ayumi-pin-'));
  path = join(folder, 'volunteers.pin');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a PIN is kept for its owner only, and not in a form that can be read', async () => {
  const hash = await hashPin('294015', systemBytes);
  new PinFile(path).write(hash);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readFileSync(path, 'utf8')).not.toContain('294015');
  expect(readdirSync(folder)).toEqual(['volunteers.pin']);
  expect(new PinFile(path).check()).toEqual(hash);
});

test('the right PIN is told from every other', async () => {
  const hash = await hashPin('294015', systemBytes);
  expect(await isPin('294015', hash)).toBe(true);
  for (const wrong of ['294016', '29401', '', '294015 ']) expect(await isPin(wrong, hash), wrong).toBe(false);
  expect((await hashPin('294015', systemBytes)).hash).not.toBe(hash.hash);
});

test('another PIN counts as soon as it is written', async () => {
  const file = new PinFile(path);
  expect(file.pin).toBeUndefined();
  const [one, other] = [await hashPin('294015', systemBytes), await hashPin('805317', systemBytes)];
  new PinFile(path).write(one);
  expect(file.pin).toEqual(one);
  new PinFile(path).write(other);
  expect(file.pin).toEqual(other);
  rmSync(path);
  expect(file.pin).toBeUndefined();
});

test('a file that others may read is refused at the start and is no PIN afterwards', async () => {
  const file = new PinFile(path);
  file.write(await hashPin('294015', systemBytes));
  chmodSync(path, 0o640);
  expect(() => file.check()).toThrow(
    expect.objectContaining({ code: 'pin-file-open', hint: `Run: chmod 600 ${path}` }),
  );
  expect(file.pin).toBeUndefined();
});

test.each(['', '294015', '{"v":1}', '{"v":2,"kind":"scrypt"}', ' '.repeat(5000)])(
  'a file that is none of ours (%#) is refused at the start and is no PIN afterwards',
  (text) => {
    writeFileSync(path, text, { mode: 0o600 });
    const file = new PinFile(path);
    expect(() => file.check()).toThrow(expect.objectContaining({ code: 'pin-file-unreadable' }));
    expect(file.pin).toBeUndefined();
  },
);

test('where it cannot be written the PIN is as before, and it is said', async () => {
  const nowhere = new PinFile(join(folder, 'nothing', 'here.pin'));
  const hash = await hashPin('294015', systemBytes);
  expect(() => nowhere.write(hash)).toThrow(expect.objectContaining({ code: 'pin-file-unwritten' }));
});
