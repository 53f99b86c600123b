/** Analysis cache: the file of what was counted already. It spares work and is never in the way. */
import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { hourBookSchema } from '../ingest/analysis/hour-book.ts';
import { openDatabase } from '../runtime/database.ts';

/** A damaged one is thrown away; where none can be kept it is in memory, and everything is counted anew at the next start. */
export const openCache = (path: string): DatabaseSync => {
  try {
    return soundCache(path);
  } catch {
    try {
      for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
      return soundCache(path);
    } catch {
      return openDatabase(':memory:', [hourBookSchema]);
    }
  }
};

const soundCache = (path: string): DatabaseSync => {
  const database = openDatabase(path, [hourBookSchema]);
  // What a power cut takes of it is counted again.
  database.exec('PRAGMA synchronous = NORMAL');
  if (database.prepare('PRAGMA quick_check').get()?.['quick_check'] === 'ok') return database;
  database.close();
  throw new Error(`${path} is damaged`);
};
