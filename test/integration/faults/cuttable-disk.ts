/** CuttableDisk: a disk of which at any instant one can have what it would hold had the power gone then. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lackOf } from '../../../runtime/test-server.ts';

/** Sparse: only what is written takes room. */
const shelfMegabytes = 2_048;
const diskMegabytes = 48;

/** Holds the images of disks; copying one is an instant, as it shares its blocks with the original. */
export class DiskShelf implements Disposable {
  readonly #directory: string;
  readonly #mounted: string[] = [];

  /** Throws where that is not allowed. */
  constructor(directory: string) {
    this.#directory = directory;
    mkdirSync(directory, { recursive: true });
    // In memory, so that the fsyncs of hundreds of small disks cost nobody's real one its time.
    const under = `${directory}-under`;
    mkdirSync(under, { recursive: true });
    run('mount', '-t', 'tmpfs', 'none', under);
    this.#mounted.push(under);
    const image = join(under, 'shelf.img');
    run('truncate', '-s', `${shelfMegabytes}M`, image);
    run('mkfs.xfs', '-q', '-m', 'reflink=1', image);
    run('mount', '-o', 'loop', image, directory);
    this.#mounted.push(directory);
  }

  /** Why there can be none here; undefined where there can. */
  static lack(): string | undefined {
    const missing = lackOf('mkfs.xfs');
    if (missing !== undefined) return missing;
    const probe = spawnSync('losetup', ['--find'], { encoding: 'utf8' });
    return process.getuid?.() === 0 && probe.status === 0 ? undefined : 'needs root and loop devices to mount an image';
  }

  /** A fresh disk in use, mounted in a folder of its name. */
  disk(name: string): CuttableDisk {
    const image = this.#image(name);
    run('truncate', '-s', `${diskMegabytes}M`, image);
    run('mkfs.ext4', '-q', image);
    this.#mount(image, name);
    return new CuttableDisk(image, join(this.#directory, name));
  }

  /** What an image holds when the machine comes up again, in a folder of that name. */
  using<Value>(image: string, look: (folder: string) => Value): Value {
    const folder = join(this.#directory, 'look');
    mkdirSync(folder, { recursive: true });
    run('mount', '-o', 'loop', image, folder);
    try {
      return look(folder);
    } finally {
      run('umount', folder);
    }
  }

  [Symbol.dispose](): void {
    for (const folder of this.#mounted.reverse()) run('umount', '--lazy', folder);
  }

  #mount(image: string, name: string): void {
    const folder = join(this.#directory, name);
    mkdirSync(folder);
    run('mount', '-o', 'loop', image, folder);
    this.#mounted.push(folder);
  }

  #image(name: string): string {
    return join(this.#directory, `${name}.img`);
  }
}

export class CuttableDisk {
  readonly folder: string;
  readonly #image: string;
  #cuts = 0;

  constructor(image: string, folder: string) {
    this.#image = image;
    this.folder = folder;
  }

  /** The image the power would leave behind, were it to go now; whoever writes is not stopped. */
  async cut(): Promise<string> {
    this.#cuts += 1;
    const copy = `${this.#image}.${this.#cuts}`;
    await promisify(execFile)('cp', ['--reflink=always', this.#image, copy]);
    return copy;
  }
}

const run = (program: string, ...args: readonly string[]): void => {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
};
