/** Loan difference: which loans and whose days are no more as they were since a moment of the journal, inside one transaction. */
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import type { MovedDay } from '../../contract/register-loan.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { DatabaseSync } from 'node:sqlite';
import type { LoanChange, RegisteredLoan } from '../registry/registry-rows.ts';

/** How far the journal and the day totals had come. */
export interface Mark {
  readonly journal: number;
  readonly revision: number;
}

export interface LoanDifference {
  readonly before: readonly RegisteredLoan[];
  readonly after: readonly RegisteredLoan[];
  /** By participant and date. */
  readonly days: readonly MovedDay[];
  /** Of these, those that were final. */
  readonly finalDays: number;
}

/** By number: left to SQLite, all that was ever said is gone through in the order of the index, for the sake of the last few. */
const moved = `SELECT r.participant, r.date, r.steps AS after, b.steps AS before, b.state AS state
  FROM (SELECT participant, date, max(id) AS id, min(id) AS first FROM day_revision NOT INDEXED WHERE id > :revision GROUP BY participant, date) t
  JOIN day_revision r ON r.id = t.id
  LEFT JOIN day_revision b ON b.id = (SELECT max(o.id) FROM day_revision o
    WHERE o.participant = t.participant AND o.date = t.date AND o.id <= :revision)
  ORDER BY r.participant, r.date`;

export class LoanDifferences {
  readonly #prepared: Prepared;

  constructor(database: DatabaseSync) {
    this.#prepared = new Prepared(database);
  }

  mark(): Mark {
    return { journal: this.#last('journal'), revision: this.#last('day_revision') };
  }

  since({ journal, revision }: Mark): LoanDifference {
    const rows = this.#prepared.of(moved).all({ revision });
    const changed = rows.filter((row) => row['before'] !== row['after']);
    const days = changed.map((row) => ({
      participant: row['participant'] as ParticipantId,
      date: row['date'] as PlainDateText,
      before: row['before'] as number | null,
      after: row['after'] as number,
    }));
    const finalDays = changed.filter((row) => row['state'] === 'final' || row['state'] === 'corrected').length;
    return { ...netOf(this.#loanChanges(journal)), days, finalDays };
  }

  #loanChanges(journal: number): readonly LoanChange[] {
    const rows = this.#prepared.of("SELECT body FROM journal WHERE id > ? AND kind = 'loan' ORDER BY id").all(journal);
    return rows.flatMap((row) => {
      const body = JSON.parse(utf8.decode(row['body'] as Uint8Array)) as
        LoanChange | { readonly changes: readonly LoanChange[] };
      return 'changes' in body ? body.changes : [body];
    });
  }

  #last(table: 'journal' | 'day_revision'): number {
    return Number(this.#prepared.of(`SELECT coalesce(max(id), 0) AS last FROM ${table}`).get()?.['last']);
  }
}

const utf8 = new TextDecoder();

/** A loan that was changed several times, or put back, is told as it was first and is last. */
const netOf = (changes: readonly LoanChange[]): Pick<LoanDifference, 'before' | 'after'> => {
  const before = new Map<string, RegisteredLoan>();
  const after = new Map<string, RegisteredLoan>();
  for (const change of changes) {
    if (change.before !== null && !after.delete(nameOf(change.before)))
      before.set(nameOf(change.before), change.before);
    if (change.after !== null && !before.delete(nameOf(change.after))) after.set(nameOf(change.after), change.after);
  }
  return { before: [...before.values()], after: [...after.values()] };
};

const nameOf = ({ device, participant, fromMs, toMs }: RegisteredLoan): string =>
  `${device} ${participant} ${fromMs} ${toMs ?? ''}`;
