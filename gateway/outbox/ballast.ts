/** Ballast: a file of no use that is given up when the disk is full, so that what is waiting can still be formed, sent and deleted. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';

export interface Ballast {
  /** Takes the room, where there is any. */
  take(): void;
  /** Gives it back. False where there was none to give. */
  drop(): boolean;
}

/** A batch is written to the log and to the database, and deleted from both: some 64 KiB each time. */
const ballastBytes = 1024 * 1024;

export class FileBallast implements Ballast {
  readonly #path: string;
  #isTaken = false;

  constructor(path: string) {
    this.#path = path;
  }

  take(): void {
    if (this.#isTaken) return;
    try {
      // Written, not only sized: a hole in a file takes no room.
      const file = openSync(this.#path, 'w');
      try {
        for (let written = 0; written < ballastBytes;) written += writeSync(file, new Uint8Array(64 * 1024).fill(1));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      this.#isTaken = true;
    } catch {
      // The disk is full as it is: whatever was taken of the rest goes back.
      rmSync(this.#path, { force: true });
    }
  }

  drop(): boolean {
    if (!this.#isTaken) return false;
    rmSync(this.#path, { force: true });
    this.#isTaken = false;
    return true;
  }
}

export const noBallast: Ballast = { take: () => undefined, drop: () => false };
