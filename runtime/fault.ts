/** OperatorError: a mistake outside the program (config, disk, broker) told as a sentence and what to do about it. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly code: string;
  readonly hint: string;

  constructor(code: string, sentence: string, hint: string, options?: { readonly cause?: unknown }) {
    super(sentence, options);
    this.code = code;
    this.hint = hint;
  }
}

/** Our own bug: stops the process, the supervisor restarts it, the disk has forgotten nothing. */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (condition !== true) throw new Error(`bug: ${sentence}`);
}

/** The text of whatever was thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
