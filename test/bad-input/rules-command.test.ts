/** A clerk who edits a rule file is told every mistake, where it is, before anything believes the file. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { iwamizawaRulePath } from '../../points/rule/programme-file.ts';
import { programmeJsonSchema } from '../../points/rule/programme-schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'ayumi-rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const rules = (...words: readonly string[]): Promise<Said> =>
  new Promise((resolve) => {
    const program = join(import.meta.dirname, '../../ayumi.ts');
    execFile(process.execPath, [program, 'rules', ...words], { timeout: 25_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text, { mode: 0o644 });
  return path;
};

const shipped = readFileSync(iwamizawaRulePath, 'utf8');

test('tells every mistake of every file, and reads the good ones in words', async () => {
  const bad = file('bad.yaml', shipped.replace('windowDays: 30', 'windowDays: 0').replace('from: 5000', 'from: 4999'));
  const broken = file('broken.yaml', 'programme: [');
  const said = await rules('check', bad, iwamizawaRulePath, broken);
  expect(said.code).toBe(1);
  expect(said.err).toContain('versions.0.backfill.windowDays: Too small: expected number to be >=1');
  expect(said.err).toContain('versions.0.earning.0.tiers.1.from: overlaps the tier before, which ends at 4999');
  expect(said.err).toContain('broken.yaml is not valid YAML');
  expect(said.out).toContain('  - 1日3,000〜4,999歩 → 1ポイント');
});

test('finds nothing wrong with a good file, and reads it in English too', async () => {
  const said = await rules('check', '--en', iwamizawaRulePath);
  expect([said.code, said.err]).toEqual([0, '']);
  expect(said.out).toContain('  - 3,000–4,999 steps a day → 1 point\n');
  expect((await rules('show', join(folder, 'nowhere.yaml'))).code).toBe(2);
});

test('prints the schema that editors read', async () => {
  const said = await rules('schema');
  expect(JSON.parse(said.out)).toEqual(programmeJsonSchema());
});
