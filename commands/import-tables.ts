/** Import tables: the registry's CSV files in the order in which they need one another, with a report people can read. */
import type { Said } from '../contract/desk-terms.ts';
import { decodeCsvBytes } from '../ingest/registry/csv-table.ts';
import type { ImportOutcome } from '../ingest/registry/import-outcome.ts';
import { importLoans } from '../ingest/registry/loan-import.ts';
import { centreSteps, deviceSteps, participantSteps } from '../ingest/registry/registry-import.ts';
import type { Registry } from '../ingest/registry/registry.ts';
import { inPieces, type TableSteps } from '../ingest/registry/table-steps.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Rest } from '../runtime/rest.ts';

export interface ImportFiles {
  readonly centres?: string;
  readonly participants?: string;
  readonly devices?: string;
  readonly loans?: string;
}

export interface ImportReport {
  readonly lines: readonly string[];
  /** Whether everything asked for was imported. A refused file stops those after it. */
  readonly complete: boolean;
}

export interface TableWorld {
  readonly read: (path: string) => Uint8Array;
  readonly clock: Pick<Clock, 'wallMs' | 'monotonicMs'>;
  readonly rest: Rest;
}

/** Rows of people, pedometers and centres in small pieces. Loans at once: whether two overlap is judged of all of them together. */
export const importTables = async (
  registry: Registry,
  files: ImportFiles,
  { read, clock, rest }: TableWorld,
): Promise<ImportReport> => {
  const pieces = (steps: TableSteps) => inPieces(registry, steps, { clock, rest });
  const tables: readonly (readonly [string | undefined, (text: string) => ImportOutcome | Promise<ImportOutcome>])[] = [
    [files.centres, (text) => pieces(centreSteps(registry, text))],
    [files.participants, (text) => pieces(participantSteps(registry, text, clock.wallMs()))],
    [files.devices, (text) => pieces(deviceSteps(registry, text))],
    [files.loans, (text) => importLoans(registry, text)],
  ];
  const lines: string[] = [];
  for (const [path, importTable] of tables) {
    if (path === undefined) continue;
    const decoded = decodeCsvBytes(read(path));
    if (decoded.kind === 'unreadable') {
      lines.push(`${path}: 読み込みませんでした (nothing imported): ${bothOf(decoded.sentence)}`);
      return { lines, complete: false };
    }
    const outcome = await importTable(decoded.text);
    lines.push(...reportOf(path, outcome));
    if (outcome.kind === 'refused') return { lines, complete: false };
  }
  return { lines, complete: true };
};

const reportOf = (path: string, outcome: ImportOutcome): readonly string[] => {
  const notes = outcome.warnings.map(({ line, sentence }) => `  ${path}:${line} 注意 (warning) ${bothOf(sentence)}`);
  if (outcome.kind === 'imported') {
    return [
      `${path}: 追加 ${outcome.added} ・ 変更 ${outcome.changed} ・ 変わらず ${outcome.unchanged} (added, changed, unchanged)`,
      ...notes,
    ];
  }
  return [
    `${path}: 読み込みませんでした。${outcome.problems.length} 件を直してください (nothing imported; mend these)`,
    ...outcome.problems.map(
      ({ line, column, sentence }) => `  ${path}:${line}${column === null ? '' : ` ${column}`}: ${bothOf(sentence)}`,
    ),
    ...notes,
  ];
};

const bothOf = ({ ja, en }: Said): string => `${ja} (${en})`;
