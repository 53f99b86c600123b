/** Restoration: the tables of a restored cloud are told that they are, so that it and the gateways go on from there. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../../../runtime/database.ts';

/** One row for each time this cloud was put back to what a backup knew; not derived, and never forgotten. */
export const restorationSchema = `
CREATE TABLE restoration (
  restored_ms INTEGER PRIMARY KEY, backup_ms INTEGER NOT NULL, journal INTEGER NOT NULL
) STRICT;
`;

/** Those whose ledger was restored with it, or is elsewhere and knows what it has already. */
const ownConsumers = ['enrolments', 'visits', 'ledger'] as const;

/**
 * Notes it, and lets the ledger be told everything again: what it knows already it knows again, and what it was told after
 * its own copy was made it does not lack.
 */
export const noteRestoration = (database: DatabaseSync, backupMs: number, restoredMs: number): void =>
  inTransaction(database, () => {
    database
      .prepare('INSERT OR REPLACE INTO restoration SELECT ?, ?, coalesce(max(id), 0) FROM journal')
      .run(Math.floor(restoredMs), backupMs);
    const forget = database.prepare('DELETE FROM feed_cursor WHERE consumer = ?');
    for (const consumer of ownConsumers) forget.run(consumer);
  });

/**
 * What is added to the number of the newest fact wherever others go by it: gateways have seen higher numbers than a restored
 * cloud has, and it never wrote a fact a millisecond for as long as it had forgotten.
 */
export const versionsPassedOver = (database: DatabaseSync): number =>
  Number(
    database.prepare('SELECT coalesce(sum(max(0, restored_ms - backup_ms)), 0) AS n FROM restoration').get()?.['n'],
  );
