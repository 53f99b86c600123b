/** Promises of the config commands: an editor knows every entry, and a file is told all that is wrong with it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ayumiProgram } from './ayumi-program.ts';
import { configJsonSchema } from './config-commands.ts';
import { configKinds } from './service-config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-commands-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const check = async (kind: string, text: string) => {
  const file = join(folder, 'some.yaml');
  writeFileSync(file, text);
  const said: string[] = [];
  for (const way of ['log', 'error'] as const) {
    vi.spyOn(console, way).mockImplementation((line: unknown) => void said.push(String(line)));
  }
  await ayumiProgram().parseAsync(['config', 'check', kind, file], { from: 'user' });
  return { said: said.join('\n'), code: process.exitCode };
};

test.each(configKinds)('the schema of %s knows entries, their kinds, and no others', (kind) => {
  const holds = new Ajv2020({ strict: false, allErrors: true, formats: { uri: true } }).compile(configJsonSchema(kind));
  expect(holds({ noSuchEntry: 1 })).toBe(false);
  expect(JSON.stringify(holds.errors)).toContain('noSuchEntry');
});

test('the schema takes what the cloud takes, with everything left out that has a default', () => {
  const holds = new Ajv2020({ strict: false, allErrors: true, formats: { uri: true } }).compile(
    configJsonSchema('cloud'),
  );
  expect([holds({ data: '.ayumi/cloud' }), holds({ data: '' })]).toEqual([true, false]);
});

test('a file in which nothing is wrong is said to be that', async () => {
  expect(await check('cloud', 'data: .ayumi/cloud\n')).toEqual({
    said: expect.stringContaining('nothing is wrong') as string,
    code: undefined,
  });
});

test('every problem is told at once, and the code says that something was found', async () => {
  const { said, code } = await check('cloud', 'data: ""\nzone: 9\nnoSuchEntry: 1\n');
  expect(code).toBe(1);
  for (const entry of ['data', 'zone', 'noSuchEntry']) expect(said).toContain(entry);
});

test('another service’s config is told to be that', async () => {
  expect((await check('points', 'data: .ayumi/cloud\nbroker: { kind: embedded }\n')).code).toBe(1);
});
