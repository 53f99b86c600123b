/** Step imports: which imports there are, how far each is carried out, and where the journal has its parts. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { PlainDateText } from '../../contract/ids.ts';
import type { AcceptFact, UnsignedReading } from './import-fact.ts';

export interface StepImport {
  readonly id: string;
  readonly state: 'accepted' | 'undone';
  readonly source: string;
  readonly reading: UnsignedReading;
  readonly file: string;
  readonly parts: number;
  /** Parts whose days are told; all of them once it is carried out. */
  readonly settled: number;
  readonly rows: number;
  readonly people: number;
  readonly days: number;
  readonly firstDate: PlainDateText;
  readonly lastDate: PlainDateText;
  readonly syncedOn: PlainDateText;
  /** Journal entries of the word that accepted it, and of the one that took it back. */
  readonly accepted: number;
  readonly undone: number | null;
}

const columns = `id, state, source, reading, file, parts, settled, row_count AS "rows", people, days, first_date AS firstDate,
  last_date AS lastDate, synced_on AS syncedOn, accepted, undone`;

export class StepImports {
  readonly #get: StatementSync;
  readonly #all: StatementSync;
  readonly #unsettled: StatementSync;
  readonly #accept: StatementSync;
  readonly #undo: StatementSync;
  readonly #settle: StatementSync;
  readonly #addPart: StatementSync;
  readonly #part: StatementSync;
  readonly #partCount: StatementSync;
  readonly #newest: StatementSync;
  readonly #count: StatementSync;

  constructor(database: DatabaseSync) {
    this.#get = database.prepare(`SELECT ${columns} FROM step_import WHERE id = ?`);
    this.#all = database.prepare(`SELECT ${columns} FROM step_import ORDER BY accepted DESC LIMIT ? OFFSET ?`);
    this.#unsettled = database.prepare(
      `SELECT ${columns} FROM step_import WHERE settled < parts ORDER BY accepted LIMIT ?`,
    );
    this.#accept = database.prepare(
      `INSERT OR REPLACE INTO step_import (id, state, source, reading, file, parts, settled, row_count, people, days,
         first_date, last_date, synced_on, accepted, undone)
       VALUES (?, 'accepted', ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, NULL)`,
    );
    this.#undo = database.prepare("UPDATE step_import SET state = 'undone', settled = 0, undone = ? WHERE id = ?");
    this.#settle = database.prepare('UPDATE step_import SET settled = ? WHERE id = ?');
    this.#addPart = database.prepare('INSERT OR IGNORE INTO step_import_part (import, part, journal) VALUES (?, ?, ?)');
    this.#part = database.prepare('SELECT journal FROM step_import_part WHERE import = ? AND part = ?');
    this.#newest = database.prepare(
      'SELECT coalesce(max(max(accepted, coalesce(undone, 0))), 0) AS newest FROM step_import',
    );
    this.#count = database.prepare('SELECT count(*) AS imports FROM step_import');
    this.#partCount = database.prepare('SELECT count(*) AS parts FROM step_import_part WHERE import = ?');
  }

  get(id: string): StepImport | undefined {
    return this.#get.get(id) as unknown as StepImport | undefined;
  }

  /** Newest first. */
  page(from: number, limit: number): readonly StepImport[] {
    return this.#all.all(limit, from) as unknown as readonly StepImport[];
  }

  /** The earliest one that is not carried out yet, and is none of `setAside`. */
  unsettled(setAside: ReadonlySet<string>): StepImport | undefined {
    const earliest = this.#unsettled.all(setAside.size + 1) as unknown as readonly StepImport[];
    return earliest.find(({ id }) => !setAside.has(id));
  }

  accept(fact: AcceptFact, syncedOn: PlainDateText, journal: number): void {
    const { import: id, source, reading, file, parts, rows, people, days, firstDate, lastDate } = fact;
    this.#accept.run(id, source, reading, file, parts, rows, people, days, firstDate, lastDate, syncedOn, journal);
  }

  undo(id: string, journal: number): void {
    this.#undo.run(journal, id);
  }

  settle(id: string, settled: number): void {
    this.#settle.run(settled, id);
  }

  addPart(id: string, part: number, journal: number): void {
    this.#addPart.run(id, part, journal);
  }

  /** The journal entry with the part's rows. */
  part(id: string, part: number): number | undefined {
    return this.#part.get(id, part)?.['journal'] as number | undefined;
  }

  /** The journal entry that last accepted an import or took one back; 0 before the first. */
  newestWord(): number {
    return Number(this.#newest.get()?.['newest']);
  }

  count(): number {
    return Number(this.#count.get()?.['imports']);
  }

  partCount(id: string): number {
    return Number(this.#partCount.get(id)?.['parts']);
  }
}
