/** ImportOutcome: what became of an imported table: everything with a list of changes, or nothing with a list of problems. */
import type { Said } from '../../contract/desk-terms.ts';

export const problemCodes = [
  'bad-header',
  'bad-quotes',
  'wrong-cell-count',
  'too-long',
  'too-many-rows',
  'control-character',
  /** Begins as a formula does in a spreadsheet. */
  'formula',
  'spreadsheet-error',
  'bad-value',
  'duplicate',
  'unknown-centre',
  /** Of a pedometer that is not registered. */
  'key-missing',
  'unknown-device',
  'unknown-participant',
  'ends-before-it-begins',
  'device-lent-twice',
  'participant-has-two',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export const warningCodes = ['under-age', 'key-changed', 'label-twice', 'loan-reopened', 'loan-end-changed'] as const;
export type WarningCode = (typeof warningCodes)[number];

/** Something to look at, in the line (from 1, the header's) and where it can be told the column of the file. */
export interface LineNote<Code extends string> {
  readonly line: number;
  readonly column: string | null;
  readonly code: Code;
  readonly sentence: Said;
}
export type Problem = LineNote<ProblemCode>;
export type Warning = LineNote<WarningCode>;

/** By the name of the column. A key is told as nothing on either side. */
export interface CellChange {
  readonly column: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ImportChange {
  readonly kind: 'added' | 'changed';
  readonly line: number;
  /** What the row speaks of: an id, a serial, or for a loan `serial participant`. */
  readonly id: string;
  readonly cells: readonly CellChange[];
}

export type ImportOutcome =
  | {
      readonly kind: 'imported';
      readonly changes: readonly ImportChange[];
      readonly added: number;
      readonly changed: number;
      readonly unchanged: number;
      readonly warnings: readonly Warning[];
    }
  /** Nothing was written. Problems are by line, all of them at once. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[]; readonly warnings: readonly Warning[] };

export const refusedImport = (problems: readonly Problem[], warnings: readonly Warning[]): ImportOutcome => ({
  kind: 'refused',
  problems: problems.toSorted((a, b) => a.line - b.line),
  warnings,
});

export const importedTable = (
  rows: number,
  changes: readonly ImportChange[],
  warnings: readonly Warning[],
): ImportOutcome => {
  const added = changes.filter((change) => change.kind === 'added').length;
  return {
    kind: 'imported',
    changes: changes.toSorted((a, b) => a.line - b.line),
    added,
    changed: changes.length - added,
    unchanged: rows - changes.length,
    warnings,
  };
};
