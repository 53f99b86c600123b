/** Promises of the records command: its file is whole, private and never in the place of another; what was handed on and looked up is kept. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anna, date } from '../ingest/sample-cloud.ts';
import { SampleRecords } from '../ingest/records/sample-records.ts';
import { addRecordsCommands } from './records-command.ts';

let records: SampleRecords;
let folder: string;
let told: string[];

beforeEach(() => {
  records = new SampleRecords();
  folder = mkdtempSync(join(tmpdir(), 'ayumi-records-'));
  told = [];
  const tell = (text: unknown): boolean => told.push(String(text)) > 0;
  vi.spyOn(process.stderr, 'write').mockImplementation(tell);
  vi.spyOn(process.stdout, 'write').mockImplementation(tell);
  vi.spyOn(console, 'log').mockImplementation(tell);
  vi.spyOn(console, 'error').mockImplementation(tell);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
  records[Symbol.dispose]();
  rmSync(folder, { recursive: true });
});

const run = async (...args: readonly string[]): Promise<void> => {
  const program = new Command().exitOverride();
  addRecordsCommands(program);
  for (const command of program.commands.flatMap((each) => [each, ...each.commands])) command.exitOverride();
  await program.parseAsync(['node', 'ayumi', 'records', ...args]);
};
const place = (): readonly string[] => ['--data', records.sample.folder];
const signed = ['--by', '佐藤', '--reason', 'a study'];
const period = ['--from', date(0), '--to', date(4)];
const exported = (...args: readonly string[]) => run('export', ...place(), ...period, ...signed, ...args);

test('a file is whole, for its owner only, and nothing is left beside it', async () => {
  const out = join(folder, 'days.csv');
  await exported('--format', 'csv', '--out', out);
  expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(12);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['days.csv']);
  expect(told.join('')).toContain('10 行を書きました');
  const [logged] = (await records.ask('exports')).exports;
  expect(logged).toMatchObject({ via: 'command', actor: '佐藤', recipient: 'own office' });
  expect(logged?.deliveries).toMatchObject([{ rows: 10, outcome: 'complete' }]);
});

test('a period that ends before it begins is a slip of whoever asks, and nothing is handed on', async () => {
  const turned = ['--from', date(4), '--to', date(0)];
  const out = join(folder, 'days.csv');
  const asked = run('export', ...place(), ...turned, ...signed, '--format', 'csv', '--out', out);
  await expect(asked).rejects.toMatchObject({ code: 'ends-before-it-begins' });
  expect(readdirSync(folder)).toEqual([]);
});

test('what is there already stays as it was, and nothing is handed on', async () => {
  const out = join(folder, 'days.csv');
  writeFileSync(out, 'mine');
  await expect(exported('--format', 'csv', '--out', out)).rejects.toThrow('is there already');
  expect(readFileSync(out, 'utf8')).toBe('mine');
  await expect(exported('--format', 'csv', '--out', join(folder, 'none', 'x.csv'))).rejects.toThrow('Cannot write');
  expect(existsSync(join(folder, 'none'))).toBe(false);
  expect((await records.ask('exports')).exports.flatMap(({ deliveries }) => deliveries)).toEqual([]);
});

test('without a file it goes to the standard output', async () => {
  await exported('--format', 'senml', '--what', 'intervals');
  expect(told.join('')).toMatch(/^\[\n\{"bu":"count"[^]*\}\n\]\n192 行/);
});

test('whose a pseudonym is, is told and kept; one of nobody ends with 1', async () => {
  const out = join(folder, 'days.csv');
  await exported('--format', 'csv', '--out', out, '--for', 'a university');
  const pseudonym = /px[0-9a-f]{24}/.exec(readFileSync(out, 'utf8'))?.[0] ?? '';
  told = [];
  await run('who', pseudonym, ...place(), ...signed, '--for', 'a university');
  expect(told).toEqual([anna]);
  await run('who', `px${'0'.repeat(24)}`, ...place(), ...signed, '--for', 'a university');
  expect(process.exitCode).toBe(1);
  const looks = records.world.store.database.prepare('SELECT found FROM record_look ORDER BY id').all();
  expect(looks.map(({ found }) => found)).toEqual([anna, null]);
});

test.each([
  [['export', '--format', 'xml'], /Allowed choices are csv, fhir/],
  [['export', '--format', 'csv', '--from', '2026-02-30'], /a date is written like/],
  [['who', 'P-0001', ...signed], /--pseudonym/],
  [['export', ...period, ...signed, '--format', 'fhir', '--what', 'points', '--data', '/nowhere'], /no cloud\.sqlite/],
  [['export', ...period, ...signed, '--format', 'csv', '--config', 'a', '--data', 'b'], /already says where/],
])('%j is answered clearly', async (args, words) => {
  await run(...args).then(
    () => expect.unreachable(),
    (error: unknown) => expect(`${String(error)} ${told.join(' ')}`).toMatch(words),
  );
});

test('what cannot be handed on is refused in both languages, and written down nowhere', async () => {
  await expect(exported('--format', 'csv', '--centre', 'nowhere')).rejects.toThrow(/この記号の拠点.*no centre/);
  await expect(exported('--format', 'csv', '--reason', ' ')).rejects.toThrow('--reason');
  expect((await records.ask('exports')).total).toBe(0);
});
