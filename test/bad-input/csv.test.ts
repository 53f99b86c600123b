/** Bad tables: refused whole with the line and the word, nothing imported, nothing guessed; what is harmless is read. */
import { describe, expect, test } from 'vitest';
import { importTables } from '../../commands/import-tables.ts';
import { readStepsCsv, stepsCsvBytesMax, type StepsCsvOptions } from '../../firmware-sim/walkers/steps-csv.ts';
import { decodeCsvBytes, tableBytesMax } from '../../ingest/registry/csv-table.ts';
import { importParticipants } from '../../ingest/registry/registry-import.ts';
import { sampleNowMs, sampleRegistry } from '../../ingest/registry/sample-registry.ts';
import type { ParticipantId } from '../../contract/ids.ts';
import { HandClock } from '../../runtime/hand-clock.ts';
import { noRest } from '../../runtime/rest.ts';
import { sampleOf, samplesOf } from './corpus.ts';

const zone = 'Asia/Tokyo';

/** `line word` of each problem, or `read` with the number of rows that said something again. */
const stepsIn = (bytes: Uint8Array, options: Partial<StepsCsvOptions> = {}): readonly string[] => {
  const csv = readStepsCsv(bytes, { zone, ...options });
  if (csv.kind === 'recordings') return [`read, ${csv.repeatedRows} repeated`];
  return csv.problems.map(({ line, problem }) => `${line} ${problem}`);
};

/** The same for a table of participants, through the command that imports it. */
const peopleIn = async (bytes: Uint8Array) => {
  const { registry } = sampleRegistry();
  const world = { read: () => bytes, clock: new HandClock(sampleNowMs), rest: noRest };
  const { complete, lines } = await importTables(registry, { participants: 'people' }, world);
  return { complete, lines, name: registry.participant('P-4' as ParticipantId)?.name };
};
const codesIn = (bytes: Uint8Array): readonly string[] => {
  const decoded = decodeCsvBytes(bytes);
  if (decoded.kind === 'unreadable') return [decoded.sentence.en];
  const outcome = importParticipants(sampleRegistry().registry, decoded.text, sampleNowMs);
  return outcome.kind === 'refused' ? outcome.problems.map(({ line, code }) => `${line} ${code}`) : ['imported'];
};

describe('steps', () => {
  test('B53 written in two ways in one file are refused with both lines', () => {
    const { bytes } = sampleOf('B53', 'two-ways-to-write-a-date');
    expect(stepsIn(bytes)).toEqual(['4 mixed-dates']);
    const csv = readStepsCsv(bytes, { zone });
    expect(csv.kind === 'problems' && csv.problems[0]?.sentence).toContain('in line 2');
  });

  test('B54 outside the period the file is said to lie in are refused; without one nobody can know', () => {
    const { bytes } = sampleOf('B54', 'month-and-day-exchanged');
    const period = { first: Temporal.PlainDate.from('2016-04-01'), last: Temporal.PlainDate.from('2016-05-31') };
    expect(stepsIn(bytes, { period })).toEqual(['3 outside-period']);
  });

  test.each([
    ['am-pm-lost', ['2 no-am-pm', '3 no-am-pm', '4 no-am-pm']],
    ['same-hour-two-values', ['3 conflicting-row']],
  ])('B55 %s', (name, problems) => {
    expect(stepsIn(sampleOf('B55', name).bytes)).toEqual(problems);
  });

  test('B56 said again in equal rows are read once and counted', () => {
    expect(stepsIn(sampleOf('B56', 'rows-again').bytes)).toEqual(['read, 2 repeated']);
  });

  test.each([
    ['formula-person', ['2 formula']],
    ['semicolons', ['1 bad-header']],
    ['open-quote', ['2 broken-quotes']],
    ['line-break-in-a-cell', ['2 long-cell']],
    ['steps-in-shift-jis', ['1 not-utf-8']],
  ])('B57 %s', (name, problems) => {
    expect(stepsIn(sampleOf('B57', name).bytes)).toEqual(problems);
  });

  test.each([
    ['header-other-case', ['1 bad-header']],
    ['extra-column', ['1 bad-header']],
    ['one-row-short', ['3 wrong-columns']],
    ['good-byte-order-mark-other-order-no-last-newline', ['read, 0 repeated']],
  ])('B58 %s', (name, problems) => {
    expect(stepsIn(sampleOf('B58', name).bytes)).toEqual(problems);
  });

  test.each([
    ['id-in-scientific', ['2 excel-artefact']],
    ['broken-reference', ['2 excel-artefact']],
    ['day-number', ['2 excel-artefact']],
  ])('B59 %s', (name, problems) => {
    expect(stepsIn(sampleOf('B59', name).bytes)).toEqual(problems);
  });

  test('B57 with control characters are quoted without them', () => {
    const csv = readStepsCsv(Buffer.from('participant,start,steps\nP-1,\u001b[2J\u202e2026,5\n'), { zone });
    expect(csv.kind === 'problems' && csv.problems[0]?.sentence).toContain('"\ufffd[2J\ufffd2026"');
  });

  test('B60 too large, of one endless cell, with NUL bytes or in UTF-16 are refused', () => {
    expect(stepsIn(sampleOf('B60', 'nul-bytes').bytes)).toEqual(['1 nul-byte']);
    expect(stepsIn(sampleOf('B60', 'utf-16').bytes)).toEqual(['1 nul-byte']);
    expect(stepsIn(new Uint8Array(stepsCsvBytesMax + 1))).toEqual(['1 too-large']);
    const cell = 'x'.repeat(10 * 1024 * 1024);
    expect(stepsIn(Buffer.from(`participant,start,steps\n${cell},2026-11-20T13:00,5\n`))).toEqual(['2 long-cell']);
    const rows = 'P-1,2026-11-20T13:00,x\n'.repeat(500_000);
    expect(stepsIn(Buffer.from(`participant,start,steps\n${rows}`))).toHaveLength(100);
  });

  test.each([
    ['day-totals-as-buckets', ['3 not-buckets']],
    ['hours-and-a-day-total', ['3 conflicting-row']],
  ])('B61 %s', (name, problems) => {
    expect(stepsIn(sampleOf('B61', name).bytes)).toEqual(problems);
  });

  test('B62 of an hour that the clocks jump over are refused there, and are an hour like any other in Japan', () => {
    const { bytes } = sampleOf('B62', 'hour-the-clocks-jump-over');
    expect(stepsIn(bytes, { zone: 'America/New_York' })).toEqual(['3 no-such-time']);
    expect(stepsIn(bytes)).toEqual(['read, 0 repeated']);
  });
});

describe('people', () => {
  test.each([
    ['people-in-shift-jis', '髙ｱ歩'],
    ['people-rare-characters', '𠮷田 髙子'],
  ])('B57 %s are kept as they are', async (name, kept) => {
    expect(await peopleIn(sampleOf('B57', name).bytes)).toMatchObject({ complete: true, name: kept });
  });

  test.each([
    ['B57', 'people-formula', ['2 formula']],
    ['B57', 'people-in-neither-encoding', ['neither UTF-8 nor Shift_JIS; save it as CSV UTF-8']],
    ['B58', 'people-extra-column', ['1 bad-header']],
    ['B58', 'people-other-order', ['1 bad-header']],
    ['B59', 'people-broken-reference', ['2 spreadsheet-error']],
    ['B59', 'people-id-in-scientific', ['2 bad-value']],
    ['B59', 'people-birth-year-as-day-number', ['2 bad-value']],
    ['B60', 'people-nul', ['holds NUL bytes: no text, or UTF-16; save it as CSV UTF-8']],
    ['B60', 'people-utf-16', ['holds NUL bytes: no text, or UTF-16; save it as CSV UTF-8']],
  ])('%s %s', async (row, name, codes) => {
    const { bytes } = sampleOf(row, name);
    expect(codesIn(bytes)).toEqual(codes);
    const { complete, lines, name: kept } = await peopleIn(bytes);
    expect([complete, kept]).toEqual([false, undefined]);
    expect(lines.join()).toContain('nothing imported');
  });

  test('B60 in a table too large or too long are refused before they fill the memory', () => {
    const header = 'participant,name,birthYear,centre\n';
    expect(codesIn(Buffer.alloc(tableBytesMax + 1, 65))[0]).toContain('more than');
    expect(codesIn(Buffer.from(`${header}${'a,b,c,d\n'.repeat(3_000_000)}`))).toEqual(['200001 too-many-rows']);
    expect(codesIn(Buffer.from(`${header}P-4,${'x'.repeat(10_000_000)},1950,c-1\n`))).toEqual(['2 too-long']);
  });
});

test('every kept table is read by one of the two, and none of them throws', () => {
  const rows = ['B53', 'B54', 'B55', 'B56', 'B57', 'B58', 'B59', 'B60', 'B61', 'B62'];
  for (const { bytes } of rows.flatMap(samplesOf)) {
    expect(stepsIn(bytes).length).toBeGreaterThan(0);
    expect(codesIn(bytes).length).toBeGreaterThan(0);
  }
});
