/** CSV lines: rows as RFC 4180 has them, in which no spreadsheet finds a formula. */
import Papa from 'papaparse';

/**
 * What a spreadsheet takes for the beginning of a formula, in half or full width; a tab or line break may stand before it. Asked
 * of the first character only: a cell may have several lines.
 */
const formula = /^[=+\-@＝＋－＠\t\r\n]/u;

export type CsvCell = string | number | null;

/** Numbers stay numbers, null is an empty cell, and text that begins like a formula gets a leading `'`. Ends with a line end. */
export const csvLines = (rows: readonly (readonly CsvCell[])[], lineEnd = '\r\n'): string =>
  rows.length === 0
    ? ''
    : Papa.unparse(rows as CsvCell[][], { escapeFormulae: formula, newline: lineEnd, header: false }) + lineEnd;
