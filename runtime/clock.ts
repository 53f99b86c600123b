/** Clock: the time as an argument. Wall time may jump and may be simulated; monotonic time and sleeping never are jumped. */
import { setTimeout as delay } from 'node:timers/promises';

export interface Clock {
  /** Wall time, milliseconds since the Unix epoch. */
  wallMs(): number;
  /** Milliseconds since some instant; never steps back. Only differences mean anything. */
  monotonicMs(): number;
  /** Settles after `durationMs` of monotonic time, or at once when `signal` aborts. Never rejects. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

const sleepFor = async (durationMs: number, signal?: AbortSignal): Promise<void> => {
  // An aborted sleep is a finished sleep: the caller looks at its own signal next.
  await delay(durationMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
};

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  sleep: sleepFor,
};

/** A wall clock that runs `factor` times as fast as life from `anchorMs` (machine time) on, at which it shows `startMs`. */
export interface ScaledTime {
  readonly anchorMs: number;
  readonly startMs: number;
  readonly factor: number;
}

/** A pure function of the machine's clock, so that several processes given the same numbers agree on the time. */
export const scaledClock = (time: ScaledTime): Clock => ({
  ...systemClock,
  wallMs: () => Math.floor(time.startMs + (Date.now() - time.anchorMs) * time.factor),
});

/** A clock whose wall time is moved by its owner and otherwise runs at life's pace. For replays. */
export class TimelineClock implements Clock {
  #shownMs: number;
  #sinceMs = performance.now();

  constructor(startMs: number) {
    this.#shownMs = startMs;
  }

  wallMs(): number {
    return Math.floor(this.#shownMs + performance.now() - this.#sinceMs);
  }

  monotonicMs(): number {
    return performance.now();
  }

  sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return sleepFor(durationMs, signal);
  }

  jumpTo(wallMs: number): void {
    this.#shownMs = wallMs;
    this.#sinceMs = performance.now();
  }
}

/** The same wall time, with everything that is waited for over `factor` times as soon: for air that is faster than life. */
export const hurriedClock = (clock: Clock, factor: number): Clock => ({
  wallMs: () => clock.wallMs(),
  monotonicMs: () => clock.monotonicMs() * factor,
  sleep: (durationMs, signal) => clock.sleep(durationMs / factor, signal),
});

/** `2026-11-21T01:02:03.123Z`, the form every message uses. */
export const isoInstant = (wallMs: number): string => new Date(wallMs).toISOString();

/** The calendar date it is in `zone` at `wallMs`: `YYYY-MM-DD`. */
export const localDate = (wallMs: number, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(wallMs)).toZonedDateTimeISO(zone).toPlainDate();
