/** Pace: turns simulated time into real waiting, from life's speed up to as fast as the machine goes. */
import type { Clock } from '../../runtime/clock.ts';

export type Cancel = () => void;

/** A timer cannot wait for less; shorter waits are left to the next turns of the event loop. */
const timerMsMin = 1;
/**
 * A host in this process answers what it was given within one turn. Waiting for two, time does not outrun it: links
 * then take as many connection events at unlimited speed as they take in life.
 */
const turnsMin = 2;

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
    if (waitMs < timerMsMin) return afterTurns(turnsMin, action);
    const timer = setTimeout(action, Math.floor(waitMs));
    return () => clearTimeout(timer);
  }
}

const afterTurns = (turns: number, action: () => void): Cancel => {
  let cancel: Cancel = () => undefined;
  const immediate = setImmediate(() => {
    if (turns === 1) action();
    else cancel = afterTurns(turns - 1, action);
  });
  cancel = () => clearImmediate(immediate);
  return () => cancel();
};
