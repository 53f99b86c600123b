/** Row cells: a participant and a number of steps as spreadsheets write them, and the ways spreadsheets spoil them. */
import { participantIdSchema, type ParticipantId } from '../../contract/ids.ts';
import { bucketStepsMax } from '../pedometer/pedometer.ts';
import { quoted, type CsvProblemWord } from './csv-problem.ts';

export type Cell<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'problem'; readonly problem: CsvProblemWord; readonly sentence: string };

export const cellProblem = (problem: CsvProblemWord, sentence: string) =>
  ({ kind: 'problem', problem, sentence }) as const;

const formula = /^[=+\-@]/;
const excelError = /^#(REF!|N\/A|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!)/;
const excelExponent = /^\d+(\.\d+)?E\+?\d+$/i;

/** What Excel makes of a cell it took for something else. */
export const spoiled = (cell: string): Cell<never> | undefined => {
  if (excelError.test(cell)) return cellProblem('excel-artefact', `${quoted(cell)} is an error of a spreadsheet`);
  if (excelExponent.test(cell))
    return cellProblem('excel-artefact', `${quoted(cell)} has lost digits in a spreadsheet`);
  if (formula.test(cell)) return cellProblem('formula', `${quoted(cell)} begins like a formula`);
  return undefined;
};

/** Full-width letters and digits become the plain ones; what then is no id is refused rather than bent. */
export const readParticipant = (cell: string): Cell<ParticipantId> => {
  const problem = spoiled(cell);
  if (problem !== undefined) return problem;
  const id = participantIdSchema.safeParse(cell.normalize('NFKC').trim());
  if (id.success) return { kind: 'read', value: id.data };
  return cellProblem('bad-participant', `${quoted(cell)} is no id: 1–64 letters, digits, "_" or "-"`);
};

export const readSteps = (cell: string): Cell<number> => {
  if (/^\d{1,9}$/.test(cell)) {
    const steps = Number(cell);
    if (steps <= bucketStepsMax) return { kind: 'read', value: steps };
    return cellProblem('too-many-steps', `${cell} steps do not fit a bucket (${bucketStepsMax} at most)`);
  }
  if (/^\d+\.\d+$/.test(cell)) return cellProblem('not-whole', `${quoted(cell)} is no whole number of steps`);
  return spoiled(cell) ?? cellProblem('bad-number', `${quoted(cell)} is no number of steps`);
};
