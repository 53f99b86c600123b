/** Point records: entries of the ledger in the order written, a page at a time, for whoever hands them on. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { PointRecord } from '../../contract/records-terms.ts';

export type PointEntry = Omit<PointRecord, 'writtenAt'> & { readonly atMs: number };

export interface EntryScope {
  /** Of the date an entry is for, both included. */
  readonly from: PlainDateText;
  readonly to: PlainDateText;
  readonly participant: ParticipantId | null;
}

const columns = 'id, participant, date, account, points, kind, rule, rule_version AS ruleVersion, at_ms AS atMs';

export class PointRecords {
  readonly #all: StatementSync;
  readonly #ofOne: StatementSync;

  constructor(database: DatabaseSync) {
    // Dates are looked at here: looked for by SQLite, one page could take as long as the whole ledger.
    this.#all = database.prepare(`SELECT ${columns} FROM entry WHERE id > ? ORDER BY id LIMIT ?`);
    this.#ofOne = database.prepare(`SELECT ${columns} FROM entry WHERE participant = ? AND id > ? ORDER BY id LIMIT ?`);
  }

  /** Looks at `rowsMax` entries after the one numbered in `after`; `next` is undefined at the end. */
  page(
    { from, to, participant }: EntryScope,
    after: readonly [string, string] | undefined,
    rowsMax: number,
  ): { readonly rows: readonly PointEntry[]; readonly next: readonly [string, string] | undefined } {
    const last = Number(after?.[1] ?? 0);
    const looked = (participant === null
      ? this.#all.all(last, rowsMax)
      : this.#ofOne.all(participant, last, rowsMax)) as unknown as readonly PointEntry[];
    const end = looked.length < rowsMax ? undefined : looked.at(-1);
    return {
      rows: looked.filter(({ date }) => date >= from && date <= to),
      next: end === undefined ? undefined : ['', String(end.id)],
    };
  }

  placeOf({ id }: PointEntry): readonly [string, string] {
    return ['', String(id)];
  }
}
