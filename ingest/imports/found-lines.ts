/** Found lines: faults or notes of a file, of which the first are kept and the rest counted. */
import type { Said } from '../../contract/desk-terms.ts';
import { importLinesShownMax, type ImportLine, type ImportLines } from '../../contract/imports-terms.ts';

export class FoundLines {
  readonly #lines: ImportLine[] = [];
  #total = 0;

  get total(): number {
    return this.#total;
  }

  /** `sentence` is made only where it will be read. */
  add(line: number | null, code: string, sentence: () => Said): void {
    this.#total += 1;
    if (this.#lines.length < importLinesShownMax) this.#lines.push({ line, code, sentence: sentence() });
  }

  /** By line. */
  told(): ImportLines {
    return { lines: this.#lines.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)), total: this.#total };
  }
}
