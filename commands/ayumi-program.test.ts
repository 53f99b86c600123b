/** Promises of the command line: the same words for a place everywhere, a code that says what became of it, and nothing made where nothing can be done. */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { freePort } from '../runtime/test-server.ts';
import { ayumiProgram, refusalCodeOf } from './ayumi-program.ts';
import { openStore } from './open-store.ts';

let folder = '';
let cloudConfig = '';
const data = (): string => join(folder, 'cloud');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ayumi-program-'));
  cloudConfig = join(folder, 'cloud.yaml');
  writeFileSync(cloudConfig, `data: ${data()}\n`, { mode: 0o600 });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const exitCode = (): number => Number(process.exitCode);

/** What a command ended with, and all it said. */
const ended = async (...words: readonly string[]): Promise<{ readonly code: number; readonly said: string }> => {
  const said: string[] = [];
  const take = (text: unknown): boolean => said.push(String(text)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(take);
  vi.spyOn(process.stderr, 'write').mockImplementation(take);
  vi.spyOn(console, 'log').mockImplementation((text) => void take(text));
  vi.spyOn(console, 'error').mockImplementation((text) => void take(text));
  process.exitCode = 0;
  try {
    await ayumiProgram().parseAsync(words, { from: 'user' });
    return { code: exitCode(), said: said.join('\n') };
  } catch (error) {
    const code = refusalCodeOf(error, take);
    if (code === undefined) throw error;
    return { code, said: said.join('\n') };
  } finally {
    vi.restoreAllMocks();
    process.exitCode = undefined;
  }
};
const makeStore = (): void => openStore({ data: data(), zone: 'Asia/Tokyo' }, { make: true })[Symbol.dispose]();

test.each([
  ['--help', 0, /--data DIR/],
  ['--version', 0, /^\d+\.\d+/],
  ['nonsense', 2, /unknown command 'nonsense'/],
  ['quarantine', 2, /Usage: ayumi quarantine/],
  ['series check --bogus --config x', 2, /unknown option '--bogus'/],
  ['demo --people many', 2, /a whole number/],
  ['demo --log-level loud', 2, /one of debug, info/],
  ['import', 2, /--centres/],
])('%s ends with %i', async (words, code, said) => {
  const answer = await ended(...words.split(' '));
  expect([answer.code, answer.said]).toEqual([code, expect.stringMatching(said)]);
});

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
/** Of a command and all below it: what it is for, and what each of its words is. */
const descriptionsOf = (command: Command): readonly string[] => [
  ...command.options
    .filter(({ long }) => long !== '--help')
    .map(({ long, description }) => `${long ?? ''} ${description}`),
  ...command.registeredArguments.map((argument) => `${argument.name()} ${argument.description}`),
  ...command.commands.flatMap((part) => [`${part.name()} ${part.description()}`, ...descriptionsOf(part)]),
];

test('every command, option and word says in Japanese what it is, and in English beside it', () => {
  const all = descriptionsOf(ayumiProgram());
  expect(all.length).toBeGreaterThan(100);
  expect(all.filter((text) => !japanese.test(text) || !/\([^)]*[A-Za-z]{2}/.test(text))).toEqual([]);
});

test('a series store that does not answer is no difference: 2, as is a config that is not there', async () => {
  makeStore();
  const port = await freePort();
  writeFileSync(cloudConfig, `data: ${data()}\nseries:\n  - { kind: influx1, url: 'http://127.0.0.1:${port}' }\n`, {
    mode: 0o600,
  });
  const away = await ended('series', 'check', '--config', cloudConfig);
  expect([away.code, away.said]).toEqual([2, expect.stringContaining(`127.0.0.1:${port}`)]);
  expect((await ended('series', 'check', '--config', join(folder, 'none.yaml'))).code).toBe(2);
});

test.each(['now', 'list', 'verify', 'restore ayumi-2026-11-21T181000Z'])(
  'backup %s where there is no cloud says so and makes nothing',
  async (words) => {
    const { code, said } = await ended('backup', ...words.split(' '), '--config', cloudConfig);
    expect([code, said]).toEqual([2, expect.stringContaining(`There is no folder ${data()}`)]);
    expect(existsSync(data())).toBe(false);
    mkdirSync(data());
    expect((await ended('backup', 'now', '--config', cloudConfig)).said).toContain('There is no cloud.sqlite');
    expect(existsSync(join(data(), 'backups'))).toBe(false);
  },
);

test('every tool takes the config of the cloud or its data folder, and they come to the same', async () => {
  makeStore();
  for (const tool of ['quarantine list', 'replay-journal', 'imports list']) {
    const byFolder = await ended(...tool.split(' '), '--data', data());
    expect([tool, byFolder.code]).toEqual([tool, 0]);
    expect(await ended(...tool.split(' '), '--config', cloudConfig)).toEqual(byFolder);
  }
});

test('a gateway is registered only where its secret can be kept, and no file stays of one that is not', async () => {
  makeStore();
  const secret = join(folder, 'gw-1.secret');
  const add = (centre: string, path: string) =>
    ended('add-gateway', 'gw-1', centre, '--config', cloudConfig, '--secret-file', path);
  const nowhere = await add('north', secret);
  expect([nowhere.code, nowhere.said]).toEqual([2, expect.stringContaining('there is no centre north')]);
  expect(existsSync(secret)).toBe(false);
  const centres = join(folder, 'centres.csv');
  writeFileSync(centres, 'centre,name\nnorth,北公民館\n');
  expect((await ended('import', '--config', cloudConfig, '--centres', centres)).code).toBe(0);
  expect((await add('north', join(folder, 'none', 'x.secret'))).said).toContain('nothing was registered');
  expect((await add('north', secret)).code).toBe(0);
  expect(statSync(secret).mode & 0o777).toBe(0o600);
  expect(readFileSync(secret, 'utf8')).toMatch(/^\S{20,}\n$/);
  expect((await add('north', join(folder, 'again.secret'))).said).toContain('is registered already');
  expect(existsSync(join(folder, 'again.secret'))).toBe(false);
});

test('an import of files that are not there makes no folder', async () => {
  const answer = await ended('import', '--data', data(), '--centres', join(folder, 'none.csv'));
  expect([answer.code, answer.said]).toEqual([2, expect.stringContaining('none.csv')]);
  expect(existsSync(data())).toBe(false);
});

test('what is no such place is told with the word that was meant', async () => {
  const gateway = join(folder, 'gateway.yaml');
  const uplink = "radio: { kind: h4, path: /tmp/a }\nuplink: { url: 'mqtt://127.0.0.1:1883' }\n";
  writeFileSync(gateway, `gateway: gw-1\n${uplink}`, { mode: 0o600 });
  for (const [words, hint] of [
    [`explain P-0001 2026-11-20 --data ${cloudConfig}`, `--config ${cloudConfig}`],
    [`cloud --config ${folder}`, 'フォルダーです'],
    [`cloud --config ${gateway}`, 'the config of gateway, not of cloud'],
    [`gateway --config ${cloudConfig}`, 'the config of cloud, not of gateway'],
    [`set-pin --stdin --config ${cloudConfig}`, 'the config of cloud, not of gateway'],
    [`ledger verify --config ${gateway}`, 'the config of gateway, not of cloud'],
    [`quarantine list --config ${cloudConfig} --data ${folder}`, 'いっしょに使えません'],
    [`import --centres ${cloudConfig} --data ${cloudConfig}/inside`, 'Cannot make the folder'],
    [`rules check ${join(folder, 'none.yaml')}`, 'none.yaml'],
  ] as const) {
    const { code, said } = await ended(...words.split(' '));
    expect([words, code, said]).toEqual([words, 2, expect.stringContaining(hint)]);
  }
});

test('npm start answers wrong words before it builds anything', async () => {
  const root = join(import.meta.dirname, '..');
  const builtMs = (): number | undefined =>
    statSync(join(root, 'dashboards', 'dist'), { throwIfNoEntry: false })?.mtimeMs;
  const before = builtMs();
  await using held = createServer();
  await once(held.listen(0, '127.0.0.1'), 'listening');
  const taken = (held.address() as AddressInfo).port;
  for (const [words, code, said] of [
    [['--help'], 0, 'Usage: ayumi demo'],
    [['--speed', 'x'], 2, 'greater than 0'],
    [['--speed', '1000000000'], 2, 'at most 86400'],
    [['--steps', join(folder, 'none.csv')], 2, 'There is no file'],
    [['--port', String(taken), '--data', join(folder, 'demo')], 2, `127.0.0.1:${taken}`],
  ] as const) {
    const answer = await new Promise<{ readonly code: unknown; readonly said: string }>((resolve) => {
      execFile('npm', ['start', '--silent', '--', ...words], { cwd: root }, (error, out, err) =>
        resolve({ code: error === null ? 0 : error.code, said: out + err }),
      );
    });
    expect(answer).toEqual({ code, said: expect.stringContaining(said) as string });
  }
  expect(builtMs()).toBe(before);
});

test('at the highest speed that may be asked for, a stop is heard within two seconds and said once', async () => {
  const root = join(import.meta.dirname, '..');
  const words = ['demo', '--speed', '86400', '--port', '0', '--data', join(folder, 'demo')];
  const child = spawn(process.execPath, [join(root, 'ayumi.ts'), ...words], { cwd: folder });
  try {
    const said: string[] = [];
    const heard = new Promise<void>((resolve) => {
      child.stderr.on('data', (text: Buffer) => {
        said.push(text.toString());
        resolve();
      });
    });
    const ended = once(child, 'exit');
    const visited = new Promise<void>((resolve) => {
      child.stdout.on('data', (text: Buffer) => text.includes('届きました') && resolve());
    });
    await visited;
    const askedMs = performance.now();
    child.kill('SIGTERM');
    await heard;
    expect(performance.now() - askedMs).toBeLessThan(2000);
    expect((await ended)[0]).toBe(0);
    expect(said.join('').match(/終了しています|止めています/g)).toHaveLength(1);
  } finally {
    child.kill('SIGKILL');
  }
}, 60_000);
