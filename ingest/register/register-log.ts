/** Register log: what the desk has changed in the register, by whom, when and why; only ever added to. */
import type { DatabaseSync } from 'node:sqlite';
import { registerRowsMax, type FieldChange, type HistoryEntry } from '../../contract/register-terms.ts';
import { isoInstant } from '../../runtime/clock.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { CellChange } from '../registry/import-outcome.ts';
import type { Row } from '../registry/registry-rows.ts';
import type { LoggedChange, LoggedKind, LoggedOf } from './logged-change.ts';
import { changeSentence, fieldNameOf } from './register-words.ts';

/** What was imported is told in one line for its table, a corrected loan in one for its pedometer; and both at whomever they touch. */
const told = "(kind <> 'imported' OR of = 'table') AND (kind <> 'corrected' OR of = 'device')";

export class RegisterLog {
  readonly #prepared: Prepared;

  constructor(database: DatabaseSync) {
    this.#prepared = new Prepared(database);
  }

  add({ atMs, kind, of, subject, actor, reason, handOver, changes }: LoggedChange): void {
    const kept = changes.map(({ field, before, after }) => ({ field, before, after }));
    this.#prepared
      .of(
        `INSERT INTO register_change (at_ms, kind, of, subject, actor, reason, hand_over, changes)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(atMs, kind, of, subject, actor, reason ?? null, handOver ?? null, JSON.stringify(kept));
  }

  /** Newest first. */
  of(of: LoggedOf, subject: string): readonly HistoryEntry[] {
    const sql = 'SELECT * FROM register_change WHERE of = ? AND subject = ? ORDER BY id DESC';
    return this.#prepared.of(sql).all(of, subject).map(entryOf);
  }

  /** What was said at the desk with a hand-over. */
  reasonOf(handOver: number): string | null {
    const row = this.#prepared.of('SELECT reason FROM register_change WHERE hand_over = ?').get(handOver);
    return (row?.['reason'] as string | null | undefined) ?? null;
  }

  /** Newest first. */
  page(from: number): readonly HistoryEntry[] {
    const sql = `SELECT * FROM register_change WHERE ${told} ORDER BY id DESC LIMIT ? OFFSET ?`;
    return this.#prepared.of(sql).all(registerRowsMax, from).map(entryOf);
  }

  count(): number {
    return Number(this.#prepared.of(`SELECT count(*) AS n FROM register_change WHERE ${told}`).get()?.['n']);
  }
}

const entryOf = (row: Row): HistoryEntry => {
  const kind = row['kind'] as LoggedKind;
  const at = isoInstant(row['at_ms'] as number);
  const changes = JSON.parse(row['changes'] as string) as readonly Omit<FieldChange, 'name'>[];
  const named = changes.map((change) => ({ ...change, name: fieldNameOf(change.field) }));
  const subject = row['subject'] as string;
  const actor = row['actor'] as string;
  const handOver = row['hand_over'] as number | null;
  return {
    kind,
    at,
    heardAt: at,
    by: kind === 'imported' ? { kind: 'import', actor } : { kind: 'desk', actor },
    subject,
    sentence: changeSentence(kind, row['of'] as LoggedOf, subject, named),
    changes: named,
    reason: row['reason'] as string | null,
    handOver: handOver === null ? null : String(handOver),
    isUndone: false,
  };
};

/** Of an entry of the registry, by its columns. */
export const fieldChanges = (cells: readonly CellChange[]): FieldChange[] =>
  cells.map(({ column, before, after }) => {
    const field = column.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    return { field, name: fieldNameOf(field), before, after };
  });
