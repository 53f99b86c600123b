/** Verify ledger: walks the chain of entries and says whether one was altered, taken out or cut off, and whether the books balance. */
import type { DatabaseSync } from 'node:sqlite';
import { entryColumns, noHash, sealed, type LedgerEntry } from './ledger-entry.ts';

export type LedgerVerdict =
  | {
      readonly kind: 'ok';
      readonly entries: number;
      /** Of the pedometer's accounts, net of everything. */
      readonly points: number;
      readonly hash: string;
      /** Of every account that is not a participant's, as counter/account. */
      readonly programme: Readonly<Record<string, number>>;
    }
  /** The first entry that is not what was written, or the number of the first that is not there. */
  | { readonly kind: 'broken'; readonly entry: number; readonly why: 'altered' | 'missing' }
  /** The chain holds, but what the other tables say is not what its entries add up to. */
  | { readonly kind: 'astray'; readonly what: string };

/** Reads every entry: some seconds per million, during which this process does nothing else. */
export const verifyLedger = (database: DatabaseSync): LedgerVerdict => {
  const sums = new Sums();
  let previous = { id: 0, hash: noHash };
  for (const row of database.prepare(`SELECT ${entryColumns} FROM entry ORDER BY id`).iterate()) {
    const entry = row as unknown as LedgerEntry;
    if (entry.id !== previous.id + 1) return { kind: 'broken', entry: previous.id + 1, why: 'missing' };
    if (sealed(entry, previous.hash).hash !== entry.hash) return { kind: 'broken', entry: entry.id, why: 'altered' };
    sums.add(entry);
    previous = entry;
  }
  const what = awardAstray(database) ?? sums.balanceAstray(database) ?? sums.issuedAstray(database);
  if (what !== undefined) return { kind: 'astray', what };
  return { kind: 'ok', entries: previous.id, ...sums.told(), hash: previous.hash };
};

/** What the entries alone say every account must hold. */
class Sums {
  readonly #balances = new Map<string, number>();

  add({ participant, account, counter, points }: LedgerEntry): void {
    for (const [name, change] of [
      [`${participant}/${account}`, points],
      [`${counter}/${account}`, -points],
    ] as const)
      this.#balances.set(name, (this.#balances.get(name) ?? 0) + change);
  }

  balanceAstray(database: DatabaseSync): string | undefined {
    const held = new Map<string, number>();
    for (const row of database.prepare('SELECT name, points FROM balance').iterate())
      held.set(String(row['name']), Number(row['points']));
    for (const [name, points] of this.#balances)
      if ((held.get(name) ?? 0) !== points) return `balance of ${name}: ${held.get(name) ?? 0}, entries: ${points}`;
    const invented = [...held].find(([name, points]) => points !== 0 && !this.#balances.has(name));
    return invented === undefined ? undefined : `balance of ${invented[0]}: ${invented[1]}, but no entry`;
  }

  issuedAstray(database: DatabaseSync): string | undefined {
    for (const row of database
      .prepare('SELECT account, sum(points) AS points FROM issued GROUP BY account')
      .iterate()) {
      const account = String(row['account']);
      const points = -(this.#balances.get(`issued/${account}`) ?? 0);
      if (Number(row['points']) !== points) return `issued to ${account}: ${String(row['points'])}, entries: ${points}`;
    }
    return undefined;
  }

  told(): { readonly points: number; readonly programme: Readonly<Record<string, number>> } {
    const own = [...this.#balances].filter(([name]) => /^(issued|transferred|expired)\//.test(name));
    const pedometer = own.filter(([name]) => name.endsWith('/pedometer'));
    return {
      points: -pedometer.reduce((sum, [, points]) => sum + points, 0) + 0,
      programme: Object.fromEntries(own.sort()),
    };
  }
}

/** Entries cut off at the end leave a whole chain; but the awards they credited still say so. */
const awardAstray = (database: DatabaseSync): string | undefined => {
  const row = database.prepare(awardNotItsEntries).get();
  if (row !== undefined) {
    const { participant, date, key, held, points } = row;
    return `${String(participant)} ${String(date)} ${String(key)}: ${String(held)} credited, entries say ${String(points)}`;
  }
  const lost = database.prepare(awardWithoutItsEntry).get();
  return lost === undefined
    ? undefined
    : `${String(lost['participant'])} ${String(lost['date'])}: entry ${String(lost['last_entry'])} is not there`;
};

const awardNotItsEntries = `WITH told AS (
    SELECT participant, date, key, account, sum(points) AS points FROM entry WHERE counter = 'issued'
    GROUP BY participant, date, key, account)
  SELECT coalesce(t.participant, a.participant) AS participant, coalesce(t.date, a.date) AS date,
    coalesce(t.key, a.key) AS key, coalesce(a.points, 0) AS held, coalesce(t.points, 0) AS points
  FROM told t FULL JOIN award a ON a.participant = t.participant AND a.date = t.date AND a.key = t.key AND a.account = t.account
  WHERE coalesce(a.points, 0) <> coalesce(t.points, 0) LIMIT 1`;

const awardWithoutItsEntry = `SELECT a.participant, a.date, a.last_entry FROM award a
  LEFT JOIN entry e ON e.id = a.last_entry AND e.participant = a.participant AND e.key = a.key
  WHERE e.id IS NULL LIMIT 1`;
