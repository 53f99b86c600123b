/** Synced: files and names that are on the disk itself, not only on their way to it. */
import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Of a file its content; of a folder the names in it. */
export const syncToDisk = (path: string): void => {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};
