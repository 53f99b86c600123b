/** CsvTable reads what an office saves, and tells every fault by its line. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { decodeCsvBytes, readCsvTable } from './csv-table.ts';

const schema = z.strictObject({ id: z.string().regex(/^\w+$/, 'letters only'), name: z.string().min(1, 'empty') });
const faults = (text: string) =>
  readCsvTable(text, schema).problems.map(({ line, column, code }) => [line, column, code]);

test('reads rows as a spreadsheet writes them: byte order mark, CRLF, quotes, empty lines, spaces around', () => {
  const { rows, problems } = readCsvTable(
    '\uFEFFid,name\r\na, 歩 太郎　\r\n\r\n,\r\n"b","say ""hi"", twice"\r\n',
    schema,
  );
  expect(problems).toEqual([]);
  expect(rows).toEqual([
    { line: 2, value: { id: 'a', name: '歩 太郎' } },
    { line: 5, value: { id: 'b', name: 'say "hi", twice' } },
  ]);
});

test.each([
  ['', 'nothing'],
  ['id\na\n', 'a column less'],
  ['id,name,age\n', 'a column more'],
  ['name,id\n', 'another order'],
  ['ID,Name\n', 'other letters'],
])('takes no other header: %j', (text) => {
  expect(faults(text)).toEqual([[1, null, 'bad-header']]);
});

test('repeats nothing of a table without a header, which would be personal', () => {
  expect(JSON.stringify(readCsvTable('P-1,歩 太郎\n', schema).problems)).not.toContain('太郎');
});

test('tells all faults at once, in the lines of the file', () => {
  const text = 'id,name\na,ok\n!,\nb\n"c","two\nlines"\nd,=1+1\ne,＠SUM\nf,-2\ng,' + 'x'.repeat(201) + '\nh,fine\n';
  expect(faults(text)).toEqual([
    [3, 'id', 'bad-value'],
    [3, 'name', 'bad-value'],
    [4, null, 'wrong-cell-count'],
    [5, 'name', 'control-character'],
    [7, 'name', 'formula'],
    [8, 'name', 'formula'],
    [9, 'name', 'formula'],
    [10, 'name', 'too-long'],
  ]);
  expect(readCsvTable(text, schema).rows.map(({ line }) => line)).toEqual([2, 11]);
});

test('a quotation mark that is never closed is a fault of its line, not a cell of half the file', () => {
  expect(faults('id,name\na,ok\nb,"open\nc,ok\n')).toEqual([[3, null, 'bad-quotes']]);
  expect(faults('id,name\na,"x"y\n')).toEqual([[2, null, 'bad-quotes']]);
});

test('is one table at most as long as a city', () => {
  expect(faults(`id,name\n${'a,b\n'.repeat(200_001)}`)).toEqual([[200_001, null, 'too-many-rows']]);
});

test('files are UTF-8, or else Shift_JIS', () => {
  expect(decodeCsvBytes(new TextEncoder().encode('歩数計'))).toEqual({ kind: 'text', text: '歩数計' });
  expect(decodeCsvBytes(Uint8Array.fromHex('95e08d738c76'))).toEqual({ kind: 'text', text: '歩行計' });
  expect(decodeCsvBytes(Uint8Array.fromHex('95e08d738cff')).kind).toBe('unreadable');
});
