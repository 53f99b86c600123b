/** SmallDisk: a file system of a few megabytes that a test fills to the brim and frees again. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, openSync, closeSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const pieceBytes = 4096;

export class SmallDisk implements Disposable {
  readonly path: string;

  /** Mounted at `path`. Throws where that is not allowed. */
  constructor(path: string, bytes: number) {
    mkdirSync(path, { recursive: true });
    const answer = mountTmpfs(path, bytes);
    if (answer !== undefined) throw new Error(answer);
    this.path = path;
  }

  /** Why there can be none here; undefined where there can. */
  static lack(): string | undefined {
    if (process.getuid?.() !== 0) return 'needs root to mount a small disk';
    const probe = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { encoding: 'utf8' });
    return probe.status === 0 ? undefined : `needs to be allowed to mount: ${probe.stderr.trim()}`;
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return bavail * bsize;
  }

  /** Somebody else's file takes all that is left, but for `sparedBytes`. */
  fill(sparedBytes = 0): void {
    const file = openSync(join(this.path, 'somebody-elses'), 'a');
    try {
      while (this.freeBytes > sparedBytes) writeSync(file, new Uint8Array(pieceBytes).fill(1));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(join(this.path, 'somebody-elses'), { force: true });
  }

  [Symbol.dispose](): void {
    spawnSync('umount', ['--lazy', this.path]);
  }
}

const mountTmpfs = (path: string, bytes: number): string | undefined => {
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'none', path], { encoding: 'utf8' });
  return mounted.status === 0 ? undefined : `cannot mount: ${mounted.stderr}`;
};
