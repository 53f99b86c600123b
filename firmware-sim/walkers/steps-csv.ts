/** Steps CSV: reads recordings out of our own form and Fitbit's two, all of a file or nothing (docs/wire.md §4). */
import Papa from 'papaparse';
import { localDate } from '../../runtime/clock.ts';
import { quoted, type CsvProblem, type CsvProblemWord } from './csv-problem.ts';
import { RecordingBook } from './recording-book.ts';
import type { Recording } from './recording.ts';
import { readParticipant, readSteps, type Cell } from './row-cell.ts';
import { readIsoTime, readUsTime, type RowTime, type TimeForm } from './row-time.ts';

/** A year of two thousand people's hours, or a month of fifty people's minutes; read whole, so kept small. */
export const stepsCsvBytesMax = 50 * 1024 * 1024;
/** Enough to mend a file by; a file with more was made wrongly as a whole. */
export const csvProblemsMax = 100;
/** No id, date or number is longer; a cell that is has swallowed a part of the file. */
const cellCharsMax = 200;
/** A month of minutes: the next person's rows name the same times again, and working one out is most of the reading. */
const timesKeptMax = 50_000;

export const stepsCsvForms = ['steps', 'fitbit-hours', 'fitbit-minutes'] as const;
export type StepsCsvForm = (typeof stepsCsvForms)[number];

export type StepsCsv =
  | {
      readonly kind: 'recordings';
      readonly form: StepsCsvForm;
      readonly recordings: readonly Recording[];
      /** Rows that said again what another row had said. */
      readonly repeatedRows: number;
    }
  /** In the order of their lines; at most `csvProblemsMax`, after which reading stops. */
  | { readonly kind: 'problems'; readonly problems: readonly CsvProblem[] };

export interface StepsCsvOptions {
  /** Whose clock a time without an offset shows, for example `Asia/Tokyo`. */
  readonly zone: string;
  /** Local dates the file is said to lie in, both inclusive: finds days and months that changed places. */
  readonly period?: { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate };
}

interface Columns {
  readonly form: StepsCsvForm;
  readonly participant: number;
  readonly start: number;
  readonly steps: number;
  /** Undefined where the file does not say how long its buckets are. */
  readonly bucketSeconds: number | undefined;
  readonly readTime: (cell: string, zone: string) => Cell<RowTime>;
}

/** Reads the bytes of a whole file (UTF-8, commas). Never throws for what is in them. */
export const readStepsCsv = (bytes: Uint8Array, options: StepsCsvOptions): StepsCsv => {
  const refused = (problem: CsvProblemWord, sentence: string): StepsCsv => ({
    kind: 'problems',
    problems: [{ line: 1, problem, sentence }],
  });
  if (bytes.byteLength > stepsCsvBytesMax) return refused('too-large', `more than ${stepsCsvBytesMax} bytes`);
  if (bytes.includes(0)) return refused('nul-byte', 'a NUL byte: not a text file, or UTF-16; save it as UTF-8');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refused('not-utf-8', 'not UTF-8; save it as "CSV UTF-8"');
  }
  return new StepsCsvReading(options).read(text);
};

class StepsCsvReading {
  readonly #options: StepsCsvOptions;
  readonly #book = new RecordingBook();
  readonly #problems: CsvProblem[] = [];
  readonly #times = new Map<string, Cell<RowTime>>();
  #columns: Columns | undefined;
  #firstTime: { readonly line: number; readonly form: TimeForm; readonly cell: string } | undefined;

  constructor(options: StepsCsvOptions) {
    this.#options = options;
  }

  read(text: string): StepsCsv {
    let line = 1;
    Papa.parse<readonly string[]>(text, {
      delimiter: ',',
      step: ({ data: row, errors }, parser) => {
        if (errors.some((error) => error.type === 'Quotes'))
          this.#problem(line, 'broken-quotes', 'quotes do not match');
        else this.#takeRow(line, row);
        line += 1;
        for (const cell of row) if (cell.includes('\n')) line += cell.split('\n').length - 1;
        if (this.#isHopeless()) parser.abort();
      },
    });
    return this.#outcome();
  }

  #outcome(): StepsCsv {
    if (this.#columns === undefined) {
      if (this.#problems.length === 0) this.#problem(1, 'no-rows', 'the file is empty');
      return { kind: 'problems', problems: this.#problems };
    }
    const { form, bucketSeconds } = this.#columns;
    const closed = this.#book.close(bucketSeconds);
    for (const problem of closed.problems) this.#problems.push(problem);
    if (closed.recordings.length === 0 && this.#problems.length === 0) {
      this.#problem(1, 'no-rows', 'nothing stands below the header');
    }
    if (this.#problems.length > 0) {
      const inOrder = this.#problems.toSorted((a, b) => a.line - b.line);
      return { kind: 'problems', problems: inOrder.slice(0, csvProblemsMax) };
    }
    return { kind: 'recordings', form, recordings: closed.recordings, repeatedRows: closed.repeatedRows };
  }

  /** Nothing below a wrong header can be read, and nobody reads more problems than `csvProblemsMax`. */
  #isHopeless(): boolean {
    return this.#problems.length >= csvProblemsMax || (this.#columns === undefined && this.#problems.length > 0);
  }

  #takeRow(line: number, row: readonly string[]): void {
    if (row.length === 1 && row[0]?.trim() === '') return;
    if (row.some((cell) => cell.length > cellCharsMax || cell.includes('\n'))) {
      this.#problem(line, 'long-cell', `a cell of more than ${cellCharsMax} characters or several lines`);
    } else if (this.#columns === undefined) this.#takeHeader(line, row);
    else this.#takeValues(line, row, this.#columns);
  }

  #takeHeader(line: number, row: readonly string[]): void {
    this.#columns = columnsOf(row);
    if (this.#columns !== undefined) return;
    const known = 'participant,start,steps · Id,ActivityHour,StepTotal · Id,ActivityMinute,Steps';
    this.#problem(line, 'bad-header', `${quoted(row.join(','))} is none of the headers read here: ${known}`);
  }

  #takeValues(line: number, row: readonly string[], columns: Columns): void {
    if (row.length !== 3) {
      this.#problem(line, 'wrong-columns', `${row.length} columns in place of 3`);
      return;
    }
    const cell = (index: number): string => (row[index] ?? '').trim();
    const participant = readParticipant(cell(columns.participant));
    const steps = readSteps(cell(columns.steps));
    const time = this.#readTime(line, cell(columns.start), columns);
    if (participant.kind === 'problem') this.#problem(line, participant.problem, participant.sentence);
    else if (time.kind === 'problem') this.#problem(line, time.problem, time.sentence);
    else if (steps.kind === 'problem') this.#problem(line, steps.problem, steps.sentence);
    else this.#book.add({ participant: participant.value, startMs: time.value.startMs, steps: steps.value, line });
  }

  #readTime(line: number, cell: string, columns: Columns): Cell<RowTime> {
    const time = this.#times.get(cell) ?? columns.readTime(cell, this.#options.zone);
    if (this.#times.size < timesKeptMax) this.#times.set(cell, time);
    const first = this.#firstTime;
    const isOtherForm = time.kind === 'problem' ? time.problem === 'bad-date' : time.value.form !== first?.form;
    if (first !== undefined && isOtherForm && /\d/.test(cell)) {
      const sentence = `${quoted(cell)} here but ${quoted(first.cell)} in line ${first.line}: one file, one way to write a time`;
      return { kind: 'problem', problem: 'mixed-dates', sentence };
    }
    if (time.kind === 'problem') return time;
    this.#firstTime ??= { line, form: time.value.form, cell };
    return this.#withinPeriod(cell, time);
  }

  #withinPeriod(cell: string, time: Extract<Cell<RowTime>, { kind: 'read' }>): Cell<RowTime> {
    const { period, zone } = this.#options;
    if (period === undefined) return time;
    const date = localDate(time.value.startMs, zone);
    const isBefore = Temporal.PlainDate.compare(date, period.first) < 0;
    if (!isBefore && Temporal.PlainDate.compare(date, period.last) <= 0) return time;
    const sentence = `${quoted(cell)} lies outside ${period.first.toString()} … ${period.last.toString()} (day and month exchanged?)`;
    return { kind: 'problem', problem: 'outside-period', sentence };
  }

  #problem(line: number, problem: CsvProblemWord, sentence: string): void {
    this.#problems.push({ line, problem, sentence });
  }
}

/** By name in any order, but these names and no others. */
const columnsOf = (header: readonly string[]): Columns | undefined => {
  const [isSteps, isHours, isMinutes] = [
    ['participant', 'start', 'steps'],
    ['Id', 'ActivityHour', 'StepTotal'],
    ['Id', 'ActivityMinute', 'Steps'],
  ].map((names) => header.length === names.length && names.every((name) => header.includes(name)));
  const places = (participant: string, start: string, steps: string) => ({
    participant: header.indexOf(participant),
    start: header.indexOf(start),
    steps: header.indexOf(steps),
  });
  if (isSteps === true) {
    return {
      form: 'steps',
      ...places('participant', 'start', 'steps'),
      bucketSeconds: undefined,
      readTime: readIsoTime,
    };
  }
  if (isHours === true) {
    return {
      form: 'fitbit-hours',
      ...places('Id', 'ActivityHour', 'StepTotal'),
      bucketSeconds: 3600,
      readTime: readUsTime,
    };
  }
  if (isMinutes !== true) return undefined;
  return {
    form: 'fitbit-minutes',
    ...places('Id', 'ActivityMinute', 'Steps'),
    bucketSeconds: 60,
    readTime: readUsTime,
  };
};
