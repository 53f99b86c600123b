/** Desk fault: a question or change that cannot be answered at all, with the words a clerk is told; nothing was changed. */
import type { Said } from './desk-terms.ts';

export class DeskFault extends Error {
  readonly status: 400 | 404 | 409 | 503;
  /** A word for machines, such as `unknown-participant`. */
  readonly code: string;
  readonly words: Said;
  readonly hint: Said | undefined;

  constructor(status: DeskFault['status'], code: string, words: Said, hint?: Said) {
    super(`${code}: ${words.en}`);
    this.status = status;
    this.code = code;
    this.words = words;
    this.hint = hint;
  }
}
