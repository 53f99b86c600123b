/** SecretFile: a new file for its owner only, there before anything is made whose secret it is to hold, and gone again where that is not made. */
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { OperatorError, messageOf } from '../runtime/fault.ts';

export class SecretFile implements Disposable {
  readonly #path: string;
  readonly #file: number;
  #isWritten = false;

  private constructor(path: string, file: number) {
    this.#path = path;
    this.#file = file;
  }

  /** Throws OperatorError `secret-not-written`, also where there is such a file already. */
  static reserve(path: string): SecretFile {
    try {
      return new SecretFile(path, openSync(path, 'wx', 0o600));
    } catch (cause) {
      throw new OperatorError(
        'secret-not-written',
        `${path} に書けません (Cannot write): ${messageOf(cause)}`,
        '別の場所をえらんでください。何も登録していません (Choose another path; nothing was registered).',
        { cause },
      );
    }
  }

  write(text: string): void {
    writeSync(this.#file, text);
    fsyncSync(this.#file);
    this.#isWritten = true;
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
    if (!this.#isWritten) rmSync(this.#path, { force: true });
  }
}
