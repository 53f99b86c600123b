/** Disk: where databases live, as an argument, so that a simulated one can fail in every way a real one does. */
import { statfsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export interface Disk {
  /** Opens or makes the database in the file `path`. Another process that writes is waited for this long. */
  openDatabase(path: string, options: { readonly timeout: number }): DatabaseSync;
  /** The bytes this user may still write beside `path`; null where the system does not say. */
  freeBytes(path: string): number | null;
}

export const realDisk: Disk = {
  openDatabase: (path, options) => new DatabaseSync(path, options),
  freeBytes: (path) => {
    try {
      const { bavail, bsize } = statfsSync(path);
      return bavail * bsize;
    } catch {
      return null;
    }
  },
};
