/** Ledger: takes day totals and writes what they earn, each revision once, all of a call in one transaction. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DayTotal } from '../contract/day-total.ts';
import { inTransaction } from '../runtime/database.ts';
import { localDate } from '../runtime/clock.ts';
import { countSteps, dueFor, type Due, type Revision } from './engine.ts';
import { noHash, sealed, type LedgerEntry } from './ledger-entry.ts';
import type { Rule } from './rule-file.ts';

/** Every total given is counted in exactly one of `fresh`, `repeated` and `conflicting`. */
export interface AcceptOutcome {
  /** Revisions not seen before. */
  readonly fresh: number;
  /** Revisions seen before, the same as then. */
  readonly repeated: number;
  /** Revisions seen before with other steps, state or visit: the first one stays, these were ignored. */
  readonly conflicting: readonly DayTotal[];
  /** The entries written, in order. */
  readonly entries: readonly LedgerEntry[];
}

/** Where a day stands after its newest revision. */
export interface Standing {
  readonly revision: number;
  readonly countedSteps: number;
  readonly credited: number;
}

const untouched: Standing = { revision: 0, countedSteps: 0, credited: 0 };

export class Ledger {
  readonly #database: DatabaseSync;
  readonly #rule: Rule;
  readonly #statements: Statements;

  constructor(database: DatabaseSync, rule: Rule) {
    this.#database = database;
    this.#rule = rule;
    this.#statements = prepare(database);
  }

  /** On return all of it is on disk; if it throws, none of it is. `atMs`: when the entries are written, wall time. */
  accept(totals: readonly DayTotal[], atMs: number): AcceptOutcome {
    return inTransaction(this.#database, () => {
      const chain = this.#openChain(atMs);
      const conflicting: DayTotal[] = [];
      let repeated = 0;
      for (const total of totals) {
        const taken = this.#take(total, chain);
        if (taken === 'repeated') repeated += 1;
        if (taken === 'conflicting') conflicting.push(total);
      }
      this.#addIssued(chain);
      const fresh = totals.length - repeated - conflicting.length;
      return { fresh, repeated, conflicting, entries: chain.entries };
    });
  }

  #take(total: DayTotal, chain: Chain): 'fresh' | 'repeated' | 'conflicting' {
    const standing = this.#standing(total);
    const isNewest = total.revision > standing.revision;
    if (!isNewest) {
      const seen = this.#seen(total);
      if (seen !== undefined) return isSame(seen, total) ? 'repeated' : 'conflicting';
    }
    const countedSteps = isNewest ? countSteps(standing.countedSteps, [total], this.#rule) : this.#countAgain(total);
    const due = dueFor(countedSteps, standing.credited, this.#rule);
    const entry = due === undefined ? undefined : this.#append(total, countedSteps, due, chain);
    this.#keep(total, entry);
    this.#stand(total, {
      revision: Math.max(total.revision, standing.revision),
      countedSteps,
      credited: standing.credited + (entry?.points ?? 0),
    });
    return 'fresh';
  }

  /** A revision overtaken by a newer one: the day is counted again as if all had come in order. */
  #countAgain(late: DayTotal): number {
    const { participant, date } = late;
    const seen = this.#statements.revisions.all(participant, date) as unknown as readonly Omit<Revision, 'date'>[];
    const all = [...seen.map((revision) => ({ ...revision, date })), late].sort((a, b) => a.revision - b.revision);
    return countSteps(0, all, this.#rule);
  }

  /** Read from the disk each time: another process may have written since. */
  #openChain(atMs: number): Chain {
    const last = this.#statements.lastEntry.get() as unknown as Pick<LedgerEntry, 'id' | 'hash'> | undefined;
    return { id: last?.id ?? 0, hash: last?.hash ?? noHash, atMs, entries: [] };
  }

  #append(total: DayTotal, countedSteps: number, due: Due, chain: Chain): LedgerEntry {
    const entry = sealed(
      {
        id: chain.id + 1,
        participant: total.participant,
        date: total.date,
        ...due,
        programme: this.#rule.programme,
        ruleVersion: this.#rule.version,
        revision: total.revision,
        syncedOn: total.syncedOn,
        countedSteps,
        atMs: chain.atMs,
      },
      chain.hash,
    );
    this.#statements.addEntry.run(
      entry.id,
      entry.participant,
      entry.date,
      entry.points,
      entry.reason,
      entry.programme,
      entry.ruleVersion,
      entry.revision,
      entry.syncedOn,
      entry.countedSteps,
      entry.atMs,
      entry.hash,
    );
    chain.id = entry.id;
    chain.hash = entry.hash;
    chain.entries.push(entry);
    return entry;
  }

  #standing({ participant, date }: DayTotal): Standing {
    return (this.#statements.standing.get(participant, date) as unknown as Standing | undefined) ?? untouched;
  }

  #stand({ participant, date }: DayTotal, { revision, countedSteps, credited }: Standing): void {
    this.#statements.stand.run(participant, date, revision, countedSteps, credited);
  }

  #seen({ participant, date, revision }: DayTotal): Seen | undefined {
    return this.#statements.seen.get(participant, date, revision) as unknown as Seen | undefined;
  }

  #keep(total: DayTotal, entry: LedgerEntry | undefined): void {
    const { participant, date, revision, steps, state, syncedOn } = total;
    this.#statements.keep.run(participant, date, revision, steps, state, syncedOn, entry?.id ?? null);
  }

  #addIssued({ atMs, entries }: Chain): void {
    const points = entries.reduce((sum, entry) => sum + entry.points, 0);
    if (points !== 0) this.#statements.addIssued.run(localDate(atMs, this.#rule.zone).toString(), points);
  }
}

/** The end of the chain while a transaction adds to it. */
interface Chain {
  id: number;
  hash: string;
  readonly atMs: number;
  readonly entries: LedgerEntry[];
}

type Seen = Pick<DayTotal, 'steps' | 'state' | 'syncedOn'>;

const isSame = (seen: Seen, total: DayTotal): boolean =>
  seen.steps === total.steps && seen.state === total.state && seen.syncedOn === total.syncedOn;

type Statements = Readonly<Record<keyof typeof statementTexts, StatementSync>>;

const statementTexts = {
  lastEntry: 'SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1',
  standing: 'SELECT revision, counted_steps AS countedSteps, credited FROM day WHERE participant = ? AND date = ?',
  seen: `SELECT steps, state, synced_on AS syncedOn FROM day_revision
    WHERE participant = ? AND date = ? AND revision = ?`,
  revisions: `SELECT revision, steps, state, synced_on AS syncedOn FROM day_revision
    WHERE participant = ? AND date = ? ORDER BY revision`,
  addEntry: `INSERT INTO entry (id, participant, date, points, reason, programme, rule_version, revision, synced_on,
    counted_steps, at_ms, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  keep: `INSERT INTO day_revision (participant, date, revision, steps, state, synced_on, entry)
    VALUES (?, ?, ?, ?, ?, ?, ?)`,
  stand: `INSERT INTO day (participant, date, revision, counted_steps, credited) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (participant, date) DO UPDATE SET revision = excluded.revision,
      counted_steps = excluded.counted_steps, credited = excluded.credited`,
  addIssued: `INSERT INTO issued (date, points) VALUES (?, ?)
    ON CONFLICT (date) DO UPDATE SET points = points + excluded.points`,
} as const;

const prepare = (database: DatabaseSync): Statements => ({
  lastEntry: database.prepare(statementTexts.lastEntry),
  standing: database.prepare(statementTexts.standing),
  seen: database.prepare(statementTexts.seen),
  revisions: database.prepare(statementTexts.revisions),
  addEntry: database.prepare(statementTexts.addEntry),
  keep: database.prepare(statementTexts.keep),
  stand: database.prepare(statementTexts.stand),
  addIssued: database.prepare(statementTexts.addIssued),
});
