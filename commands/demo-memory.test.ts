/** A kept demo goes on as it was begun, and whoever asks for another is told so. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DemoMemory } from './demo-memory.ts';

test('what was asked for and differs is told; what was left out, or is so already, is not', () => {
  const data = mkdtempSync(join(tmpdir(), 'ayumi-demo-'));
  const begun = { seed: 1, people: 40, centres: 2, zone: 'Asia/Tokyo' };
  const first = DemoMemory.recall(data, begun);
  expect(first.differing({ people: 60 })).toEqual([]);
  first.keep(Date.now());
  const kept = DemoMemory.recall(data, { ...begun, people: 60 });
  expect(kept.story.people).toBe(40);
  expect(kept.differing({})).toEqual([]);
  expect(kept.differing({ people: 40 })).toEqual([]);
  expect(kept.differing({ people: 60, centres: 2, steps: 'a.csv' })).toEqual([
    { option: 'people', wanted: '60', held: '40' },
    { option: 'steps', wanted: 'a.csv', held: '-' },
  ]);
  rmSync(data, { recursive: true });
});
