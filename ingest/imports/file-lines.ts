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

/** Returns what stopped it, and at which line. */
export const readRows = (
  path: string,
  { encoding, onRow, onBytes }: FileLinesOptions,
): { readonly fault: LinesFault; readonly line: number } | undefined => {
  const file = openSync(path, 'r');
  try {
    const total = fstatSync(file).size;
    const decoder = new TextDecoder(encoding, { fatal: true });
    const rows = new RowSplitter(onRow);
    const bytes = new Uint8Array(pieceBytes);
    for (let read = 0; ;) {
      const count = readSync(file, bytes, 0, pieceBytes, null);
      const piece = bytes.subarray(0, count);
      if (read === 0 && isUtf16(piece)) return { fault: 'utf-16', line: 1 };
      if (piece.includes(0)) return { fault: 'nul-byte', line: rows.line };
      let text: string;
      try {
        text = decoder.decode(piece, { stream: count > 0 });
      } catch {
        return { fault: 'not-decoded', line: rows.line };
      }
      read += count;
      onBytes?.(read, total);
      const stopped = count === 0 ? rows.end(text) : rows.take(text);
      if (stopped === 'enough') return undefined;
      if (stopped !== undefined) return { fault: stopped, line: rows.line };
      if (count === 0) return undefined;
    }
  } finally {
    closeSync(file);
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
