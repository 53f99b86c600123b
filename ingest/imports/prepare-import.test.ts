/** Promises of files: all of one is understood, or every line that is not is named, and then nothing of it is taken. */
import { expect, test } from 'vitest';
import { ImportRoom } from './import-room.ts';

const steps = (...rows: readonly string[]): string => ['participant,start,steps', ...rows, ''].join('\n');
const daily = (...rows: readonly string[]): string => ['participant,date,steps', ...rows, ''].join('\n');
const fitbit = (...rows: readonly string[]): string => ['Id,ActivityHour,StepTotal', ...rows, ''].join('\r\n');

test('hours, minutes, days and totals of days are read by the names in their header, in any order, with or without a mark', () => {
  using room = new ImportRoom();
  const hours = room.ready(
    `\uFEFF${steps('P-0001,2026-11-01T09:00:00+09:00,100', 'P-0001,2026-11-01T23:00:00+09:00,50')}`,
  );
  expect(hours).toMatchObject({ rows: 2, people: 1, days: 1, firstDate: '2026-11-01', lastDate: '2026-11-01' });
  expect(hours.classes).toMatchObject({ fresh: 1, conflict: 0 });
  const mixed = room.ready('Steps,Start,Participant\n7,2026-11-01 09:00,P-0002\n8,2026-11-02 09:00,P-0001');
  expect(mixed).toMatchObject({ rows: 2, people: 2, days: 2 });
  room.register('1503960366');
  expect(room.ready(fitbit('1503960366,4/12/2016 11:00:00 PM,7', '1503960366,4/13/2016 12:00:00 AM,8'))).toMatchObject({
    days: 2,
    firstDate: '2016-04-12',
    lastDate: '2016-04-13',
  });
  const minutes = 'Id,ActivityMinute,Steps\n1503960366,4/12/2016 1:00:00 PM,7\n1503960366,4/12/2016 1:01:00 PM,8\n';
  expect(room.ready(minutes)).toMatchObject({ days: 1 });
  const ask = { kind: 'daily' } as const;
  expect(room.ready(daily('P-0001,2026/11/1,100', 'P-0002,2026/11/01,200'), ask)).toMatchObject({ days: 2, people: 2 });
  expect(room.ready('participant,date,steps,state\nP-0001,2026-11-01,9,final', ask)).toMatchObject({ days: 1 });
  expect(room.ready('Id,ActivityDay,StepTotal\n1503960366,4/12/2016,9', ask)).toMatchObject({
    firstDate: '2016-04-12',
  });
});

test.each([
  ['another separator', 'participant;start;steps\nP-0001;2026-11-01T09:00;5', ['1 bad-header']],
  ['a column too many', 'participant,start,steps,note\nP-0001,2026-11-01T09:00,5,x', ['1 bad-header']],
  ['the other kind', daily('P-0001,2026-11-01,5'), ['1 other-kind']],
  ['nothing below the header', steps(), ['file no-rows']],
  ['an empty file', '', ['file empty-file']],
  ['nothing but blank lines', '\n ,,\n', ['file empty-file']],
  ['a date in words', steps('P-0001,2026年9月21日 9:00,5'), ['2 bad-date']],
  ['a short row', steps('P-0001,2026-11-01T09:00'), ['2 wrong-cell-count']],
  ['a formula', steps('=1+1,2026-11-01T09:00,5', 'P-0001,2026-11-01T10:00,@x'), ['2 formula', '3 formula']],
  ['an id that has lost digits', steps('1.50396E+09,2026-11-01T09:00,5'), ['2 spreadsheet']],
  [
    'an error of a spreadsheet',
    steps('#REF!,2026-11-01T09:00,5', 'P-0001,2026-11-01T09:00,#N/A'),
    ['2 spreadsheet', '3 spreadsheet'],
  ],
  ['a day number', steps('P-0001,42472.375,5'), ['2 spreadsheet']],
  ['somebody unknown', steps('P-9999,2026-11-01T09:00,5'), ['2 unknown-participant']],
  ['steps below zero', steps('P-0001,2026-11-01T09:00,-5'), ['2 negative']],
  ['half a step', steps('P-0001,2026-11-01T09:00,5.5'), ['2 not-whole']],
  ['more than anybody walks', steps('P-0001,2026-11-01T09:00,100001'), ['2 too-many-steps']],
  [
    'more in a day than anybody walks',
    steps('P-0001,2026-11-01T09:00,60000', 'P-0001,2026-11-01T10:00,60000'),
    ['2 too-many-steps'],
  ],
  ['a day that is not over', steps('P-0001,2026-11-20T23:00,1', 'P-0001,2026-11-21T09:00,5'), ['3 outside-period']],
  ['no such date', steps('P-0001,2026-02-30T09:00,5'), ['2 no-such-date']],
  ['two words on one hour', steps('P-0001,2026-11-01T09:00,5', 'P-0001,2026-11-01T09:00,6'), ['3 contradicts']],
  [
    'two ways to write a time',
    steps('P-0001,2026-11-01T09:00,5', 'P-0001,12-04-2016 00:00,6', 'P-0001,2026/11/1 10:00,6'),
    ['3 mixed-dates', '4 mixed-dates'],
  ],
  [
    'rows that lie between the others',
    steps('P-0001,2026-11-01T09:00,5', 'P-0001,2026-11-01T09:30,6', 'P-0001,2026-11-01T10:10,6'),
    ['2 off-grid'],
  ],
  [
    'totals of days in the place of hours',
    steps('P-0001,2026-11-01T00:00,5', 'P-0001,2026-11-02T00:00,6'),
    ['3 not-buckets'],
  ],
  ['quotes that never close', steps('"P-0001,2026-11-01T09:00,5', 'P-0001,2026-11-01T10:00,5'), ['2 open-quotes']],
  ['quotes in the middle', steps('P"-"0001,2026-11-01T09:00,5'), ['2 bad-participant']],
  ['a cell of ten megabytes', steps(`P-0001,2026-11-01T09:00,${'5'.repeat(10_000_000)}`), ['2 long-row']],
  ['a quoted cell of ten megabytes', steps(`"${'5\n'.repeat(5_000_000)}`), ['2 long-row']],
])('%s is refused with its line', (_, text, faults) => {
  using room = new ImportRoom();
  expect(room.faults(text)).toEqual(faults);
});

test('the day of today is not over, and neither is tomorrow', () => {
  using room = new ImportRoom();
  const text = daily('P-0001,2026-11-20,1', 'P-0001,2026-11-21,2', 'P-0001,2026-11-22,3');
  expect(room.faults(text, { kind: 'daily', to: '2026-12-31' as never })).toEqual(['3 not-over', '4 not-over']);
});

test('only the encoding that was named is read: no UTF-16, no NUL, no Shift_JIS in the place of UTF-8', () => {
  using room = new ImportRoom();
  const text = steps('P-0001,2026-11-01T09:00,5');
  const shiftJis = Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0x83, 0x65, 0x0a])]);
  expect(room.faults(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toEqual(['1 utf-16']);
  expect(room.faults(Buffer.from(`${text}\0`))).toEqual(['3 nul-byte']);
  expect(room.faults(shiftJis)).toEqual(['2 not-decoded']);
  expect(room.faults(shiftJis, { encoding: 'shift_jis' })).toEqual(['2 bad-steps']);
  expect(room.ready(text, { encoding: 'shift_jis' })).toMatchObject({ days: 1 });
});

test('what cannot be decoded is told at its own line, wherever the file is cut, after the faults above it', () => {
  using room = new ImportRoom();
  const row = (i: number): string => `P-0001,2026-11-01T09:00,${i === 7 ? 'x' : 5}`;
  const rows = Array.from({ length: 30_000 }, (_, i) => row(i));
  const broken = (at: number, byte: number): Buffer => {
    const [before, after] = [rows.slice(0, at - 2), rows.slice(at - 1)];
    const bytes = [0x50, byte, 0x2c];
    return Buffer.concat([Buffer.from(steps(...before)), Buffer.from(bytes), Buffer.from(steps(...after).slice(24))]);
  };
  for (const at of [3, 10_001, 29_999]) {
    const faults = (byte: number) => room.faults(broken(at, byte)).filter((fault) => !fault.endsWith('bad-steps'));
    expect(faults(0x83)).toEqual([`${at} not-decoded`]);
    expect(faults(0)).toEqual([`${at} nul-byte`]);
  }
  expect(room.faults(broken(10_001, 0x83))).toContain('9 bad-steps');
  const kanji = ['participant,start,steps', ...rows.map(() => '花子,2026-11-01T09:00,5')].join('\n');
  const lines = Array.from({ length: 200 }, (_, i) => `${i + 2} bad-participant`);
  for (let shift = 0; shift < 6; shift++)
    expect(room.faults(kanji.replace('participant', `${' '.repeat(shift)}participant`))).toEqual(lines);
});

test('full-width digits and thousands as a spreadsheet shows them are read, empty rows below a table are passed', () => {
  using room = new ImportRoom();
  const wide = steps('P-0001,２０２６／１１／１　９：００,５０００', 'P-0001,2026/11/1 10:00,"5,000"', ',,', ' , ,');
  expect(room.ready(wide)).toMatchObject({ rows: 2, days: 1 });
  expect(room.ready(wide).id).toBe(
    room.ready(steps('P-0001,2026-11-01T09:00,5000', 'P-0001,2026-11-01T10:00,5000')).id,
  );
  const odd = ['"5,00"', '5²', '"5,000.5"', '５.５', '1e3'].map((cell) => `P-0001,2026-11-01T09:00,${cell}`);
  expect(room.faults(steps(...odd))).toEqual([
    '2 bad-steps',
    '3 bad-steps',
    '4 bad-steps',
    '5 not-whole',
    '6 spreadsheet',
  ]);
});

test('a file without AM and PM is refused whole, and so is one whose days and months have changed places', () => {
  using room = new ImportRoom();
  room.register('1503960366');
  expect(room.faults(fitbit('1503960366,4/12/2016 1:00:00,7', '1503960366,4/12/2016 1:00:00,9'))).toEqual([
    '2 no-am-pm',
    '3 no-am-pm',
  ]);
  const period = { from: '2016-04-12', to: '2016-05-12' } as never;
  expect(room.faults(fitbit('1503960366,4/12/2016 1:00:00 AM,7', '1503960366,12/4/2016 1:00:00 AM,9'), period)).toEqual(
    ['3 outside-period'],
  );
});

test('zeros that a spreadsheet has eaten never make somebody else of anybody', () => {
  using room = new ImportRoom();
  room.register('0012', '12', '0034', '56');
  const rows = ['12', '0012', '34', '56', '0056'].map((id) => `${id},2026-11-01T09:00,5`);
  expect(room.faults(steps(...rows))).toEqual(['2 lost-zeros', '4 lost-zeros', '6 unknown-participant']);
});

test('full-width digits are the same id, and what only looks like more digits makes nobody of anybody', () => {
  using room = new ImportRoom();
  room.register('P-100', 'P-1001', 'P-1002');
  const row = (id: string): string => `${id},2026-11-01T09:00,5`;
  expect(room.ready(steps(row('Ｐ－１００１'), row('\u3000P-1002\u3000')))).toMatchObject({ people: 2 });
  const lookalikes = ['P-100²', 'P-100①', 'P-100₂', 'P-100⒈', 'P-100𝟐', 'Ⓟ-1001'];
  expect(room.faults(steps(...lookalikes.map(row)))).toEqual(lookalikes.map((_, at) => `${at + 2} bad-participant`));
});

test('rows that repeat others count once and are told', () => {
  using room = new ImportRoom();
  const row = 'P-0001,2026-11-01T09:00,5';
  const ready = room.ready(steps(row, row, 'P-0001,2026-11-01T10:00,6', row));
  expect(ready).toMatchObject({ rows: 4, repeated: 2, days: 1 });
  expect(ready.notes.lines.map(({ line, code }) => [line, code])).toEqual([
    [3, 'repeated'],
    [5, 'repeated'],
  ]);
});

test('an hour that the clocks skipped or showed twice is refused, or taken as it is written where that is said', () => {
  using room = new ImportRoom('America/New_York');
  const rows = fitbit(
    'P-0001,3/13/2016 1:00:00 AM,1',
    'P-0001,3/13/2016 2:00:00 AM,2',
    'P-0001,11/6/2016 1:00:00 AM,3',
  );
  expect(room.faults(rows)).toEqual(['3 odd-time', '4 odd-time']);
  expect(room.ready(rows, { oddTimes: 'as-written' })).toMatchObject({ rows: 3, days: 2 });
  using tokyo = new ImportRoom();
  expect(tokyo.ready(rows)).toMatchObject({ rows: 3, days: 2 });
});

test('line numbers are those of an editor, also behind quoted line breaks; faults are counted beyond those that are told', () => {
  using room = new ImportRoom();
  const text = steps('"P-\n0001",2026-11-01T09:00,5', 'P-0001,2026-11-01T09:00,x');
  expect(room.faults(text)).toEqual(['2 bad-participant', '4 bad-steps']);
  const many = room.prepare(steps(...Array.from({ length: 999 }, (_, i) => `P-0001,2026-11-01T09:00,x${i}`)));
  expect(many).toMatchObject({ kind: 'faulty', rows: 999, faults: { total: 999 } });
  expect(many.kind === 'faulty' ? many.faults.lines.length : 0).toBe(200);
});

test('a sentence never repeats a long cell, or one that turns a terminal around', () => {
  using room = new ImportRoom();
  const prepared = room.prepare(steps(`${'x'.repeat(500)}\u202e\u001b[2J,2026-11-01T09:00,5`));
  const told = prepared.kind === 'faulty' ? JSON.stringify(prepared.faults.lines) : '';
  expect(told.length).toBeLessThan(400);
  expect(told).not.toContain('\u202e');
});

test('the same rows of the same source are the same import, in whatever order they stand', () => {
  using room = new ImportRoom();
  const a = 'P-0001,2026-11-01T09:00,5';
  const b = 'P-0002,2026-11-01T10:00,6';
  const first = room.ready(steps(a, b));
  expect(room.ready(steps(b, a, b)).id).toBe(first.id);
  expect(room.ready(steps(a, b), { source: 'another' }).id).not.toBe(first.id);
  expect(room.ready(steps(a)).id).not.toBe(first.id);
});
