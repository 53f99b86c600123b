/** A seed that goes wrong is on disk with its plan before anything else is tried, and what is said about it is so. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mutantNamed } from './mutants/mutate.ts';
import { runSeeds } from './run-seeds.ts';
import type { SeedResult } from './seed-result.ts';
import { decodePlan, readPlan } from './world/plan-file.ts';
import { WrongFiles } from './wrong-files.ts';

const mutant = 'a repeated bucket is added, not recognised';
const sentence = 'AYM-000001 55 stands twice';
const wrong = { promise: 'no bucket is stored twice', sentence } as const;
const result: SeedResult = {
  seed: 7,
  wrongs: [wrong, wrong],
  counts: {},
  virtualDays: 1,
  digest: '',
  wallMs: 1,
  story: ['it began'],
  plan: 'whole',
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'ayumi-wrong-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const text = (name: string): string => readFileSync(join(directory, name), 'utf8');

test('files the whole plan, then the shrunk one in its place; the last line counts both', () => {
  const files = new WrongFiles(directory, mutant);
  files.file(result);
  expect(text('seed-7.json')).toBe('whole');
  expect(files.line()).toMatch(/^1 that went wrong.* 0 shrunk$/);
  files.replace({ ...result, plan: 'small' });
  expect(text('seed-7.json')).toBe('small');
  expect(files.line()).toMatch(/^1 that went wrong.* 1 shrunk$/);
});

test('tells each sentence once, and how to see it again with the same safeguard taken out', () => {
  new WrongFiles(directory, mutant).file(result);
  expect(text('seed-7.txt').split(sentence).length).toBe(2);
  expect(text('seed-7.txt')).toContain(`--story 7 --mutant "${mutant}"`);
  expect(text('seed-7.txt')).toContain(`seed-7.json" --mutant "${mutant}"`);
});

test('says which folder it cannot write', () => {
  writeFileSync(join(directory, 'taken'), '');
  const files = new WrongFiles(join(directory, 'taken'), undefined);
  expect(() => files.file(result)).toThrow(expect.objectContaining({ code: 'swarm-out' }));
});

test('a seed that goes wrong brings its whole plan at once', { timeout: 60_000 }, async () => {
  const [one] = await runSeeds({ first: 1, count: 1, processes: 1, mutant });
  expect(one?.wrongs).not.toEqual([]);
  expect(decodePlan(one?.plan ?? '').happenings.length).toBeGreaterThan(5);
});

test('starts nothing where it has been stopped already', { timeout: 60_000 }, async () => {
  expect(await runSeeds({ first: 1, count: 2, processes: 2, signal: AbortSignal.abort() })).toEqual([]);
});

test.each([
  ['plan-unreadable', 'none.json', undefined],
  ['plan-broken', 'text.json', 'no plan'],
  ['plan-broken', 'other.json', '{"seed": 1}'],
])('says %s of %s', (code, name, content) => {
  const path = join(directory, name);
  if (content !== undefined) writeFileSync(path, content);
  expect(() => readPlan(path)).toThrow(expect.objectContaining({ code }));
});

test('says which mutants there are', () => {
  const failure = { code: 'mutant-unknown', hint: expect.stringContaining(mutant) as string };
  expect(() => mutantNamed('none')).toThrow(expect.objectContaining(failure));
});
