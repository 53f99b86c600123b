/** Ask line: questions wait in line, a few under way at once, and those the reader is looking at go first. */

/** More at once would only wait in the server, and in the order in which they came. */
const atOnceMax = 2;

interface Waiting {
  readonly rank: () => number;
  readonly begin: () => void;
}

export class AskLine {
  readonly #waiting = new Set<Waiting>();
  #running = 0;

  /** Calls `ask` when it is its turn; the lowest rank is first, looked at anew for every turn. Null when given up before. */
  run<Answer>(rank: () => number, ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer | null> {
    return new Promise((settle, fail) => {
      const waiting: Waiting = {
        rank,
        begin: () => {
          this.#running += 1;
          ask()
            .then(settle, fail)
            .finally(() => {
              this.#running -= 1;
              this.#next();
            });
        },
      };
      if (signal.aborted) {
        settle(null);
        return;
      }
      signal.addEventListener('abort', () => {
        if (this.#waiting.delete(waiting)) settle(null);
      });
      this.#waiting.add(waiting);
      // Whoever asks in the same breath is there before one is chosen.
      queueMicrotask(() => this.#next());
    });
  }

  #next(): void {
    while (this.#running < atOnceMax && this.#waiting.size > 0) {
      const [first] = [...this.#waiting].sort((a, b) => a.rank() - b.rank());
      if (first === undefined) return;
      this.#waiting.delete(first);
      first.begin();
    }
  }
}
