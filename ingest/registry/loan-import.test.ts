/** Loan imports leave every pedometer with one person at a time, and every person with one pedometer. */
import { describe, expect, test } from 'vitest';
import type { DeviceSerial } from '../../contract/ids.ts';
import type { ImportOutcome } from './import-outcome.ts';
import { importLoans } from './loan-import.ts';
import { sampleRegistry } from './sample-registry.ts';
import { loanRow } from './table-rows.ts';

const loans = (...lines: readonly string[]) => ['device,participant,from,to', ...lines].join('\n');
const codes = (outcome: ImportOutcome) =>
  outcome.kind === 'refused' ? outcome.problems.map(({ line, column, code }) => [line, column, code]) : outcome.kind;
const counts = (outcome: ImportOutcome) =>
  outcome.kind === 'imported' ? [outcome.added, outcome.changed, outcome.unchanged] : outcome.problems;
const at = (text: string) => Date.parse(`${text}:00+09:00`);
const a1 = 'A-1' as DeviceSerial;

describe('times', () => {
  test('are local in the programme’s zone, or say their offset', () => {
    const { registry } = sampleRegistry();
    const table = loans(
      'A-1,P-1,2026-11-01T09:00,2026-11-02 10:30',
      'A-1,P-2,2026-11-02T01:30Z,2026-11-03T00:00:00+00:00',
    );
    expect(counts(importLoans(registry, table))).toEqual([2, 0, 0]);
    expect(registry.loansOfDevice(a1)).toMatchObject([
      { fromMs: at('2026-11-01T09:00'), toMs: at('2026-11-02T10:30') },
      { fromMs: at('2026-11-02T10:30'), toMs: at('2026-11-03T09:00') },
    ]);
  });

  test.each(['2026-11-31T09:00', '2026-11-01', '2026/11/01 9:00', '2026-11-01T25:00', '9:00', '2026-11-01T09:00+9'])(
    'are not %s',
    (text) => {
      const { registry } = sampleRegistry();
      const table = loans(`A-1,P-1,${text},`, `A-2,P-2,2026-10-01T09:00,${text}`);
      expect(codes(importLoans(registry, table))).toEqual([
        [2, 'from', 'bad-value'],
        [3, 'to', 'bad-value'],
      ]);
    },
  );
});

test('a local time that the clocks jump over, or show twice, is none', () => {
  const row = (from: string) => loanRow('Europe/Berlin').safeParse({ device: 'A', participant: 'P', from, to: '' });
  expect(row('2026-03-29T02:30').success).toBe(false);
  expect(row('2026-10-25T02:30').success).toBe(false);
  expect(row('2026-10-25T02:30+01:00').success).toBe(true);
});

describe('a table of loans', () => {
  const running = 'A-1,P-1,2026-11-01T09:00,';

  test('changes nothing the second time', () => {
    const { registry, facts } = sampleRegistry();
    importLoans(registry, loans(running));
    expect(counts(importLoans(registry, loans(running)))).toEqual([0, 0, 1]);
    expect(facts).toHaveLength(1);
  });

  test('ends one loan and begins the next with the same pedometer, and tells both as facts', () => {
    const { registry, facts } = sampleRegistry();
    importLoans(registry, loans(running));
    const table = loans('A-1,P-2,2026-11-10T09:00,', `${running}2026-11-10T09:00`);
    expect(counts(importLoans(registry, table))).toEqual([1, 1, 0]);
    const loan = { id: 1, device: 'A-1', participant: 'P-1', fromMs: at('2026-11-01T09:00'), toMs: null };
    const ended = { ...loan, toMs: at('2026-11-10T09:00') };
    const next = { ...loan, id: 2, participant: 'P-2', fromMs: at('2026-11-10T09:00') };
    expect(facts).toEqual([
      { kind: 'loan', body: { before: null, after: loan } },
      { kind: 'loan', body: { before: loan, after: ended } },
      { kind: 'loan', body: { before: null, after: next } },
    ]);
  });

  test('is refused whole when a pedometer or a person would be lent twice, by the lines that say so', () => {
    const { registry } = sampleRegistry();
    importLoans(registry, loans('A-3,P-3,2026-01-01T09:00,'));
    const table = loans(
      running,
      'A-1,P-2,2026-11-05T09:00,2026-11-06T09:00',
      'A-2,P-1,2026-12-01T09:00,',
      'A-3,P-2,2026-02-01T09:00,2026-02-02T09:00',
      'A-2,P-3,2025-12-01T09:00,2026-01-01T09:01',
    );
    const outcome = importLoans(registry, table);
    expect(codes(outcome)).toEqual([
      [3, 'device', 'device-lent-twice'],
      [4, 'participant', 'participant-has-two'],
      [5, 'device', 'device-lent-twice'],
      [6, 'participant', 'participant-has-two'],
    ]);
    expect(outcome.kind === 'refused' && outcome.problems.map(({ sentence }) => sentence.en)).toEqual([
      'overlaps line 2, in which P-1 has the same pedometer',
      'overlaps line 2, in which the same participant has A-1',
      'overlaps a loan held already, in which P-3 has the same pedometer',
      'overlaps a loan held already, in which the same participant has A-3',
    ]);
    expect(registry.loans()).toHaveLength(1);
  });

  test('is refused for pedometers and people nobody knows, ends before beginnings, and the same loan twice', () => {
    const { registry } = sampleRegistry();
    const table = loans(
      'Z-1,P-1,2026-11-01T09:00,2026-11-02T09:00',
      'A-1,P-9,2026-11-01T09:00,2026-11-02T09:00',
      'A-2,P-2,2026-11-02T09:00,2026-11-02T09:00',
      'A-3,P-3,2026-11-01T09:00,2026-11-02T09:00',
      'A-3,P-3,2026-11-01T00:00Z,',
    );
    expect(codes(importLoans(registry, table))).toEqual([
      [2, 'device', 'unknown-device'],
      [3, 'participant', 'unknown-participant'],
      [4, 'to', 'ends-before-it-begins'],
      [6, null, 'duplicate'],
    ]);
  });

  test('may correct the end of a loan, with a warning, and so may an old table that knows no end yet', () => {
    const { registry } = sampleRegistry();
    importLoans(registry, loans(`${running}2026-11-10T09:00`));
    expect(importLoans(registry, loans(`${running}2026-11-11T09:00`)).warnings).toMatchObject([
      { code: 'loan-end-changed' },
    ]);
    expect(importLoans(registry, loans(running)).warnings).toMatchObject([{ line: 2, code: 'loan-reopened' }]);
    expect(registry.loansOfDevice(a1)).toMatchObject([{ toMs: null }]);
  });
});
