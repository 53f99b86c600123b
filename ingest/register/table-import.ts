/** Table import: an office's file shown as what it would change, and taken exactly as it was shown or not at all. */
import { hash } from 'node:crypto';
import type { Said } from '../../contract/desk-terms.ts';
import {
  importRowsShownMax,
  type ImportAnswer,
  type ImportAsk,
  type ImportBody,
  type ImportLine,
  type RegisterTable,
} from '../../contract/register-import.ts';
import { decodeCsvBytes } from '../registry/csv-table.ts';
import type { ImportChange, ImportOutcome, Problem, Warning } from '../registry/import-outcome.ts';
import { importLoans } from '../registry/loan-import.ts';
import { importCentres, importDevices, importParticipants } from '../registry/registry-import.ts';
import type { LoggedOf } from './logged-change.ts';
import { fieldChanges, type RegisterLog } from './register-log.ts';
import type { RegisterRequests } from './register-requests.ts';
import { tableNames } from './register-words.ts';
import type { RegisterWorld } from './register-world.ts';

type Outcome = ImportOutcome | { readonly kind: 'unreadable'; readonly sentence: Said };
type Imported = Extract<ImportOutcome, { readonly kind: 'imported' }>;

export class TableImport {
  readonly #world: RegisterWorld;
  readonly #requests: RegisterRequests;
  readonly #log: RegisterLog;

  constructor(world: RegisterWorld, requests: RegisterRequests, log: RegisterLog) {
    this.#world = world;
    this.#requests = requests;
    this.#log = log;
  }

  /** The table is taken in, looked at, and put back. */
  preview(ask: ImportAsk): ImportAnswer {
    const outcome = this.#requests.tried((nowMs) => this.#run(ask, nowMs));
    if (outcome.kind !== 'imported') return faulty(outcome);
    const { added, changed, unchanged, warnings } = outcome;
    return {
      kind: 'possible',
      ...{ added, changed, unchanged },
      rows: outcome.changes
        .slice(0, importRowsShownMax)
        .map(({ kind, line, id, cells }) => ({ kind, line, id, changes: fieldChanges(cells) })),
      warnings: warnings.map(lineOf),
      token: tokenOf(ask, outcome),
    };
  }

  import(body: ImportBody): ImportAnswer {
    try {
      return this.#requests.once<ImportAnswer>('import', body, (atMs) => {
        const outcome = this.#run(body, atMs);
        if (outcome.kind !== 'imported' || tokenOf(body, outcome) !== body.token) throw hasMoved;
        this.#note(body, outcome, atMs);
        const { added, changed, unchanged, warnings } = outcome;
        const sentence = importedSentence(body.table, outcome);
        return { kind: 'imported', added, changed, unchanged, warnings: warnings.map(lineOf), sentence };
      });
    } catch (error) {
      if (error === hasMoved) return { kind: 'stale', sentence: staleSentence };
      throw error;
    }
  }

  #run({ table, file }: ImportAsk, nowMs: number): Outcome {
    const { registry } = this.#world.store;
    const decoded = decodeCsvBytes(Buffer.from(file, 'base64'));
    if (decoded.kind === 'unreadable') return decoded;
    switch (table) {
      case 'centres':
        return importCentres(registry, decoded.text);
      case 'participants':
        return importParticipants(registry, decoded.text, nowMs);
      case 'pedometers':
        return importDevices(registry, decoded.text);
      case 'loans':
        return importLoans(registry, decoded.text);
    }
  }

  /** One line for the table, and one at whatever it has changed. */
  #note({ table, actor }: ImportBody, { changes, added, changed }: Imported, atMs: number): void {
    const kind = 'imported' as const;
    const counts = fieldChanges([
      { column: 'added', before: null, after: String(added) },
      { column: 'changed', before: null, after: String(changed) },
    ]);
    this.#log.add({ atMs, kind, of: 'table', subject: table, actor, changes: counts });
    for (const change of changes) {
      for (const [of, subject] of subjectsOf(table, change))
        this.#log.add({ atMs, kind, of, subject, actor, changes: fieldChanges(change.cells) });
    }
  }
}

/** Rolls the import back. */
const hasMoved = new Error('the import would not do what was shown');

const subjectsOf = (table: RegisterTable, { id }: ImportChange): readonly (readonly [LoggedOf, string])[] => {
  if (table === 'centres') return [['centre', id]];
  if (table === 'participants') return [['participant', id]];
  if (table === 'pedometers') return [['device', id]];
  const [device = '', participant = ''] = id.split(' ');
  return [
    ['device', device],
    ['participant', participant],
  ];
};

/** Stands for the very bytes and for all that they would change: as long as both are the same, so is what is done. */
const tokenOf = ({ table, file }: ImportAsk, { changes, warnings }: Imported): string =>
  hash('sha256', JSON.stringify([table, hash('sha256', file, 'hex'), changes, warnings]), 'hex');

const faulty = (outcome: Exclude<Outcome, { readonly kind: 'imported' }>): ImportAnswer => {
  if (outcome.kind === 'unreadable') {
    const problems = [{ line: null, column: null, code: 'unreadable', sentence: outcome.sentence }];
    return { kind: 'faulty', problems, warnings: [] };
  }
  return { kind: 'faulty', problems: outcome.problems.map(lineOf), warnings: outcome.warnings.map(lineOf) };
};

const lineOf = ({ line, column, code, sentence }: Problem | Warning): ImportLine => ({ line, column, code, sentence });

const importedSentence = (table: RegisterTable, { added, changed, unchanged }: Imported): Said => {
  const name = tableNames[table] ?? { ja: '表', en: 'table' };
  return {
    ja: `${name.ja}を取りこみました。追加${added}件、変更${changed}件、そのまま${unchanged}件です。`,
    en: `Took in the ${name.en}: ${added} added, ${changed} changed, ${unchanged} as before.`,
  };
};

const staleSentence: Said = {
  ja: '見ていただいたあとで登録が変わったため、取りこみませんでした。もう一度 内容をたしかめてください。',
  en: 'The register has changed since this was shown, so nothing was taken in. Look at it again.',
};
