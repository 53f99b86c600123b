/** Ledger writer: adds entries to the chain inside somebody's transaction, and keeps the sums beside it. */
import type { DatabaseSync } from 'node:sqlite';
import type { ParticipantId, PlainDateText } from '../../contract/ids.ts';
import { localDate } from '../../runtime/clock.ts';
import { assert } from '../../runtime/fault.ts';
import { Prepared } from '../../runtime/prepared.ts';
import type { AccountId } from '../rule/activity.ts';
import {
  fieldsOf,
  noHash,
  sealed,
  type Cause,
  type CounterAccount,
  type EntryKind,
  type LedgerEntry,
} from './ledger-entry.ts';

/** Who wants it, and why: empty for what follows from the feed by itself. */
export interface Grounds {
  readonly cause: Cause;
  readonly reason?: string | undefined;
  readonly actor?: string | undefined;
  readonly reference?: string | undefined;
}

export interface Posting {
  readonly participant: ParticipantId;
  readonly account: AccountId;
  readonly counter: CounterAccount;
  readonly kind: EntryKind;
  readonly key: string;
  readonly date: PlainDateText;
  readonly points: number;
  readonly rule: string;
  readonly ruleVersion: number;
  readonly reverses: number | null;
}

/** The end of the chain while a transaction adds to it. */
export interface Chain {
  id: number;
  hash: string;
  readonly atMs: number;
  readonly entries: LedgerEntry[];
}

const insertEntry = `INSERT INTO entry (id, participant, account, counter, kind, key, date, points, programme, rule,
  rule_version, reverses, reason, actor, reference, cause, at_ms, hash)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const addToBalance = `INSERT INTO balance (name, points) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET points = points + excluded.points`;
const addToIssued = `INSERT INTO issued (date, account, points) VALUES (?, ?, ?)
  ON CONFLICT (date, account) DO UPDATE SET points = points + excluded.points`;

export class LedgerWriter {
  readonly #prepared: Prepared;
  readonly #programme: string;
  readonly #zone: string;

  constructor(database: DatabaseSync, { programme, zone }: { readonly programme: string; readonly zone: string }) {
    this.#prepared = new Prepared(database);
    this.#programme = programme;
    this.#zone = zone;
  }

  /** Read from the disk each time: another process may have written since. */
  openChain(atMs: number): Chain {
    const last = this.#prepared.of('SELECT id, hash FROM entry ORDER BY id DESC LIMIT 1').get();
    return { id: Number(last?.['id'] ?? 0), hash: String(last?.['hash'] ?? noHash), atMs, entries: [] };
  }

  append(posting: Posting, grounds: Grounds, chain: Chain): LedgerEntry {
    assert(posting.points !== 0, 'an entry moves points');
    const entry = sealed(
      {
        id: chain.id + 1,
        ...posting,
        programme: this.#programme,
        reason: grounds.reason ?? null,
        actor: grounds.actor ?? null,
        reference: grounds.reference ?? null,
        cause: JSON.stringify(grounds.cause),
        atMs: chain.atMs,
      },
      chain.hash,
    );
    this.#prepared.of(insertEntry).run(...fieldsOf(entry), entry.hash);
    chain.id = entry.id;
    chain.hash = entry.hash;
    chain.entries.push(entry);
    return entry;
  }

  /** Brings the sums up to the entries of the chain; the last thing in its transaction. */
  close({ entries, atMs }: Chain): void {
    const balances = new Map<string, number>();
    const issued = new Map<string, number>();
    for (const { participant, account, counter, points } of entries) {
      add(balances, `${participant}/${account}`, points);
      add(balances, `${counter}/${account}`, -points);
      if (counter === 'issued') add(issued, account, points);
    }
    for (const [name, points] of balances) if (points !== 0) this.#prepared.of(addToBalance).run(name, points);
    const date = localDate(atMs, this.#zone).toString();
    for (const [account, points] of issued) if (points !== 0) this.#prepared.of(addToIssued).run(date, account, points);
  }
}

const add = (sums: Map<string, number>, key: string, points: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + points);
};
