/** IdleClock: a clock for tests whose time jumps to the next sleeper as soon as nothing else is going on. */
import type { Clock } from '../runtime/clock.ts';

interface Sleeper {
  readonly wakeMs: number;
  readonly wake: () => void;
}

/** Turns of the event loop without news after which everything is taken to be waiting for time to pass. */
const idleTurns = 3;

/** Only for worlds in memory: a socket's answer takes more turns than this. */
export class IdleClock implements Clock {
  #nowMs = 0;
  #wallOffsetMs: number;
  #sleepers: readonly Sleeper[] = [];
  #isWatching = false;

  constructor(startMs: number) {
    this.#wallOffsetMs = startMs;
  }

  wallMs(): number {
    return this.#wallOffsetMs + this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  /** The wall clock is set; monotonic time and sleepers do not notice. */
  stepWall(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const sleeper: Sleeper = {
        wakeMs: this.#nowMs + Math.max(0, durationMs),
        wake: () => {
          this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
          resolve();
        },
      };
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      signal?.addEventListener('abort', sleeper.wake, { once: true });
      this.#sleepers = [...this.#sleepers, sleeper];
      void this.#watch();
    });
  }

  async #watch(): Promise<void> {
    if (this.#isWatching) return;
    this.#isWatching = true;
    while (this.#sleepers.length > 0) {
      const before = this.#sleepers;
      for (let turn = 0; turn < idleTurns; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (before !== this.#sleepers) continue;
      const [next] = [...before].sort((a, b) => a.wakeMs - b.wakeMs);
      if (next === undefined) continue;
      this.#nowMs = Math.max(this.#nowMs, next.wakeMs);
      next.wake();
    }
    this.#isWatching = false;
  }
}
