/** Sheet file: a sheet as a file that spreadsheet programs open as it was meant: nothing in it is taken for a formula. */
import Papa from 'papaparse';
import { plainRows, type Sheet } from './sheet.ts';

/** By which spreadsheet programs know the letters. */
const byteOrderMark = '\uFEFF';

export const sheetFileOf = (sheet: Sheet): string =>
  byteOrderMark +
  Papa.unparse(
    { fields: sheet.columns.map(({ name }) => name), data: plainRows(sheet).map((row) => [...row]) },
    { escapeFormulae: true, newline: '\r\n' },
  );
