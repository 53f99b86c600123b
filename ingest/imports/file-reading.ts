/** File reading: every row of a file judged by itself, and put into the book where nothing speaks against it. */
import type { Said } from '../../contract/desk-terms.ts';
import type { ImportAsk } from '../../contract/imports-terms.ts';
import { epochDayOf, type LocalDays } from '../local-days.ts';
import type { CellDate, DateForm } from './cell-date.ts';
import { fileWords, headerWords, otherKindWords, rowWords } from './fault-words.ts';
import { readRows, type Row } from './file-lines.ts';
import { FoundLines } from './found-lines.ts';
import type { KnownPeople } from './known-people.ts';
import type { RowBook } from './row-book.ts';
import { stepFileOf, type StepFile } from './step-file.ts';

/** Nobody walks so much in a day: what is above is another unit, or two numbers that have run together. */
export const dayStepsMax = 100_000;
/** A month of minutes: the next person's rows name the same times again. */
const datesKeptMax = 50_000;

export interface FileReadingParts {
  readonly ask: ImportAsk;
  readonly people: KnownPeople;
  readonly book: RowBook;
  readonly days: LocalDays;
  /** Local date of now, in days since 1970-01-01: it and what comes after it are not over. */
  readonly today: number;
}

export class FileReading {
  readonly faults = new FoundLines();
  readonly repeats = new FoundLines();
  rows = 0;
  bucketSeconds: number | undefined;
  readonly #parts: FileReadingParts;
  readonly #dates = new Map<string, CellDate>();
  readonly #from: number;
  readonly #to: number;
  #file: StepFile | undefined;
  #first: { readonly line: number; readonly form: DateForm; readonly cell: string } | undefined;

  constructor(parts: FileReadingParts) {
    this.#parts = parts;
    this.#from = epochDayOf(parts.ask.from);
    this.#to = epochDayOf(parts.ask.to);
  }

  /** `onRead` hears of the bytes read and the bytes there are. */
  read(path: string, onRead: (bytes: number, total: number) => void = () => undefined): void {
    const { encoding } = this.#parts.ask;
    const stopped = readRows(path, { encoding, onRow: (row) => this.#take(row), onBytes: onRead });
    if (stopped !== undefined) this.#fault(stopped.line, stopped.fault, () => fileWords[stopped.fault]);
    else if (this.#file === undefined && this.faults.total === 0)
      this.#fault(null, 'empty-file', () => fileWords['empty-file']);
    else if (this.rows === 0 && this.faults.total === 0) this.#fault(null, 'no-rows', () => fileWords['no-rows']);
  }

  /** False where nothing below can be read. */
  #take({ line, cells, badQuotes }: Row): boolean {
    // A spreadsheet leaves rows of empty cells below a table.
    if (cells.every((cell) => cell.trim() === '')) return true;
    if (this.#file === undefined) return this.#takeHeader(line, cells);
    this.rows += 1;
    if (badQuotes) this.#fault(line, 'bad-quotes', () => rowWords.quotes);
    else this.#takeRow(line, cells, this.#file);
    return true;
  }

  #takeHeader(line: number, header: readonly string[]): boolean {
    const { ask, days } = this.#parts;
    const [first = '', ...rest] = header;
    const cells = [first.replace(/^\uFEFF/, ''), ...rest];
    const file = stepFileOf(cells, { days, oddTimes: ask.oddTimes });
    this.#file = file;
    if (file === undefined) {
      const separated = first.includes(';') ? fileWords.semicolons : first.includes('\t') ? fileWords.tabs : undefined;
      this.#fault(line, 'bad-header', () => separated ?? headerWords(cells));
    } else if (file.kind !== ask.kind) this.#fault(line, 'other-kind', () => otherKindWords(file.kind));
    else {
      this.bucketSeconds = file.bucketSeconds;
      return true;
    }
    return false;
  }

  #takeRow(line: number, cells: readonly string[], file: StepFile): void {
    if (cells.length !== file.columns) {
      this.#fault(line, 'wrong-cell-count', () => rowWords.cells(file.columns, cells.length));
      return;
    }
    const cellAt = (column: number): string => (cells[column] ?? '').trim();
    const who = this.#parts.people.of(cellAt(file.participant));
    if (who.kind === 'fault') this.#fault(line, who.code, () => who.sentence);
    const date = this.#date(line, cellAt(file.when), file);
    const steps = this.#steps(line, cellAt(file.steps));
    if (file.state !== undefined) this.#checkState(line, cellAt(file.state));
    if (who.kind === 'fault' || date === undefined || steps === undefined) return;
    const before = this.#parts.book.add(who.index, { ...date, steps, line });
    if (before === undefined) return;
    if (before.steps === steps) this.repeats.add(line, 'repeated', () => rowWords.repeats(before.line));
    else this.#fault(line, 'contradicts', () => rowWords.contradicts(steps, before.steps, before.line));
  }

  #date(line: number, written: string, file: StepFile): { readonly day: number; readonly seconds: number } | undefined {
    const cell = narrow(written);
    let date = this.#dates.get(cell);
    if (date === undefined) {
      if (this.#dates.size >= datesKeptMax) this.#dates.clear();
      this.#dates.set(cell, (date = file.dates.read(cell)));
    }
    const first = this.#first;
    const isOther = date.kind === 'fault' ? date.code === 'bad-date' : date.form !== first?.form;
    if (first !== undefined && isOther && /\d/.test(cell)) {
      this.#fault(line, 'mixed-dates', () => rowWords.mixedDates(cell, first));
      return undefined;
    }
    if (date.kind === 'fault') {
      const { code, sentence } = date;
      this.#fault(line, code, () => sentence);
      return undefined;
    }
    this.#first ??= { line, form: date.form, cell };
    const { ask, today } = this.#parts;
    if (date.day < this.#from || date.day > this.#to)
      this.#fault(line, 'outside-period', () => rowWords.outside(cell, ask.from, ask.to));
    else if (date.day >= today) this.#fault(line, 'not-over', () => rowWords.notOver(cell));
    else return date;
    return undefined;
  }

  #steps(line: number, written: string): number | undefined {
    const cell = narrow(written);
    if (/^\d{1,9}$/.test(cell) || thousands.test(cell)) {
      const steps = Number(cell.replaceAll(',', ''));
      if (steps <= dayStepsMax) return steps;
      this.#fault(line, 'too-many-steps', () => rowWords.tooMany(steps, dayStepsMax));
      return undefined;
    }
    const [code, sentence] = stepsFault(cell);
    this.#fault(line, code, () => sentence);
    return undefined;
  }

  #checkState(line: number, cell: string): void {
    if (cell !== '' && cell !== 'final' && cell !== 'corrected')
      this.#fault(line, 'unfinished', () => rowWords.unfinished(cell));
  }

  #fault(line: number | null, code: string, sentence: () => Said): void {
    this.faults.add(line, code, sentence);
  }
}

/** `5,000`, as a spreadsheet shows it. */
const thousands = /^\d{1,3}(,\d{3}){1,2}$/;
/** As Japanese keyboards also write them; what only looks like a digit stays what it is. */
const wide = /[０-９]/u;
const fullWidth = /[\uff01-\uff5e]/g;
const fullWidthOffset = 0xfee0;
const narrow = (cell: string): string =>
  wide.test(cell)
    ? cell
        .replaceAll('\u3000', ' ')
        .replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - fullWidthOffset))
    : cell;

const stepsFault = (cell: string): readonly [string, Said] => {
  if (/^-\d+$/.test(cell)) return ['negative', rowWords.negative(cell)];
  if (/^\d+\.\d+$/.test(cell)) return ['not-whole', rowWords.notWhole(cell)];
  if (/^\d+([.,]\d+)?E\+?\d+$/i.test(cell)) return ['spreadsheet', rowWords.exponent(cell)];
  if (cell.startsWith('#')) return ['spreadsheet', rowWords.spreadsheetError(cell)];
  if (/^[=+\-@＝＋－＠]/u.test(cell)) return ['formula', rowWords.formula(cell)];
  return ['bad-steps', rowWords.badSteps(cell)];
};
