/** File system: whether what a folder holds is still there after the power was gone. */
import { statfsSync } from 'node:fs';

/** Magic numbers of Linux (statfs(2)) of what forgets, or only says it has written. */
const doubtful: ReadonlyMap<number, string> = new Map([
  [0x01021994, 'tmpfs, which forgets everything when the power goes'],
  [0x858458f6, 'ramfs, which forgets everything when the power goes'],
  [0x794c7630, 'overlayfs: mount a volume there, or it goes with the container'],
  [0x6969, 'NFS, on which SQLite locks and syncs cannot be relied on'],
  [0xff534d42, 'CIFS, on which SQLite locks and syncs cannot be relied on'],
  [0xfe534d42, 'SMB, on which SQLite locks and syncs cannot be relied on'],
]);

/** A sentence on what is wrong with keeping a database in `folder`, which must be there; undefined where nothing is known. */
export const doubtAbout = (
  folder: string,
  typeOf: (folder: string) => number = (path) => statfsSync(path).type,
): string | undefined => {
  const doubt = doubtful.get(typeOf(folder));
  return doubt === undefined ? undefined : `${folder} is on ${doubt}`;
};
