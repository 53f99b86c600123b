/** What set-pin promises on the command line: only a good PIN is taken, and it stands nowhere. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PinFile } from '../gateway/kiosk/pin-file.ts';
import { isPin } from '../gateway/kiosk/pin-hash.ts';
import { addPinCommand } from './pin-command.ts';

let folder: string;
let config: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ayumi-set-pin-'));
  config = join(folder, 'gateway.yaml');
  writeConfig(`data: ${join(folder, 'data')}\n`);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const writeConfig = (more: string): void =>
  writeFileSync(config, `gateway: gw-1\nradio: { kind: dbus }\nuplink: { url: mqtt://127.0.0.1:1883 }\n${more}`);

interface Ended {
  readonly fault: unknown;
  readonly out: string;
  readonly err: string;
}

const run = async (args: readonly string[], typed = ''): Promise<Ended> => {
  const said = { out: '', err: '' };
  vi.spyOn(console, 'log').mockImplementation((line: string) => void (said.out += line));
  const program = new Command();
  program.exitOverride().configureOutput({
    writeOut: (text) => (said.out += text),
    writeErr: (text) => (said.err += text),
  });
  addPinCommand(program, Readable.from([Buffer.from(typed)]));
  for (const command of program.commands) command.copyInheritedSettings(program);
  const fault: unknown = await program.parseAsync(['set-pin', ...args], { from: 'user' }).then(
    () => undefined,
    (error: unknown) => error,
  );
  return { fault, ...said };
};

test('a PIN from the standard input is kept in the data folder, for the owner only, and shown nowhere', async () => {
  const { fault, out } = await run(['--config', config, '--stdin'], '294015\n');
  const path = join(folder, 'data', 'volunteers.pin');
  expect(fault).toBeUndefined();
  expect(out).toContain(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const kept = new PinFile(path).check();
  expect(kept !== undefined && (await isPin('294015', kept))).toBe(true);
  for (const text of [out, readFileSync(path, 'utf8')]) expect(text).not.toContain('294015');
});

test('the config may name another file, and a second PIN takes the place of the first', async () => {
  const path = join(folder, 'centre.pin');
  writeConfig(`kiosk: { pinFile: ${path} }\n`);
  await run(['--config', config, '--stdin'], '294015');
  expect((await run(['--config', config, '--stdin'], '80531742')).fault).toBeUndefined();
  const kept = new PinFile(path).check();
  expect(kept !== undefined && (await isPin('80531742', kept))).toBe(true);
});

test.each([
  ['a short one', '29401', 'pin-form'],
  ['letters', 'secret1', 'pin-form'],
  ['nothing', '', 'pin-form'],
  ['far too much', '2'.repeat(5000), 'pin-form'],
  ['a simple one', '654321', 'pin-simple'],
])('%s is refused, not repeated, and the PIN is as before', async (_, typed, code) => {
  await run(['--config', config, '--stdin'], '294015');
  const path = join(folder, 'data', 'volunteers.pin');
  const before = readFileSync(path, 'utf8');
  const { fault } = await run(['--config', config, '--stdin'], typed);
  expect(fault).toMatchObject({ code });
  if (typed !== '') expect(String(fault)).not.toContain(typed);
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test('without a terminal it does not wait for somebody who is not there', async () => {
  const { fault } = await run(['--config', config], '294015\n294015\n');
  expect(fault).toMatchObject({ code: 'pin-no-terminal', hint: expect.stringContaining('--stdin') as unknown });
});

test('a config that is not there or not right is told before a PIN is asked for', async () => {
  expect((await run(['--config', '/nothing/here.yaml'])).fault).toMatchObject({ code: 'config-unreadable' });
  writeConfig('kiosk: { prot: 1 }\n');
  const { fault } = await run(['--config', config]);
  expect(fault).toMatchObject({
    code: 'config-invalid',
    message: expect.stringContaining('did you mean port') as unknown,
  });
});

test.each([
  [[], "required option '--config <file>'"],
  [['--config', '/nothing/here.yaml', '--pin', '294015'], "unknown option '--pin'"],
  [['--config', '/nothing/here.yaml', '294015'], 'too many arguments'],
])('wrong arguments %j are told', async (args, words) => {
  expect((await run(args)).err).toContain(words);
});

test('--help says what it is for', async () => {
  const { out } = await run(['--help']);
  for (const words of ['ボランティアの画面のPIN', '--config <file>', '--stdin']) expect(out).toContain(words);
});

test('the command is one of those of ayumi', async () => {
  const program = join(import.meta.dirname, '..', 'ayumi.ts');
  const run = promisify(execFile);
  const failed: unknown = await run(process.execPath, [program, 'set-pin', '--config', config]).catch(
    (error: unknown) => error,
  );
  expect(failed).toMatchObject({ code: 2, stderr: expect.stringContaining('--stdin') as unknown });
});
