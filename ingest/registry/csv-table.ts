/** CsvTable: a table as an office saves it, read strictly: the very columns asked for, and no cell a spreadsheet would run. */
import Papa from 'papaparse';
import type { z } from 'zod';
import { saidSchema, type Said } from '../../contract/desk-terms.ts';
import type { Problem, ProblemCode } from './import-outcome.ts';

export interface CsvRow<Value> {
  /** Line of the file, the header's being 1. */
  readonly line: number;
  readonly value: Value;
}

export interface CsvTable<Value> {
  /** The rows without a problem. */
  readonly rows: readonly CsvRow<Value>[];
  readonly problems: readonly Problem[];
}

/** A large city's participants, and a bound on the memory of one import. */
const rowsMax = 200_000;
/** Longer than any name or key; what is longer was pasted into the wrong place. */
const cellCharactersMax = 200;

/** One row's cells by column. */
export type RowSchema = z.ZodObject<Readonly<Record<string, z.ZodType<unknown, string>>>>;

/**
 * Reads `text` by the columns of whichever of `schemas` its header names; that one checks and converts one row of trimmed
 * cells. Empty lines are passed over. The columns stand in the order of the schema's keys.
 */
export const readCsvTable = <Schema extends RowSchema>(
  text: string,
  ...schemas: readonly Schema[]
): CsvTable<z.output<Schema>> => {
  const [header, ...lines] = linesOf(text);
  const schema = schemas.find((each) => header?.cells.join() === columnsOf(each).join());
  if (schema === undefined) {
    // What stands there instead is not repeated: in a table without a header it would be somebody's name.
    return { rows: [], problems: [problem(header?.number ?? 1, null, 'bad-header', headerSentence(schemas))] };
  }
  if (lines.length > rowsMax) {
    const sentence = {
      ja: `${rowsMax}行より長い表です。分けて取りこんでください`,
      en: `more than ${rowsMax} rows; import them in parts`,
    };
    return { rows: [], problems: [problem(rowsMax + 1, null, 'too-many-rows', sentence)] };
  }
  const columns = columnsOf(schema);
  const rows: CsvRow<z.output<Schema>>[] = [];
  const problems: Problem[] = [];
  for (const line of lines) {
    const found = problemsOf(line, columns);
    problems.push(...found);
    if (found.length > 0) continue;
    const parsed = schema.safeParse(Object.fromEntries(columns.map((column, i) => [column, line.cells[i] ?? ''])));
    if (parsed.success) rows.push({ line: line.number, value: parsed.data });
    else problems.push(...parsed.error.issues.map((issue) => valueProblem(line.number, issue)));
  }
  return { rows, problems };
};

const headerSentence = (schemas: readonly RowSchema[]): Said => {
  const headers = schemas.map((each) => `"${columnsOf(each).join()}"`);
  return {
    ja: `1行目は、次のとおりにしてください: ${headers.join(' または ')}`,
    en: `the first line must be exactly ${headers.join(' or ')}`,
  };
};

const columnsOf = (schema: RowSchema): readonly string[] => Object.keys(schema.shape);

/** 200,000 rows of a name, a key and some ids. */
export const tableBytesMax = 32 * 1024 * 1024;

/** The text of a file, or in a sentence why it is not read: UTF-8, or else the Shift_JIS in which a Japanese spreadsheet saves. */
export const decodeCsvBytes = (
  bytes: Uint8Array,
): { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unreadable'; readonly sentence: Said } => {
  if (bytes.byteLength > tableBytesMax) {
    return unreadable(
      `${tableBytesMax}バイトより大きいファイルです。分けて取りこんでください`,
      `more than ${tableBytesMax} bytes; import it in parts`,
    );
  }
  if (bytes.includes(0)) {
    return unreadable(
      '文字の表ではないか、UTF-16です。「CSV UTF-8」で保存しなおしてください',
      'holds NUL bytes: no text, or UTF-16; save it as CSV UTF-8',
    );
  }
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      return { kind: 'text', text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
    } catch {
      // The next encoding, or none.
    }
  }
  return unreadable(
    'UTF-8でもShift_JISでもありません。「CSV UTF-8」で保存しなおしてください',
    'neither UTF-8 nor Shift_JIS; save it as CSV UTF-8',
  );
};

const unreadable = (ja: string, en: string) => ({ kind: 'unreadable', sentence: { ja, en } }) as const;

export const problem = (line: number, column: string | null, code: ProblemCode, sentence: Said): Problem => ({
  line,
  column,
  code,
  sentence,
});

interface Line {
  readonly number: number;
  readonly cells: readonly string[];
  readonly badQuotes: boolean;
}

const linesOf = (text: string): readonly Line[] => {
  const plain = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const lines: Line[] = [];
  let from = 0;
  let number = 1;
  Papa.parse<string[]>(plain, {
    delimiter: ',',
    newline: '\n',
    step: ({ data, errors, meta }, parser) => {
      const cells = data.map((cell) => cell.trim());
      if (cells.some((cell) => cell !== '')) lines.push({ number, cells, badQuotes: errors.length > 0 });
      // Papa Parse counts rows; a quoted line break makes a row of several lines.
      number += plain.slice(from, meta.cursor).split('\n').length - 1;
      from = meta.cursor;
      // The header, and one row to tell that there are too many.
      if (lines.length > rowsMax + 1) parser.abort();
    },
  });
  return lines;
};

const problemsOf = ({ number, cells, badQuotes }: Line, columns: readonly string[]): readonly Problem[] => {
  if (badQuotes) return [problem(number, null, 'bad-quotes', quotesSentence)];
  if (cells.length !== columns.length) {
    const sentence = {
      ja: `${columns.length}列のはずが、${cells.length}列あります`,
      en: `expected ${columns.length} cells, found ${cells.length}`,
    };
    return [problem(number, null, 'wrong-cell-count', sentence)];
  }
  return cells.flatMap((cell, i) => {
    const code = cellFault(cell);
    return code === undefined ? [] : [problem(number, columns[i] ?? null, code, cellSentences[code])];
  });
};

/** A half- or full-width sign at the beginning makes a formula of the cell when the table is opened again. */
const formula = /^[=+\-@＝＋－＠]/u;
const spreadsheetError = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!)/;
const control = /\p{Cc}/u;

type CellFault = 'too-long' | 'control-character' | 'spreadsheet-error' | 'formula';

const cellFault = (cell: string): CellFault | undefined => {
  if (cell.length > cellCharactersMax) return 'too-long';
  if (control.test(cell)) return 'control-character';
  if (spreadsheetError.test(cell)) return 'spreadsheet-error';
  return formula.test(cell) ? 'formula' : undefined;
};

const quotesSentence = {
  ja: '引用符(")が閉じていないか、二重になっていません',
  en: 'a quotation mark is not closed, or not doubled',
};
const cellSentences: Readonly<Record<CellFault, Said>> = {
  'too-long': { ja: `${cellCharactersMax}文字より長いです`, en: `longer than ${cellCharactersMax} characters` },
  'control-character': {
    ja: '改行やタブなどの見えない文字が入っています',
    en: 'holds a line break, a tab or another control character',
  },
  'spreadsheet-error': { ja: '表計算ソフトのエラーが入っています', en: 'is an error of a spreadsheet' },
  formula: {
    ja: '= + - @ で始まっています。表計算ソフトが数式として実行してしまいます',
    en: 'begins with =, +, - or @, which a spreadsheet would run as a formula',
  },
};

/** A cell of this room tells its fault in both languages (cell-text.ts). */
const valueProblem = (line: number, issue: z.core.$ZodIssue): Problem => {
  const said = issue.code === 'custom' ? saidSchema.safeParse(issue.params) : undefined;
  const sentence = said?.success === true ? said.data : { ja: issue.message, en: issue.message };
  return problem(line, issue.path.join('.') || null, 'bad-value', sentence);
};
