/** Rescuing actions: what a damaged database still gives back of what volunteers did; unlike steps, it is in no pedometer. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../../runtime/database.ts';
import { realDisk, type Disk } from '../../runtime/disk.ts';
import { checksumOf, isSameChecksum } from './checksum.ts';

export interface RescuedAction {
  readonly id: string;
  readonly storedMs: number;
  readonly text: string;
  readonly isSent: boolean;
}

/** From both ends, each until the damage is met. */
export const readableActions = (path: string, disk: Disk = realDisk): readonly RescuedAction[] => {
  const found = new Map<string, RescuedAction>();
  try {
    const damaged = disk.openDatabase(path, { timeout: 0 });
    for (const direction of ['ASC', 'DESC'] as const)
      for (const action of soundActions(damaged, direction)) found.set(action.id, action);
    damaged.close();
  } catch {
    // What has been found is all there is; the file itself is set aside for a person to look at.
  }
  return [...found.values()].sort((a, b) => a.storedMs - b.storedMs);
};

/** What was on its way goes again: the same id is the same action. */
export const takeOver = (database: DatabaseSync, actions: readonly RescuedAction[]): void =>
  inTransaction(database, () => {
    const insert = database.prepare(
      'INSERT INTO action (id, stored_ms, action, checksum, state) VALUES (?, ?, ?, ?, ?)',
    );
    for (const { id, storedMs, text, isSent } of actions)
      insert.run(id, storedMs, text, checksumOf(id, text), isSent ? 'sent' : 'waiting');
  });

const soundActions = (damaged: DatabaseSync, direction: 'ASC' | 'DESC'): readonly RescuedAction[] => {
  const found: RescuedAction[] = [];
  try {
    // Not by an index: it may be what is damaged.
    const rows = damaged.prepare(`SELECT * FROM action NOT INDEXED ORDER BY position ${direction}`).iterate();
    for (const row of rows) found.push(...soundAction(row));
  } catch {
    // What lies beyond is met from the other end, or lost.
  }
  return found;
};

const soundAction = (row: Readonly<Record<string, unknown>>): readonly RescuedAction[] => {
  const { id, stored_ms: storedMs, action, checksum, state } = row;
  if (typeof id !== 'string' || typeof action !== 'string' || !(checksum instanceof Uint8Array)) return [];
  if (!isSameChecksum(checksumOf(id, action), checksum)) return [];
  return [{ id, storedMs: typeof storedMs === 'number' ? storedMs : 0, text: action, isSent: state === 'sent' }];
};
