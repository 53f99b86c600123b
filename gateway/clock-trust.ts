/** Clock trust: whether what the gateway's wall clock says may date somebody's steps. Pure. */

/**
 * `unset`: no time service has vouched for the clock (again) yet. `doubtful`: it has, but the clock jumped, or shows less
 * than it was once trusted to show, so one of the two times was wrong.
 */
export type ClockStanding = 'unset' | 'trusted' | 'doubtful';

/** Carried from one look at the clock to the next. */
export interface ClockTrust {
  readonly standing: ClockStanding;
  readonly last: { readonly wallMs: number; readonly monotonicMs: number } | undefined;
  /** The latest wall time the clock was trusted at, over restarts too: time does not go back behind it. */
  readonly latestMs: number;
  /** Monotonic time since when the time service has vouched without a break and the clock has not jumped. */
  readonly vouchedSinceMs: number | undefined;
}

export interface ClockLook {
  readonly wallMs: number;
  readonly monotonicMs: number;
  /** What the time service says; false where there is none to ask. */
  readonly isSynchronised: boolean;
}

/** A clock that shows less than the day this was written has not been set since the machine was switched on. */
export const writtenMs = Date.UTC(2026, 10, 1);
/** Less than this a time service may correct without anybody having to doubt it. */
export const jumpMs = 5_000;
/** Doubt ends when the time service has stood by the clock for this long without a break. */
export const settledMs = 600_000;

/** Before the first look; `latestMs` as kept on disk, 0 where nothing is. */
export const unsetClock = (latestMs: number): ClockTrust => ({
  standing: 'unset',
  last: undefined,
  latestMs,
  vouchedSinceMs: undefined,
});

export const lookAtClock = (trust: ClockTrust, look: ClockLook): ClockTrust => {
  const { wallMs, monotonicMs } = look;
  const last = { wallMs, monotonicMs };
  if (!look.isSynchronised || wallMs < writtenMs) return { ...unsetClock(trust.latestMs), last };
  const hasJumped =
    trust.last !== undefined && Math.abs(wallMs - trust.last.wallMs - (monotonicMs - trust.last.monotonicMs)) > jumpMs;
  const vouchedSinceMs = hasJumped ? monotonicMs : (trust.vouchedSinceMs ?? monotonicMs);
  const isSettled = monotonicMs - vouchedSinceMs >= settledMs;
  const isBehind = wallMs < trust.latestMs - jumpMs;
  // The jump by which a clock is set for the first time, from 1970 or wherever, is no reason for doubt.
  const isDoubtful = isBehind || trust.standing === 'doubtful' || (trust.standing === 'trusted' && hasJumped);
  if (isDoubtful && !isSettled) return { ...trust, standing: 'doubtful', last, vouchedSinceMs };
  return { standing: 'trusted', last, latestMs: wallMs, vouchedSinceMs };
};
