/** Promises of CSV lines: no cell is a formula, numbers stay numbers, and any reader of RFC 4180 reads back what was written. */
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { csvLines } from './csv-lines.ts';

test.each(['=1+2', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '=1\n=2', '=HYPERLINK("http://x";"y")'])(
  '%j is not a formula any more',
  (text) => {
    const [[cell]] = Papa.parse(csvLines([[text]]), { skipEmptyLines: true }).data as [[string]];
    expect(cell).toBe(`'${text}`);
  },
);

test('numbers stay numbers, also below 0, and nothing is an empty cell', () => {
  expect(csvLines([[-5, 0, 6214, null]])).toBe('-5,0,6214,\r\n');
});

test('commas, quotes and line breaks come back as they were', () => {
  const row = ['a,b', 'say "hi"', 'two\nlines', '歩数', ' space '];
  expect(Papa.parse(csvLines([row]).trimEnd()).data).toEqual([row]);
});

test('no rows are no text', () => expect(csvLines([])).toBe(''));
