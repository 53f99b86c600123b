/** Loan import: who had which pedometer when, from CSV: refused whole where two people would have one, or one person two. */
import type { z } from 'zod';
import type { Said } from '../../contract/desk-terms.ts';
import { cellChanges } from './cell-changes.ts';
import { problem, readCsvTable, type CsvRow } from './csv-table.ts';
import { importedTable, refusedImport, type ImportChange, type ImportOutcome, type Problem } from './import-outcome.ts';
import { conflictsOf, type LoanClaim } from './loan-conflicts.ts';
import { duplicates, noSuch, warning } from './registry-import.ts';
import type { RegisteredLoan } from './registry-rows.ts';
import type { Registry } from './registry.ts';
import { loanRow } from './table-rows.ts';

type LoanRow = z.output<ReturnType<typeof loanRow>>;

/** Who says what a table says; no clerk has this name. */
export const byTable = 'import';

/** A loan as it will stand: from a line of the file, from the registry, or from both. */
interface Standing extends LoanClaim {
  readonly line: number | null;
  readonly held: RegisteredLoan | undefined;
}

/**
 * `device,participant,from,to`. A loan is known by its pedometer, its participant and its beginning: a row that has those of
 * a loan held can only give it another end. One with a wrong beginning is corrected at the desk, not by a table.
 */
export const importLoans = (registry: Registry, text: string): ImportOutcome => {
  const { rows, problems: unreadable } = readCsvTable(text, loanRow(registry.zone));
  return registry.atomically(() => {
    const named = [
      ...duplicates(rows, null, ({ device, participant, from }) => nameOf({ device, participant, fromMs: from })),
    ];
    const unknown = rows.flatMap((row) => unknownIn(registry, row));
    const standing = standingLoans(registry.loans(), rows);
    const problems = [...unreadable, ...named, ...unknown, ...conflictsIn(standing)];
    const touched = standing.filter(
      ({ line, held, toMs }) => line !== null && (held === undefined || held.toMs !== toMs),
    );
    const warnings = touched.flatMap(endWarnings);
    if (problems.length > 0) return refusedImport(problems, warnings);
    // Ends first: a loan that ends now makes room for the next. The other way round the two would overlap for a moment.
    for (const { held, toMs } of touched) if (held !== undefined) registry.endLoan(held, toMs, byTable);
    for (const claim of touched) if (claim.held === undefined) registry.addLoan(claim, byTable);
    return importedTable(rows.length, touched.map(changeOf), warnings);
  });
};

const standingLoans = (held: readonly RegisteredLoan[], rows: readonly CsvRow<LoanRow>[]): readonly Standing[] => {
  const standing = new Map<string, Standing>(held.map((loan) => [nameOf(loan), { ...loan, line: null, held: loan }]));
  for (const { line, value } of rows) {
    const { device, participant, from: fromMs, to: toMs } = value;
    const name = nameOf({ device, participant, fromMs });
    standing.set(name, { device, participant, fromMs, toMs, line, held: standing.get(name)?.held });
  }
  return [...standing.values()];
};

const nameOf = ({ device, participant, fromMs }: Pick<LoanClaim, 'device' | 'participant' | 'fromMs'>): string =>
  `${device} ${participant} ${fromMs}`;

const unknownIn = (registry: Registry, { line, value }: CsvRow<LoanRow>): readonly Problem[] => {
  const { device, participant, from, to } = value;
  const problems: Problem[] = [];
  if (registry.deviceOf(device) === undefined) {
    problems.push(problem(line, 'device', 'unknown-device', noSuch('歩数計', 'pedometer', device)));
  }
  if (registry.participant(participant) === undefined) {
    problems.push(problem(line, 'participant', 'unknown-participant', noSuch('参加者', 'participant', participant)));
  }
  if (to !== null && to <= from) {
    const sentence = { ja: 'from よりあとの時刻にしてください', en: 'must be later than from' };
    problems.push(problem(line, 'to', 'ends-before-it-begins', sentence));
  }
  return problems;
};

/** Every conflict stands at a line of the file, for loans held do not overlap. */
const conflictsIn = (standing: readonly Standing[]): readonly Problem[] =>
  conflictsOf(standing).map(({ kind, first, second }) => {
    const [here, other] = second.line === null ? [first, second] : [second, first];
    return problem(
      here.line ?? 0,
      kind === 'device-lent-twice' ? 'device' : 'participant',
      kind,
      overlapWords(kind, other),
    );
  });

const overlapWords = (kind: 'device-lent-twice' | 'participant-has-two', other: Standing): Said => {
  const where =
    other.line === null
      ? { ja: '登録してある貸出', en: 'a loan held already' }
      : { ja: `${other.line}行目`, en: `line ${other.line}` };
  return kind === 'device-lent-twice'
    ? {
        ja: `${where.ja}と重なっています。同じ歩数計を${other.participant}に貸しています`,
        en: `overlaps ${where.en}, in which ${other.participant} has the same pedometer`,
      }
    : {
        ja: `${where.ja}と重なっています。同じ人に${other.device}を貸しています`,
        en: `overlaps ${where.en}, in which the same participant has ${other.device}`,
      };
};

const endWarnings = ({ line, held, toMs }: Standing) => {
  if (line === null || held === undefined || held.toMs === null) return [];
  return toMs === null
    ? [warning(line, 'to', 'loan-reopened', reopened)]
    : [warning(line, 'to', 'loan-end-changed', endedBefore(new Date(held.toMs).toISOString()))];
};

const reopened: Said = {
  ja: '終わっていた貸出が、また続きます',
  en: 'the loan had ended, and runs again',
};
const endedBefore = (at: string): Said => ({
  ja: `この貸出は${at}に終わっていました`,
  en: `the loan had ended at ${at}`,
});

const changeOf = ({ line, held, device, participant, fromMs, toMs }: Standing): ImportChange => ({
  kind: held === undefined ? 'added' : 'changed',
  line: line ?? 0,
  id: `${device} ${participant}`,
  cells: cellChanges(held === undefined ? undefined : momentsOf(held), momentsOf({ fromMs, toMs })),
});

const momentsOf = ({ fromMs, toMs }: Pick<LoanClaim, 'fromMs' | 'toMs'>) => ({
  from: new Date(fromMs).toISOString(),
  to: toMs === null ? null : new Date(toMs).toISOString(),
});
