/**
 * Virtual disk: the files of one simulated machine. The files are real, and so is the SQLite that writes them; what a
 * failing disk or a power cut would have done to them is done to copies, from which the machine then starts again.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Disk } from '../../../runtime/disk.ts';
import type { Random } from '../../../runtime/random.ts';
import { FaultyDatabase, sqliteError, type WriteGate } from './faulty-database.ts';
import type { PointKind } from './machine.ts';

export const writeFaults = ['full', 'io-error', 'read-only'] as const;
export type WriteFault = (typeof writeFaults)[number];

export interface VirtualDiskOptions {
  /** Its own; everything in it is the disk's. */
  readonly directory: string;
  readonly random: Random;
  /** Called at every moment at which the machine could die. */
  readonly point: (kind: PointKind) => void;
}

const sectorBytes = 512;
const errors = {
  full: () => sqliteError(13, 'database or disk is full'),
  'io-error': () => sqliteError(1034, 'disk I/O error'),
  'read-only': () => sqliteError(8, 'attempt to write a readonly database'),
} as const;

/** Bytes of a database file and its log. */
interface Image {
  readonly main: Uint8Array | undefined;
  readonly log: Uint8Array | undefined;
}

export class VirtualDisk implements WriteGate {
  readonly #options: VirtualDiskOptions;
  #generation = 0;
  readonly #open = new Map<string, FaultyDatabase>();
  readonly #readers = new Map<string, DatabaseSync>();
  /** Every write fails with this as long as it stands. */
  lasting: WriteFault | undefined;
  /** The write after so many more fails with this, once. */
  #single: { fault: WriteFault; writes: number } | undefined;
  /** The commit under way when the power goes, as it was before it. */
  #commit: { readonly path: string; readonly before: Image } | undefined;
  #cutInCommit: ((perform: () => void) => void) | undefined;

  constructor(options: VirtualDiskOptions) {
    this.#options = options;
    mkdirSync(this.directory, { recursive: true });
  }

  /** Where the files are now; another folder after every death. */
  get directory(): string {
    return join(this.#options.directory, String(this.#generation));
  }

  /** What a process started now opens its files through; worthless to the next one. */
  disk(): Disk {
    return {
      openDatabase: (path, options) => {
        const database = new FaultyDatabase(path, options, this);
        if (path !== ':memory:') this.#open.set(path, database);
        return database;
      },
      freeBytes: () => (this.lasting === 'full' ? 0 : 2 ** 40),
    };
  }

  disarm(): void {
    this.lasting = undefined;
    this.#single = undefined;
    this.#cutInCommit = undefined;
  }

  failOnce(fault: WriteFault, writes: number): void {
    this.#single = { fault, writes };
  }

  /** The power goes in the middle of the next commit; `die` is called when half of it is on the platter. */
  cutInNextCommit(die: () => void): void {
    this.#cutInCommit = (perform) => {
      perform();
      die();
    };
  }

  commit(database: FaultyDatabase, perform: () => void): void {
    if (!this.#isOurs(database)) {
      perform();
      return;
    }
    this.#options.point('commit');
    if (!this.#isOurs(database)) {
      perform();
      return;
    }
    this.#failIfDue();
    const cut = this.#cutInCommit;
    if (cut === undefined) perform();
    else {
      this.#cutInCommit = undefined;
      this.#commit = { path: database.path, before: imageOf(database.path) };
      cut(perform);
      this.#commit = undefined;
    }
    if (this.#isOurs(database)) this.#options.point('committed');
  }

  statement<Result>(database: FaultyDatabase, perform: () => Result): Result {
    if (!this.#isOurs(database)) return perform();
    if (database.isTransaction) {
      this.#options.point('statement');
      if (this.#isOurs(database)) this.#failIfDue();
      return perform();
    }
    let result: { readonly value: Result } | undefined;
    this.commit(database, () => (result = { value: perform() }));
    if (result === undefined) throw new Error('bug: a statement that was not performed');
    return result.value;
  }

  closed(database: FaultyDatabase): void {
    if (!this.#isOurs(database)) return;
    this.#open.delete(database.path);
    this.#readers.get(database.path)?.close();
    this.#readers.delete(database.path);
  }

  /**
   * The machine dies: what is on the platter moves to a new folder, and whoever still writes to the old one writes into
   * the void. `killed`: the operating system lives on and keeps what it was given. `power`: only what was synced is left,
   * and of a commit under way some sectors.
   */
  die(how: 'killed' | 'power'): void {
    const images = [...this.#open].map(([path, database]) => ({
      name: basename(path),
      image: how === 'killed' ? imageOf(path) : this.#survivingPower(path, database),
    }));
    for (const reader of this.#readers.values()) reader.close();
    this.#readers.clear();
    this.#open.clear();
    this.#cutInCommit = undefined;
    const old = this.directory;
    this.#generation += 1;
    mkdirSync(this.directory, { recursive: true });
    for (const { name, image } of images) writeImage(join(this.directory, name), image);
    // Files nobody had open, as after an orderly stop, are simply still there.
    for (const name of ['gateway.sqlite', 'cloud.sqlite', 'points.sqlite']) {
      if (images.some((each) => each.name === name)) continue;
      writeImage(join(this.directory, name), imageOf(join(old, name)));
    }
  }

  /** The card is replaced by an empty one. For a machine that is dead. */
  wipe(): void {
    rmSync(this.directory, { recursive: true, force: true });
    mkdirSync(this.directory, { recursive: true });
  }

  /** Some bytes of a file are not what they were. For a machine that is dead. */
  rot(name: string, bytes: number): void {
    const path = join(this.directory, name);
    const image = bytesOf(path);
    if (image === undefined || image.byteLength === 0) return;
    const { random } = this.#options;
    const rotten = image.slice();
    for (let i = 0; i < bytes; i++) rotten[random.int(0, rotten.byteLength - 1)] = random.int(0, 255);
    writeFileSync(path, rotten);
  }

  /** Looks at a database as it would be found after a power cut at this instant; undefined where there is none. */
  read<Value>(name: string, look: (database: DatabaseSync) => Value): Value | undefined {
    const path = join(this.directory, name);
    const writer = this.#open.get(path);
    if (writer?.synchronous === 'less') return this.#readWithoutLog(path, look);
    if (writer === undefined) {
      if (!existsSync(path)) return undefined;
      using database = new DatabaseSync(path, { readOnly: true });
      return look(database);
    }
    let reader = this.#readers.get(path);
    if (reader === undefined) {
      reader = new DatabaseSync(path, { readOnly: true });
      this.#readers.set(path, reader);
    }
    return look(reader);
  }

  [Symbol.dispose](): void {
    for (const reader of this.#readers.values()) reader.close();
    rmSync(this.#options.directory, { recursive: true, force: true });
  }

  #readWithoutLog<Value>(path: string, look: (database: DatabaseSync) => Value): Value | undefined {
    const copy = `${path}.durable`;
    writeImage(copy, { main: imageOf(path).main, log: undefined });
    using database = new DatabaseSync(copy, { readOnly: true });
    return look(database);
  }

  #isOurs(database: FaultyDatabase): boolean {
    return this.#open.get(database.path) === database;
  }

  #failIfDue(): void {
    if (this.lasting !== undefined) throw errors[this.lasting]();
    const single = this.#single;
    if (single === undefined) return;
    single.writes -= 1;
    if (single.writes >= 0) return;
    this.#single = undefined;
    throw errors[single.fault]();
  }

  /** With `synchronous=FULL` every commit that has returned; with less, what the last checkpoint brought to the file. */
  #survivingPower(path: string, database: FaultyDatabase): Image {
    const now = imageOf(path);
    if (database.synchronous === 'less') return { main: now.main, log: undefined };
    if (this.#commit?.path !== path) return now;
    const { before } = this.#commit;
    if (!sameBytes(before.main, now.main)) return { main: before.main, log: now.log };
    return { main: now.main, log: this.#torn(before.log ?? new Uint8Array(), now.log ?? new Uint8Array()) };
  }

  /** Of what the commit added to the log, each sector is there or not. */
  #torn(before: Uint8Array, after: Uint8Array): Uint8Array {
    const { random } = this.#options;
    const hasBegunAnew = !sameBytes(before.subarray(0, 32), after.subarray(0, 32));
    const torn = after.slice();
    const keepChance = random.pick([0, 0.5, 0.95, 1]);
    const first = hasBegunAnew ? 0 : Math.min(before.byteLength, after.byteLength);
    for (let at = first - (first % sectorBytes); at < after.byteLength; at += sectorBytes) {
      if (random.next() < keepChance) continue;
      const from = Math.max(at, first);
      const to = Math.min(at + sectorBytes, after.byteLength);
      for (let i = from; i < to; i++) torn[i] = before[i] ?? 0;
    }
    return torn;
  }
}

const imageOf = (path: string): Image => ({ main: bytesOf(path), log: bytesOf(`${path}-wal`) });

const bytesOf = (path: string): Uint8Array | undefined => (existsSync(path) ? readFileSync(path) : undefined);

const writeImage = (path: string, { main, log }: Image): void => {
  for (const [file, bytes] of [
    [path, main],
    [`${path}-wal`, log],
  ] as const) {
    if (bytes === undefined) rmSync(file, { force: true });
    else writeFileSync(file, bytes);
  }
  rmSync(`${path}-shm`, { force: true });
};

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  Buffer.compare(a ?? new Uint8Array(), b ?? new Uint8Array()) === 0;
