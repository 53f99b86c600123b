/** Disk patience: what is done behind everybody's back waits for a disk that will not have it, says so once, and is tried again. */
import { diskFaultOf } from './database.ts';
import { messageOf } from './fault.ts';
import type { Log } from './log.ts';

export class DiskPatience {
  readonly #log: Pick<Log, 'error' | 'info'>;
  readonly #work: string;
  #isWaiting = false;

  /** `work`: what waits, as the log calls it. */
  constructor(log: Pick<Log, 'error' | 'info'>, work: string) {
    this.#log = log;
    this.#work = work;
  }

  /** Whether it was done. What is not the disk's fault is our own bug, and thrown again: the supervisor begins anew. */
  try(work: () => unknown): boolean {
    try {
      work();
    } catch (error) {
      this.bear(error);
      return false;
    }
    this.over();
    return true;
  }

  /** The same for work that takes its time. */
  async tryLater(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
    } catch (error) {
      this.bear(error);
      return false;
    }
    this.over();
    return true;
  }

  /** Throws `error` where the disk is not to blame. */
  bear(error: unknown): void {
    const fault = diskFaultOf(error);
    if (fault === undefined) throw error;
    if (!this.#isWaiting)
      this.#log.error(
        { error: messageOf(error), hint: hints[fault] },
        `${this.#work}: the disk refuses; it is tried again until it goes`,
      );
    this.#isWaiting = true;
  }

  /** It has been done. */
  over(): void {
    if (this.#isWaiting) this.#log.info(`${this.#work}: the disk takes it again`);
    this.#isWaiting = false;
  }
}

const hints = {
  full: 'Make room on the disk of the data folder. Nothing is lost meanwhile: gateways keep what has no receipt.',
  busy: 'Another program has held the database for long: end it, or wait for it.',
  broken:
    'See what the system says of the disk (dmesg) and of the folder’s rights; `backup verify` says whether a backup is whole.',
} as const;
