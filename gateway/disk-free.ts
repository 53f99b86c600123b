/** Disk free: the bytes this user may still write on the disk that holds a path. */
import { statfsSync } from 'node:fs';

/** Null where the system does not say. */
export const diskFreeBytes = (path: string): number | null => {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  } catch {
    return null;
  }
};
