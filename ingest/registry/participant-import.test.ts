/** People are imported by their year of birth, its day, or both, and a day that cannot be is told by its line. */
import { expect, test } from 'vitest';
import type { ParticipantId } from '../../contract/ids.ts';
import type { ImportOutcome } from './import-outcome.ts';
import { importParticipants } from './registry-import.ts';
import type { Registry } from './registry.ts';
import { sampleNowMs, sampleRegistry } from './sample-registry.ts';

const years = (...lines: readonly string[]) => ['participant,name,birthYear,centre', ...lines].join('\n');
const days = (...lines: readonly string[]) => ['participant,name,birthDate,centre', ...lines].join('\n');
const both = (...lines: readonly string[]) => ['participant,name,birthYear,birthDate,centre', ...lines].join('\n');
const birthOf = (registry: Registry, id: string) => {
  const { birthYear, birthDate } = registry.participant(id as ParticipantId) ?? {};
  return [birthYear, birthDate];
};
const faults = (outcome: ImportOutcome) =>
  outcome.kind === 'refused' ? outcome.problems.map(({ line, column, code }) => [line, column, code]) : outcome.kind;
const bring = (registry: Registry, text: string) => importParticipants(registry, text, sampleNowMs);

test('a day of birth stands beside the year, or in its place, as a form or a spreadsheet writes it', () => {
  const { registry } = sampleRegistry();
  expect(bring(registry, both('P-4,歩 四郎,1948,1948-02-29,c-1', 'P-5,歩 五郎,1950,,c-1')).kind).toBe('imported');
  expect(bring(registry, days('P-6,歩 六郎,1948/2/3,c-1')).kind).toBe('imported');
  expect(birthOf(registry, 'P-4')).toEqual([1948, '1948-02-29']);
  expect(birthOf(registry, 'P-5')).toEqual([1950, null]);
  expect(birthOf(registry, 'P-6')).toEqual([1948, '1948-02-03']);
});

test('days that never were, that are still to come or that are not in the year given are told line by line', () => {
  const { registry } = sampleRegistry();
  const table = both(
    'P-4,あ,1948,1948-02-31,c-1',
    'P-5,い,1949,1949-02-29,c-1',
    'P-6,う,1948,1949-01-01,c-1',
    'P-7,え,2026,2026-11-22,c-1',
    'P-8,お,1950,1950-5/6,c-1',
    'P-9,か,1950,昭和25年5月6日,c-1',
    'P-10,き,1950,1950-05-06,c-1',
  );
  expect(faults(bring(registry, table))).toEqual([
    [2, 'birthDate', 'bad-value'],
    [3, 'birthDate', 'bad-value'],
    [4, 'birthDate', 'bad-value'],
    [5, 'birthDate', 'bad-value'],
    [6, 'birthDate', 'bad-value'],
    [7, 'birthDate', 'bad-value'],
  ]);
  expect(registry.participant('P-10' as ParticipantId)).toBeUndefined();
  expect(faults(bring(registry, days('P-4,あ,1899-12-31,c-1', 'P-5,い,,c-1')))).toEqual([
    [2, 'birthDate', 'bad-value'],
    [3, 'birthDate', 'bad-value'],
  ]);
});

test('a table of years does not unsay a known day, and may not contradict it', () => {
  const { registry } = sampleRegistry();
  bring(registry, days('P-1,歩 1郎,1941-03-04,c-1'));
  expect(bring(registry, years('P-1,歩 一郎,1941,c-1'))).toMatchObject({ changed: 1 });
  expect(birthOf(registry, 'P-1')).toEqual([1941, '1941-03-04']);
  expect(faults(bring(registry, years('P-1,歩 一郎,1942,c-1')))).toEqual([[2, 'birthYear', 'bad-value']]);
  expect(bring(registry, both('P-1,歩 一郎,1942,,c-1'))).toMatchObject({ changed: 1 });
  expect(birthOf(registry, 'P-1')).toEqual([1942, null]);
});

test('whoever turns 18 tomorrow is warned of, and whoever does today is not', () => {
  const { registry } = sampleRegistry();
  const outcome = bring(registry, days('P-8,子,2008-11-22,c-1', 'P-9,大人,2008-11-21,c-1'));
  expect(outcome.warnings).toMatchObject([{ line: 2, column: 'birthDate', code: 'under-age' }]);
});
