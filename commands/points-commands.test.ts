/** What recompute promises on the command line: a draft leaves no trace, and nothing is applied without its grounds. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DatabaseSync } from 'node:sqlite';
import { dayTotal } from '../points/trial-points.ts';
import { openPoints } from './open-store.ts';
import { addPointsCommands } from './points-commands.ts';

let data = '';
let rulesNow = '';
let rulesDraft = '';

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'ayumi-recompute-'));
  rulesNow = join(data, 'now.yaml');
  rulesDraft = join(data, 'draft.yaml');
  writeFileSync(rulesNow, programme(version(1, '2024-04-01', 1)));
  writeFileSync(rulesDraft, programme(version(1, '2024-04-01', 1) + version(2, '2025-11-01', 3)));
  new DatabaseSync(join(data, 'points.sqlite')).close();
  await using points = await openPoints({ data, zone: 'Asia/Tokyo' }, rulesNow, { records: true });
  points.accept([dayTotal({ date: '2025-11-20', syncedOn: '2025-11-21', steps: 6_000 })]);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(data, { recursive: true });
});

test('a dry run of a draft tells the difference and leaves the ledger as it was', async () => {
  const before = stand();
  expect(await told('--rules', rulesDraft, '--from', '2025-11-01', '--en')).toContain('2025-11-20 +2');
  expect(stand()).toEqual(before);
});

test('nothing is applied, and no rule recorded, without a reason and a name', async () => {
  const before = stand();
  await expect(told('--rules', rulesDraft, '--from', '2025-11-01', '--apply', '--by', 'Sato')).rejects.toMatchObject({
    code: 'reason-missing',
  });
  expect(stand()).toEqual(before);
});

test('what is applied has the say also for days that arrive afterwards, where nobody had any yet', async () => {
  const grounds = ['--apply', '--reason', 'new rules', '--by', 'Sato'];
  expect(await told('--rules', rulesDraft, '--from', '2025-11-21', ...grounds, '--en')).toContain('no difference');
  await using points = await openPoints({ data, zone: 'Asia/Tokyo' }, rulesDraft);
  points.accept([dayTotal({ date: '2025-11-21', syncedOn: '2025-11-22', steps: 6_000 })]);
  expect(points.balance(dayTotal({}).participant)).toBe(1 + 3);
});

const told = async (...args: readonly string[]): Promise<string> => {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const program = new Command();
  addPointsCommands(program, (command) => command.option('--data <dir>').option('--zone <zone>', '', 'Asia/Tokyo'));
  await program.parseAsync(['recompute', '--data', data, ...args], { from: 'user' });
  return lines.join('\n');
};

const stand = (): readonly unknown[] => {
  using database = new DatabaseSync(join(data, 'points.sqlite'), { readOnly: true });
  return ['entry', 'rule_version', 'rule_in_force'].map((table) =>
    database
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .map((row) => JSON.stringify(row)),
  );
};

const programme = (versions: string): string => `programme: trial
name: { ja: ためし, en: Trial }
zone: Asia/Tokyo
accounts:
  pedometer: { name: { ja: 歩数計, en: Pedometer }, unit: { ja: ポイント, en: { one: point, other: points } } }
versions:
${versions}`;

const version = (number: number, from: string, points: number): string => `  - version: ${number}
    effectiveFrom: ${from}
    participants: { ageMin: 0 }
    backfill: { windowDays: 30 }
    earning:
      - id: steps
        kind: target
        targets: [{ ageMin: 0, steps: 5000 }]
        points: ${points}
        sentence: { ja: '5,000歩で${points}', en: '5,000 steps: ${points}' }
`;
