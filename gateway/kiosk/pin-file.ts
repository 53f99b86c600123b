/** PIN file: where the volunteers' PIN is kept, for the gateway's user only; written whole or not at all. */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { OperatorError, messageOf } from '../../runtime/fault.ts';
import { pinHashSchema, type PinHash } from './pin-hash.ts';

const othersMayDo = 0o077;
const bytesMax = 4096;

export class PinFile {
  readonly #path: string;
  /** Which file was read, and what was in it. */
  #read: { readonly mark: string; readonly pin: PinHash | undefined } | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Undefined where nobody has set a PIN. Throws OperatorError `pin-file-open` where others could read it and
   * `pin-file-unreadable` where it is something else.
   */
  check(): PinHash | undefined {
    const mark = this.#mark();
    const pin = mark === undefined ? undefined : this.#parse();
    this.#read = { mark: mark ?? '', pin };
    return pin;
  }

  /** The same while people are there: a file that cannot be used is no PIN, and closes the pages. */
  get pin(): PinHash | undefined {
    try {
      if (this.#read?.mark !== (this.#mark() ?? '')) return this.check();
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      return undefined;
    }
    return this.#read.pin;
  }

  /** On disk when it returns. Throws OperatorError `pin-file-unwritten`. */
  write(pin: PinHash): void {
    const draft = `${this.#path}.draft`;
    try {
      rmSync(draft, { force: true });
      const file = openSync(draft, 'wx', 0o600);
      try {
        writeSync(file, `${JSON.stringify(pin)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(draft, this.#path);
    } catch (cause) {
      throw new OperatorError(
        'pin-file-unwritten',
        `Cannot write ${this.#path}: ${messageOf(cause)}`,
        'Run it as the user the gateway runs as, and check the folder; the PIN is as before.',
        { cause },
      );
    }
  }

  /** Another file, or another content of it, has another mark. */
  #mark(): string | undefined {
    const about = statSync(this.#path, { throwIfNoEntry: false });
    if (about === undefined) return undefined;
    const { ino, mtimeMs, size, mode } = about;
    if ((mode & othersMayDo) !== 0) {
      throw new OperatorError(
        'pin-file-open',
        `${this.#path} can be read by other users`,
        `Run: chmod 600 ${this.#path}`,
      );
    }
    return [ino, mtimeMs, size].join(' ');
  }

  #parse(): PinHash {
    try {
      if (statSync(this.#path).size > bytesMax) throw new Error('it is too long');
      return pinHashSchema.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
    } catch (cause) {
      throw new OperatorError(
        'pin-file-unreadable',
        `${this.#path} is not what set-pin writes`,
        'Set the PIN anew: npm run ayumi -- set-pin --config gateway.yaml',
        { cause },
      );
    }
  }
}
