/** Pace: turns simulated time into real waiting, from life's speed up to as fast as the machine goes. */
import type { Clock } from '../../runtime/clock.ts';

export type Cancel = () => void;

/** A timer cannot wait for less; shorter waits are left to the next turn of the event loop. */
const timerMsMin = 1;

export class Pace {
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #speed: number;

  /** `speed` is simulated time over real time: 1 is life, Infinity lets nothing wait for simulated time at all. */
  constructor(clock: Pick<Clock, 'monotonicMs'>, speed: number) {
    this.#clock = clock;
    this.#speed = speed;
  }

  realMs(): number {
    return this.#clock.monotonicMs();
  }

  /** Simulated time since an earlier `realMs()`. At unlimited speed hosts are taken to think in no time: 0. */
  simulatedUsSince(realMs: number): number {
    return this.#speed === Infinity ? 0 : (this.#clock.monotonicMs() - realMs) * 1000 * this.#speed;
  }

  /** Runs `action` after `simulatedUs`, and not before `realMsMin` of real time. Never within this call. */
  after(simulatedUs: number, action: () => void, realMsMin = 0): Cancel {
    const waitMs = Math.max(simulatedUs / 1000 / this.#speed, realMsMin);
    if (waitMs < timerMsMin) {
      const immediate = setImmediate(action);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(action, Math.floor(waitMs));
    return () => clearTimeout(timer);
  }
}
