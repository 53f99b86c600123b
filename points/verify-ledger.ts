/** Verify ledger: walks the chain of entries and says whether a single one was altered, taken out or cut off. */
import type { DatabaseSync } from 'node:sqlite';
import { noHash, sealed, type LedgerEntry } from './ledger-entry.ts';

export type LedgerVerdict =
  | { readonly kind: 'ok'; readonly entries: number; readonly points: number; readonly hash: string }
  /** The first entry that is not what was written, or the number of the first that is not there. */
  | { readonly kind: 'broken'; readonly entry: number; readonly why: 'altered' | 'missing' }
  /** The chain holds, but what the other tables say of a day, or of all, is not what its entries add up to. */
  | { readonly kind: 'astray'; readonly what: string };

/** Reads every entry: some seconds per million, during which this process does nothing else. */
export const verifyLedger = (database: DatabaseSync): LedgerVerdict => {
  const chain = walkChain(database);
  if (chain.kind !== 'ok') return chain;
  return dayAstray(database) ?? sumsAstray(database, chain.points) ?? chain;
};

const walkChain = (database: DatabaseSync): Exclude<LedgerVerdict, { readonly kind: 'astray' }> => {
  let previous = { id: 0, hash: noHash };
  let points = 0;
  for (const row of database.prepare(allEntries).iterate()) {
    const entry = row as unknown as LedgerEntry;
    if (entry.id !== previous.id + 1) return { kind: 'broken', entry: previous.id + 1, why: 'missing' };
    if (sealed(entry, previous.hash).hash !== entry.hash) return { kind: 'broken', entry: entry.id, why: 'altered' };
    points += entry.points;
    previous = entry;
  }
  return { kind: 'ok', entries: previous.id, points, hash: previous.hash };
};

/** Entries cut off at the end leave a whole chain; but the days they credited still say so. */
const dayAstray = (database: DatabaseSync): LedgerVerdict | undefined => {
  const lost = database.prepare(revisionWithoutItsEntry).get();
  if (lost !== undefined)
    return astray(
      `${String(lost['participant'])} ${String(lost['date'])}: entry ${String(lost['entry'])} is not there`,
    );
  const day = database.prepare(dayNotItsEntries).get();
  if (day === undefined) return undefined;
  const told = `${String(day['credited'])} credited, entries say ${String(day['points'])}`;
  return astray(`${String(day['participant'])} ${String(day['date'])}: ${told}`);
};

const sumsAstray = (database: DatabaseSync, points: number): LedgerVerdict | undefined => {
  const sums = database.prepare(summedUp).get();
  if (Number(sums?.['credited']) !== points) return astray(`days: ${String(sums?.['credited'])}, entries: ${points}`);
  if (Number(sums?.['issued']) !== points) return astray(`issued: ${String(sums?.['issued'])}, entries: ${points}`);
  return undefined;
};

const astray = (what: string): LedgerVerdict => ({ kind: 'astray', what });

const allEntries = `SELECT id, participant, date, points, reason, programme, rule_version AS ruleVersion, revision,
  synced_on AS syncedOn, counted_steps AS countedSteps, at_ms AS atMs, hash FROM entry ORDER BY id`;

const revisionWithoutItsEntry = `SELECT r.participant, r.date, r.entry FROM day_revision r
  LEFT JOIN entry e ON e.id = r.entry AND e.participant = r.participant AND e.date = r.date AND e.revision = r.revision
  WHERE r.entry IS NOT NULL AND e.id IS NULL LIMIT 1`;

const dayNotItsEntries = `SELECT * FROM (
    SELECT d.participant, d.date, d.credited,
      (SELECT coalesce(sum(e.points), 0) FROM day_revision r JOIN entry e ON e.id = r.entry
       WHERE r.participant = d.participant AND r.date = d.date) AS points
    FROM day d)
  WHERE credited <> points LIMIT 1`;

const summedUp = `SELECT (SELECT coalesce(sum(credited), 0) FROM day) AS credited,
  (SELECT coalesce(sum(points), 0) FROM issued) AS issued`;
