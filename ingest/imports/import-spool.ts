/** Import spool: files that are being handed in, piece by piece on disk beside the database, and gone when nobody needs them any more. */
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isDiskFault } from '../../runtime/database.ts';
import type { Disk } from '../../runtime/disk.ts';
import { importFaults } from './import-faults.ts';

export interface SpooledFile {
  readonly id: string;
  readonly name: string;
  readonly bytesTotal: number;
  /** Of the file, and of the book that is made of its rows. */
  readonly path: string;
  readonly bookPath: string;
}

export interface ImportSpoolOptions {
  readonly dataPath: string;
  readonly disk: Disk;
  /** A file may be so long. */
  readonly fileBytesMax: number;
}

/** Ten million rows of a person, a time and a number are some 350 MB. */
export const importBytesMaxDefault = 1024 * 1024 * 1024;
/** Clerks at work at the same time; the oldest file makes room, for it was left behind. */
const filesMax = 4;
/** The rows in order, and in parts, take up to twice the room of the file; and the cloud goes on writing meanwhile. */
const roomFactor = 4;
const roomLeftBytes = 256 * 1024 * 1024;

interface Kept extends SpooledFile {
  readonly file: number;
  bytes: number;
}

export class ImportSpool implements Disposable {
  readonly #options: ImportSpoolOptions;
  readonly #folder: string;
  readonly #files = new Map<string, Kept>();
  readonly #onGone: (id: string) => void;

  /** `onGone` hears of a file that is about to be removed. */
  constructor(options: ImportSpoolOptions, onGone: (id: string) => void) {
    this.#options = options;
    this.#folder = join(options.dataPath, 'imports');
    this.#onGone = onGone;
  }

  /** Removes what an earlier process has left. */
  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get fileBytesMax(): number {
    return this.#options.fileBytesMax;
  }

  /** Throws DeskFault where it is too long, or the disk has no room for it. */
  begin(name: string, bytesTotal: number): SpooledFile {
    const { fileBytesMax, dataPath, disk } = this.#options;
    if (bytesTotal > fileBytesMax) throw importFaults.tooLarge(fileBytesMax);
    const free = disk.freeBytes(join(dataPath, 'cloud.sqlite'));
    if (free !== null && free < bytesTotal * roomFactor + roomLeftBytes) throw importFaults.noRoom;
    const [oldest] = this.#files.size >= filesMax ? this.#files.keys() : [];
    if (oldest !== undefined) this.drop(oldest);
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    const id = randomUUID();
    const path = join(this.#folder, `${id}.csv`);
    const file = openSync(path, 'wx', 0o600);
    const kept = { id, name, bytesTotal, path, bookPath: join(this.#folder, `${id}.book`), file, bytes: 0 };
    this.#files.set(id, kept);
    return kept;
  }

  /** Returns how many bytes are there. A piece that came before, or does not follow the last one, is not written. */
  add(id: string, at: number, bytes: Uint8Array): number {
    const kept = this.#kept(id);
    if (at !== kept.bytes) return kept.bytes;
    if (at + bytes.byteLength > kept.bytesTotal) throw importFaults.tooLarge(kept.bytesTotal);
    try {
      // A disk that is almost full takes a part of it.
      for (let written = 0; written < bytes.byteLength;)
        written += writeSync(kept.file, bytes, written, bytes.byteLength - written, at + written);
    } catch (error) {
      throw isDiskFault(error) ? importFaults.noRoom : error;
    }
    kept.bytes += bytes.byteLength;
    return kept.bytes;
  }

  /** Throws DeskFault where not all of it has arrived. */
  whole(id: string): SpooledFile {
    const kept = this.#kept(id);
    if (kept.bytes < kept.bytesTotal) throw importFaults.notWhole;
    return kept;
  }

  drop(id: string): void {
    const kept = this.#files.get(id);
    if (kept === undefined) return;
    this.#onGone(id);
    this.#files.delete(id);
    closeSync(kept.file);
    for (const path of [kept.path, kept.bookPath, `${kept.bookPath}-journal`]) rmSync(path, { force: true });
  }

  [Symbol.dispose](): void {
    for (const id of [...this.#files.keys()]) this.drop(id);
  }

  #kept(id: string): Kept {
    const kept = this.#files.get(id);
    if (kept === undefined) throw importFaults.unknownUpload;
    return kept;
  }
}
