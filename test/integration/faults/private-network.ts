/** PrivateNetwork: a network namespace with nothing in it but a loopback, on which the kernel drops packets by chance. */
import { spawnSync } from 'node:child_process';
import { findServer, lackOf } from '../../../runtime/test-server.ts';

export class PrivateNetwork implements Disposable {
  readonly #name: string;

  /** Throws where that is not allowed. `name` is this machine's for so long. */
  constructor(name: string) {
    this.#name = `${name}-${process.pid}`;
    run('ip', 'netns', 'add', this.#name);
    this.#inside('ip', 'link', 'set', 'lo', 'up');
  }

  /** Why there can be none here; undefined where there can. */
  static lack(): string | undefined {
    const missing = lackOf('ip', 'nft');
    if (missing !== undefined) return missing;
    const probe = spawnSync('unshare', ['--net', 'true'], { encoding: 'utf8' });
    return probe.status === 0 ? undefined : `needs root to make a network: ${probe.stderr.trim()}`;
  }

  /** What runs a program in it, as the same process. */
  get through(): readonly string[] {
    return ['nsenter', `--net=/run/netns/${this.#name}`];
  }

  /** So many of a hundred packets of every connection, on their arrival. */
  drop(percent: number): void {
    const rule = `meta l4proto tcp numgen random mod 100 < ${percent} counter drop`;
    this.#inside(
      'nft',
      `table inet weather { chain arriving { type filter hook input priority filter; policy accept; ${rule}; }; }`,
    );
  }

  /** Packets so far. */
  get dropped(): number {
    const [, packets] = /counter packets (\d+)/.exec(this.#inside('nft', 'list', 'ruleset')) ?? [];
    return Number(packets ?? 0);
  }

  [Symbol.dispose](): void {
    run('ip', 'netns', 'delete', this.#name);
  }

  #inside(program: 'ip' | 'nft', ...args: readonly string[]): string {
    const [file = '', ...rest] = [...this.through, pathOf(program), ...args];
    return run(file, ...rest);
  }
}

const pathOf = (program: 'ip' | 'nft'): string => findServer(program)?.path ?? program;

const run = (program: string, ...args: readonly string[]): string => {
  const file = program === 'ip' ? pathOf('ip') : program;
  const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${file} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout;
};
