/** File lines: the rows of a CSV file of any size, a piece of it in memory at a time, in the encoding it is said to have. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import Papa from 'papaparse';
import type { ImportEncoding } from '../../contract/imports-terms.ts';

/** Why nothing below a line can be read. */
export type LinesFault = 'utf-16' | 'nul-byte' | 'not-decoded' | 'long-row' | 'open-quotes';

export interface Row {
  /** At which it begins, the first being 1. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly badQuotes: boolean;
}

export interface FileLinesOptions {
  readonly encoding: ImportEncoding;
  /** False: enough was read. */
  readonly onRow: (row: Row) => boolean;
  readonly onBytes?: (read: number, total: number) => void;
}

const pieceBytes = 256 * 1024;
/** Three or four cells of an id, a time and a number are hardly 100; what is longer has swallowed a part of the file. */
export const rowCharactersMax = 2_000;

/** Returns what stopped it, and at which line. What stands above that line has been given. */
export const readRows = (
  path: string,
  { encoding, onRow, onBytes }: FileLinesOptions,
): { readonly fault: LinesFault; readonly line: number } | undefined => {
  const file = openSync(path, 'r');
  try {
    const total = fstatSync(file).size;
    const rows = new RowSplitter(onRow);
    const bytes = new Uint8Array(pieceBytes);
    let begun: Uint8Array = new Uint8Array();
    for (let read = 0; ;) {
      const count = readSync(file, bytes, 0, pieceBytes, null);
      const piece = Buffer.concat([begun, bytes.subarray(0, count)]);
      if (read === 0 && isUtf16(piece)) return { fault: 'utf-16', line: 1 };
      const end = count === 0 ? piece.length : wholeLinesOf(piece);
      begun = piece.subarray(end);
      const { text, fault } = decodedLines(piece.subarray(0, end), encoding, read === 0);
      read += count;
      onBytes?.(read, total);
      const stopped = count === 0 && fault === undefined ? rows.end(text) : rows.take(text);
      if (stopped === 'enough') return undefined;
      if (stopped !== undefined) return { fault: stopped, line: rows.line };
      if (fault !== undefined) return { fault, line: rows.nextLine };
      if (count === 0) return undefined;
    }
  } finally {
    closeSync(file);
  }
};

const lineBreak = 0x0a;
/** In no encoding read here does a character have more. */
const characterBytesMax = 4;

/** Up to the last line break; no line is waited for that is too long. */
const wholeLinesOf = (piece: Uint8Array): number => {
  const end = piece.lastIndexOf(lineBreak) + 1;
  return piece.length - end > characterBytesMax * rowCharactersMax ? piece.length : end;
};

interface DecodedLines {
  readonly text: string;
  /** Of the line after that text. */
  readonly fault?: LinesFault;
}

/** Everything at once; where something is wrong in it, the lines above that. */
const decodedLines = (bytes: Uint8Array, encoding: ImportEncoding, isFirst: boolean): DecodedLines => {
  const whole = decodedLine(bytes, encoding, isFirst);
  if (whole.fault === undefined) return whole;
  let text = '';
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(lineBreak, from) + 1;
    const to = end === 0 ? bytes.length : end;
    const line = decodedLine(bytes.subarray(from, to), encoding, isFirst && from === 0);
    if (line.fault !== undefined) return { text, fault: line.fault };
    text += line.text;
    from = to;
  }
  return { text };
};

const decodedLine = (bytes: Uint8Array, encoding: ImportEncoding, isFirst: boolean): DecodedLines => {
  if (bytes.includes(0)) return { text: '', fault: 'nul-byte' };
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: !isFirst }).decode(bytes) };
  } catch {
    return { text: '', fault: 'not-decoded' };
  }
};

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

class RowSplitter {
  readonly #onRow: (row: Row) => boolean;
  /** What has come of the row that has not ended yet; a quoted cell may hold line breaks. */
  #pending = '';
  #lines = 0;
  /** At which the row begins that comes next. */
  line = 1;

  constructor(onRow: (row: Row) => boolean) {
    this.#onRow = onRow;
  }

  /** Behind all that was taken, whichever row it belongs to. */
  get nextLine(): number {
    return this.line + this.#lines;
  }

  take(text: string): LinesFault | 'enough' | undefined {
    const all = this.#pending + text;
    let from = 0;
    let searched = this.#pending.length;
    for (let end = all.indexOf('\n', searched); end !== -1; end = all.indexOf('\n', searched)) {
      if (end - from > rowCharactersMax) return 'long-row';
      const row = all.slice(from, all[end - 1] === '\r' ? end - 1 : end);
      this.#lines += 1;
      searched = end + 1;
      // An odd number of quotes: the row goes on in the next line.
      if (row.includes('"') && !hasEvenQuotes(row)) continue;
      if (!this.#give(row)) return 'enough';
      from = end + 1;
    }
    this.#pending = all.slice(from);
    return this.#pending.length > rowCharactersMax ? 'long-row' : undefined;
  }

  end(text: string): LinesFault | 'enough' | undefined {
    const stopped = this.take(text);
    if (stopped !== undefined || this.#pending === '') return stopped;
    if (!hasEvenQuotes(this.#pending)) return 'open-quotes';
    this.#lines += 1;
    return this.#give(this.#pending.replace(/\r$/, '')) ? undefined : 'enough';
  }

  #give(row: string): boolean {
    const { line } = this;
    this.line += this.#lines;
    this.#lines = 0;
    if (!row.includes('"')) return this.#onRow({ line, cells: row.split(','), badQuotes: false });
    const { data, errors } = Papa.parse<string[]>(row, { delimiter: ',' });
    return this.#onRow({ line, cells: data[0] ?? [], badQuotes: errors.length > 0 || data.length !== 1 });
  }
}

const hasEvenQuotes = (text: string): boolean => {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1;
  return count % 2 === 0;
};
