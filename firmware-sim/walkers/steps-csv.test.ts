/** Steps files are read whole or refused with the line and the reason; nothing is guessed. */
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localDate } from '../../runtime/clock.ts';
import { recordingSource, type Recording } from './recording.ts';
import { csvProblemsMax, readStepsCsv, stepsCsvBytesMax, type StepsCsvOptions } from './steps-csv.ts';

const zone = 'Asia/Tokyo';
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, options: Partial<StepsCsvOptions> = {}) =>
  readStepsCsv(bytesOf(text), { zone, ...options });

const recordingsOf = (text: string): readonly Recording[] => {
  const csv = read(text);
  if (csv.kind === 'problems') throw new Error(JSON.stringify(csv.problems));
  return csv.recordings;
};

/** `line word` of every problem. */
const problemsOf = (text: string, options: Partial<StepsCsvOptions> = {}): readonly string[] => {
  const csv = read(text, options);
  return csv.kind === 'problems' ? csv.problems.map((each) => `${each.line} ${each.problem}`) : ['read'];
};

const ours = (...rows: readonly string[]): string => ['participant,start,steps', ...rows].join('\n');
const fitbit = (...rows: readonly string[]): string => ['Id,ActivityHour,StepTotal', ...rows].join('\n');
const ms = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;

test('reads our own form, a time without an offset being the programme’s', () => {
  const [one, two] = recordingsOf(
    ours('P-1,2026-11-20T13:00:00,10', 'P-2,2026-11-20T09:30,7', 'P-1,2026-11-20 14:00,0'),
  );
  expect(one).toMatchObject({ participant: 'P-1', bucketSeconds: 3600, steps: Uint16Array.of(10, 0) });
  expect(one?.firstStartMs).toBe(ms('2026-11-20T13:00:00+09:00'));
  expect(one?.endMs).toBe(ms('2026-11-20T15:00:00+09:00'));
  expect(two?.firstStartMs).toBe(ms('2026-11-20T09:30:00+09:00'));
});

test('reads offsets, and buckets of minutes', () => {
  const [one] = recordingsOf(ours('P-1,2026-11-20T13:00:00Z,10', 'P-1,2026-11-20T22:01:00.000+0900,20'));
  expect(one).toMatchObject({
    bucketSeconds: 60,
    firstStartMs: ms('2026-11-20T13:00Z'),
    steps: Uint16Array.of(10, 20),
  });
});

test('reads Fitbit’s hours as the programme’s local time, midnight and noon included', () => {
  const rows = ['12:00:00 AM,1', '1:00:00 AM,2', '12:00:00 PM,3', '11:00:00 PM,4'].map((row) => `7,3/13/2016 ${row}`);
  const [one] = recordingsOf(fitbit(...rows));
  expect(one?.bucketSeconds).toBe(3600);
  expect(
    [...(one?.startsMs ?? [])].map(
      (each) => Temporal.Instant.fromEpochMilliseconds(each).toZonedDateTimeISO(zone).hour,
    ),
  ).toEqual([0, 1, 12, 23]);
});

test('reads Fitbit’s minutes', () => {
  const [one] = recordingsOf('Id,ActivityMinute,Steps\n7,4/12/2016 1:05:00 PM,96\n7,4/12/2016 1:06:00 PM,0\n');
  expect(one).toMatchObject({ bucketSeconds: 60, firstStartMs: ms('2016-04-12T13:05:00+09:00') });
});

test.each([
  ['a byte order mark', `\uFEFF${ours('P-1,2026-11-20T13:00,5')}`],
  ['carriage returns', ours('P-1,2026-11-20T13:00,5').replaceAll('\n', '\r\n') + '\r\n'],
  ['no last newline', ours('P-1,2026-11-20T13:00,5')],
  ['blank lines', ours('', 'P-1,2026-11-20T13:00,5', '', '')],
  ['columns in another order', 'steps,participant,start\n5,P-1,2026-11-20T13:00'],
  ['quotes and spaces around', 'participant,start,steps\n"P-1" , 2026-11-20T13:00 ,"5"'],
  ['full-width digits in an id', ours('Ｐ-１,2026-11-20T13:00,5')],
])('takes %s', (_, text) => {
  expect(recordingsOf(text)).toMatchObject([{ participant: 'P-1', steps: Uint16Array.of(5) }]);
});

test('reads equal rows once and counts them, wherever they stand', () => {
  const csv = read(
    ours('P-1,2026-11-20T14:00,5', 'P-1,2026-11-20T13:00,6', 'P-1,2026-11-20T14:00,5', 'P-1,2026-11-20T14:00,5'),
  );
  expect(csv).toMatchObject({ kind: 'recordings', repeatedRows: 2, recordings: [{ steps: Uint16Array.of(6, 5) }] });
});

test.each([
  ['an empty file', '', '1 no-rows'],
  ['a header and nothing else', ours(), '1 no-rows'],
  ['no header', 'P-1,2026-11-20T13:00,5', '1 bad-header'],
  ['a header in other letters', 'Participant,start,steps\nP-1,2026-11-20T13:00,5', '1 bad-header'],
  ['a column too many', 'participant,start,steps,note\nP-1,2026-11-20T13:00,5,x', '1 bad-header'],
  ['semicolons', 'participant;start;steps\nP-1;2026-11-20T13:00;5', '1 bad-header'],
  ['a row cut short', ours('P-1,2026-11-20T13:00,5', 'P-1,2026-11-20T14:00'), '3 wrong-columns'],
  ['a thousands comma', ours('P-1,2026-11-20T13:00,1,234'), '2 wrong-columns'],
  ['a negative number', ours('P-1,2026-11-20T13:00,-5'), '2 formula'],
  ['no number', ours('P-1,2026-11-20T13:00,'), '2 bad-number'],
  ['a word for a number', ours('P-1,2026-11-20T13:00,five'), '2 bad-number'],
  ['a hexadecimal number', ours('P-1,2026-11-20T13:00,0x10'), '2 bad-number'],
  ['half a step', ours('P-1,2026-11-20T13:00,5.5'), '2 not-whole'],
  ['more than a bucket holds', ours('P-1,2026-11-20T13:00,65535'), '2 too-many-steps'],
  ['a formula for a person', ours('=HYPERLINK("x"),2026-11-20T13:00,5'), '2 formula'],
  ['an id of other letters', ours('佐藤,2026-11-20T13:00,5'), '2 bad-participant'],
  ['an id with lost digits', fitbit('1.50396E+09,4/12/2016 1:00:00 AM,5'), '2 excel-artefact'],
  ['a broken reference', fitbit('7,4/12/2016 1:00:00 AM,#REF!'), '2 excel-artefact'],
  ['a date as a day number', fitbit('7,42441.5,5'), '2 excel-artefact'],
  ['a thirteenth month', fitbit('7,13/4/2016 1:00:00 AM,5'), '2 no-such-date'],
  ['the 30th of February', ours('P-1,2026-02-30T13:00,5'), '2 no-such-date'],
  ['the 25th hour', ours('P-1,2026-02-03T25:00,5'), '2 no-such-date'],
  ['thirteen o’clock PM', fitbit('7,4/12/2016 13:00:00 PM,5'), '2 no-such-date'],
  ['the year 1900', ours('P-1,1900-01-01T00:00,5'), '2 no-such-date'],
  ['an offset of nowhere', ours('P-1,2026-01-01T00:00+19:00,5'), '2 no-such-date'],
  ['lost AM and PM', fitbit('7,4/12/2016 1:00:00,5', '7,4/12/2016 1:00,5'), '2 no-am-pm,3 no-am-pm'],
  ['a date only', ours('P-1,2026-01-01,5'), '2 bad-date'],
  ['a week date', ours('P-1,2026-W01-1T00:00,5'), '2 bad-date'],
  ['two ways to write a date', fitbit('7,4/12/2016 1:00:00 AM,5', '7,13-04-2016 01:00,5'), '3 mixed-dates'],
  ['offsets in some rows only', ours('P-1,2026-01-01T00:00,5', 'P-1,2026-01-01T01:00+09:00,5'), '3 mixed-dates'],
  [
    'a row that disagrees',
    ours('P-1,2026-01-01T01:00,5', 'P-1,2026-01-01T00:00,5', 'P-1,2026-01-01T01:00,6'),
    '4 conflicting-row',
  ],
  [
    'overlapping buckets',
    ours('P-1,2026-01-01T00:00,5', 'P-1,2026-01-01T01:00,5', 'P-1,2026-01-01T02:30,5'),
    '4 off-grid',
  ],
  ['day totals', ours('P-1,2026-01-01T00:00,5000', 'P-1,2026-01-02T00:00,5000'), '3 not-buckets'],
  ['seconds', ours('P-1,2026-01-01T00:00:00,1', 'P-1,2026-01-01T00:00:01,1'), '3 not-buckets'],
  [
    'a quote that never ends',
    ours('P-1,2026-01-01T00:00,5', 'P-1,"2026-01-01T01:00,5', 'P-1,2026-01-01T02:00,5'),
    '3 broken-quotes',
  ],
  ['a cell of two lines', ours('"P\n1",2026-01-01T00:00,5', 'P-1,2026-01-01T00:00,x'), '2 long-cell,4 bad-number'],
  ['a cell of a book', ours(`${'P'.repeat(9999)},2026-01-01T00:00,5`), '2 long-cell'],
])('refuses %s', (_, text, problems) => {
  expect(problemsOf(text).join()).toBe(problems);
});

test('refuses an hour that a zone never had or had twice', () => {
  expect(problemsOf(fitbit('7,3/13/2016 2:00:00 AM,5'), { zone: 'America/New_York' })).toEqual(['2 no-such-time']);
  expect(problemsOf(fitbit('7,11/6/2016 1:00:00 AM,5'), { zone: 'America/New_York' })).toEqual(['2 no-such-time']);
  expect(problemsOf(fitbit('7,3/13/2016 2:00:00 AM,5'))).toEqual(['read']);
});

test('finds exchanged days and months by the period the file is said to cover', () => {
  const period = { first: Temporal.PlainDate.from('2016-04-01'), last: Temporal.PlainDate.from('2016-04-30') };
  expect(problemsOf(fitbit('7,4/12/2016 1:00:00 AM,5', '7,5/4/2016 1:00:00 AM,5'), { period })).toEqual([
    '3 outside-period',
  ]);
});

test('refuses what is no UTF-8 text, and what is too large', () => {
  const refused = (bytes: Uint8Array) => {
    const csv = readStepsCsv(bytes, { zone });
    return csv.kind === 'problems' ? csv.problems.map((each) => each.problem) : [];
  };
  expect(refused(Buffer.from(`\uFEFF${ours('P-1,2026-11-20T13:00,5')}`, 'utf16le'))).toEqual(['nul-byte']);
  expect(refused(Uint8Array.of(...bytesOf('participant,start,steps\n'), 0x8d, 0xb2, 0x93))).toEqual(['not-utf-8']);
  expect(refused(new Uint8Array(stepsCsvBytesMax + 1))).toEqual(['too-large']);
});

test('names the first hundred problems, by line, and stops', () => {
  const csv = read(ours(...Array.from({ length: 5000 }, () => 'P-1,soon,5')));
  expect(csv.kind === 'problems' && csv.problems.map((each) => each.line)).toEqual(
    Array.from({ length: csvProblemsMax }, (_, i) => i + 2),
  );
});

test('takes any bytes without throwing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string({ maxLength: 200 }), (bytes, text) => {
      readStepsCsv(bytes, { zone });
      read(ours(text));
      read(fitbit(text));
    }),
    { numRuns: 300 },
  );
});

test('a recording walked again reaches its exact sum at every boundary and never steps back', () => {
  const rows = fc.uniqueArray(fc.record({ hour: fc.nat(60), steps: fc.nat(9999) }), {
    selector: (row) => row.hour,
    minLength: 1,
  });
  fc.assert(
    fc.property(
      rows.map((each) => [...each, { hour: 61, steps: 1 }, { hour: 62, steps: 1 }]),
      fc.array(fc.nat(61 * 3_600_000), { maxLength: 20 }),
      (hours, moments) => {
        const startMs = ms('2026-01-01T00:00Z');
        const at = (hour: number) => Temporal.Instant.fromEpochMilliseconds(startMs + hour * 3_600_000).toString();
        const recording = recordingsOf(ours(...hours.map((row) => `P-1,${at(row.hour)},${row.steps}`)))[0];
        if (recording === undefined) throw new Error('no recording');
        const laterMs = 86_400_000;
        const source = recordingSource(recording, laterMs);
        for (let hour = 0; hour <= 61; hour++) {
          const sum = hours.filter((row) => row.hour < hour).reduce((total, row) => total + row.steps, 0);
          expect(source.stepsUntil(startMs + laterMs + hour * 3_600_000)).toBe(sum);
        }
        const counts = moments.sort((a, b) => a - b).map((moment) => source.stepsUntil(startMs + laterMs + moment));
        expect(counts).toEqual(counts.toSorted((a, b) => a - b));
        expect(counts.every(Number.isInteger)).toBe(true);
      },
    ),
  );
});

const recordingPath = process.env['AYUMI_STEPS'] ?? '';

test.skipIf(!existsSync(recordingPath))('reads the recording it was given, every row of it', () => {
  const bytes = readFileSync(recordingPath);
  const csv = readStepsCsv(bytes, { zone });
  if (csv.kind === 'problems') throw new Error(JSON.stringify(csv.problems.slice(0, 3)));
  const rows = bytes.toString().trimEnd().split(/\r?\n/).slice(1);
  const steps = rows.map((row) => Number(row.split(',').at(-1)));
  expect(csv.recordings.reduce((sum, each) => sum + each.steps.length, 0) + csv.repeatedRows).toBe(rows.length);
  expect(csv.recordings.reduce((sum, each) => sum + each.steps.reduce((a, b) => a + b, 0), 0)).toBe(
    steps.reduce((a, b) => a + b, 0),
  );
  for (const each of csv.recordings) {
    expect(recordingSource(each).stepsUntil(Infinity)).toBe(each.steps.reduce((a, b) => a + b, 0));
    expect(localDate(each.firstStartMs, zone).year).toBe(2016);
  }
});
