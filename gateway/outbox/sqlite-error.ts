/** SQLite errors we act upon, by primary result code; everything else is a bug or a dying disk and stops the process. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../../runtime/database.ts';

export const sqliteCode = { error: 1, readOnly: 8, corrupt: 11, full: 13, constraint: 19, notADatabase: 26 } as const;

/** The primary result code of an error thrown by node:sqlite, or undefined for anything else. */
export const sqliteErrorOf = (error: unknown): number | undefined => {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return undefined;
  return error.errcode & 0xff;
};

/** The disk takes nothing more at the moment: what was tried has been rolled back and may be tried again. */
export const isDiskFull = (error: unknown): boolean => {
  const code = sqliteErrorOf(error);
  return code === sqliteCode.full || code === sqliteCode.readOnly;
};

/** One transaction. False, and nothing changed, when the disk is full or read-only; any other failure is thrown. */
export const writeUnlessFull = (database: DatabaseSync, work: () => void): boolean => {
  try {
    inTransaction(database, work);
    return true;
  } catch (error) {
    if (isDiskFull(error)) return false;
    throw error;
  }
};
