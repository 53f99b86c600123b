/** FalseClock: makes a program's wall clock wrong while it runs, and says what a time service would say of it. */
import { chmodSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lackOf } from '../../../runtime/test-server.ts';
import type { Launch } from '../program-process.ts';

const library = (): string | undefined => globSync('/usr/lib/*/faketime/libfaketime.so.1')[0];

export class FalseClock {
  readonly #directory: string;

  /** Right at first, and with no time service to vouch for it. */
  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
    // In place of systemd's own: answers what `vouch` was last told.
    const timedatectl = join(directory, 'timedatectl');
    writeFileSync(timedatectl, `#!/bin/sh\ncat '${join(directory, 'vouched')}'\n`);
    chmodSync(timedatectl, 0o755);
    this.vouch('no');
    this.set('+0');
  }

  /** Why there can be none here; undefined where there can. */
  static lack(): string | undefined {
    return library() === undefined ? (lackOf('faketime') ?? 'needs libfaketime: apt-get install faketime') : undefined;
  }

  /** How a program is started that is to go by it. Time that only counts on is left alone. */
  get launch(): Launch {
    return {
      env: {
        LD_PRELOAD: library() ?? '',
        FAKETIME_TIMESTAMP_FILE: join(this.#directory, 'time'),
        FAKETIME_NO_CACHE: '1',
        FAKETIME_DONT_FAKE_MONOTONIC: '1',
        PATH: `${this.#directory}:${process.env['PATH'] ?? ''}`,
      },
    };
  }

  /** At once: `+1d`, `-1d`, `+0`, or so many seconds. */
  set(offset: string): void {
    writeFileSync(join(this.#directory, 'time'), offset);
  }

  vouch(answer: 'yes' | 'no'): void {
    writeFileSync(join(this.#directory, 'vouched'), `${answer}\n`);
  }
}
