/** Record format: what a form of handing records on has to say of itself, and how it writes them. */
import type { DayState, DayTotal } from '../../../contract/day-total.ts';
import type { RecordKind } from '../../../contract/records-terms.ts';
import type { RecordedInterval } from '../interval-reader.ts';
import type { LocalTimes } from '../local-times.ts';
import type { RecordedPoint } from '../point-source.ts';
import type { Pseudonyms } from '../pseudonyms.ts';

export interface FormatContext {
  readonly pseudonyms: Pseudonyms;
  readonly times: LocalTimes;
  /** When the file is made. */
  readonly madeAtMs: number;
  /** Of CSV: begin with a byte order mark. */
  readonly bom: boolean;
}

/** Of one file: may remember what it has written. Pages of rows come in order of their dates. */
export interface RecordWriter {
  readonly head: string;
  days(rows: readonly DayTotal[]): string;
  intervals(rows: readonly RecordedInterval[]): string;
  points(rows: readonly RecordedPoint[]): string;
  readonly tail: string;
}

export interface RecordFormat {
  readonly mediaType: string;
  readonly extension: string;
  readonly kinds: readonly RecordKind[];
  /** Days in any other state are left out: the form has no place to say that a number is not the last word. */
  readonly states: readonly DayState[];
  open(what: RecordKind, context: FormatContext): RecordWriter;
}

/** What can still change, or is in doubt, does not stand among these. */
export const settledStates: readonly DayState[] = ['final', 'corrected'];
export const stepKinds: readonly RecordKind[] = ['days', 'intervals'];

/** One JSON text a line. */
export const jsonLines = <Row>(rows: readonly Row[], told: (row: Row) => unknown): string =>
  rows.map((row) => `${JSON.stringify(told(row))}\n`).join('');

/** Of a form that holds steps only. */
export const noPoints = (): never => {
  throw new Error('bug: points in a form that has no place for them');
};
