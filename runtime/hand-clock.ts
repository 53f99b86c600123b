/** Hand clock: a clock whose monotonic time stands still until a test turns it. */
import type { Clock } from './clock.ts';

interface Sleeper {
  readonly dueMs: number;
  readonly wake: () => void;
}

export class HandClock implements Clock {
  readonly #startMs: number;
  #elapsedMs = 0;
  #sleepers: readonly Sleeper[] = [];

  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  wallMs(): number {
    return this.#startMs + this.#elapsedMs;
  }

  monotonicMs(): number {
    return this.#elapsedMs;
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((wake) => {
      if (signal?.aborted === true) wake();
      signal?.addEventListener('abort', () => wake(), { once: true });
      this.#sleepers = [...this.#sleepers, { dueMs: this.#elapsedMs + durationMs, wake }];
    });
  }

  /** Lets `durationMs` pass and wakes whoever slept until then. */
  advance(durationMs: number): void {
    this.#elapsedMs += durationMs;
    const due = this.#sleepers.filter((sleeper) => sleeper.dueMs <= this.#elapsedMs);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.dueMs > this.#elapsedMs);
    for (const sleeper of due) sleeper.wake();
  }
}
