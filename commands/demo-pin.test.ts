/** A demo's PIN is its folder's own: the same as long as the folder is kept, and for its owner only. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PinFile } from '../gateway/kiosk/pin-file.ts';
import { isPin } from '../gateway/kiosk/pin-hash.ts';
import { DemoPin } from './demo-pin.ts';

let data: string;
beforeEach(() => (data = mkdtempSync(join(tmpdir(), 'ayumi-demo-pin-'))));
afterEach(() => rmSync(data, { recursive: true }));

test('a kept demo has the PIN it had, in a file that signs nobody out, and both are their owner’s only', async () => {
  const first = await DemoPin.of(data);
  const before = readFileSync(first.path);
  expect((await DemoPin.of(data)).digits).toBe(first.digits);
  expect(readFileSync(first.path)).toEqual(before);
  const kept = new PinFile(first.path).check();
  expect(kept !== undefined && (await isPin(first.digits, kept))).toBe(true);
  for (const path of [first.path, join(data, 'volunteers-pin.txt')]) expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('another demo has another PIN', async () => {
  const other = mkdtempSync(join(tmpdir(), 'ayumi-demo-pin-'));
  try {
    expect((await DemoPin.of(other)).digits).not.toBe((await DemoPin.of(data)).digits);
  } finally {
    rmSync(other, { recursive: true });
  }
});
