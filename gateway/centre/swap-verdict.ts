/**
 * Swap verdict: of which time nobody knows the steps after a battery was changed between two visits. Pure.
 *
 * Known: every bucket closed by the first visit, and what the open one held at that moment, for it was handed over open.
 * Known again: everything from the beginning of the new epoch on, which the second visit's uptime dates. Not known: what was
 * walked after the first visit until the battery came out, for that stood in the open bucket and went with the power; and
 * what was walked while there was no battery. So the uncertain time runs from the first visit to the new epoch.
 */

export interface SwapVisit {
  /** The gateway's wall time, ms. */
  readonly atMs: number;
  readonly epoch: number;
}

export interface SwapBefore extends SwapVisit {
  /**
   * Set where the battery was already out once before that visit: when the pedometer was last read with the power it had
   * until then. What the open bucket held when it went is as unknown as the time without power.
   */
  readonly powerLostAfterMs: number | null;
}

export interface SwapAfter extends SwapVisit {
  readonly uptimeSeconds: number;
}

export interface UncertainTime {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Changing a battery at the counter takes two or three minutes, with the pedometer in the volunteer's hand and nobody walking
 * in it. Ten leave room for a screw that sticks, and are less than anybody's walk that would be missed.
 */
export const noGapMs = 600_000;

/** Null: "no gap". */
export const swapVerdict = (before: SwapBefore, after: SwapAfter): UncertainTime | null => {
  const begunMs = after.atMs - after.uptimeSeconds * 1000;
  const fromMs = Math.min(before.powerLostAfterMs ?? before.atMs, before.atMs);
  // It cannot have begun before the old epoch was read: the clock was set between the visits, and only they are certain.
  if (begunMs < before.atMs) return ordered(fromMs, after.atMs);
  const isOneLoss = after.epoch === before.epoch + 1 && before.powerLostAfterMs === null;
  if (isOneLoss && begunMs - before.atMs < noGapMs) return null;
  // Epochs between the two were never read and cannot be dated, so the time until the last one is uncertain, however short.
  return { fromMs, toMs: begunMs };
};

const ordered = (oneMs: number, otherMs: number): UncertainTime => ({
  fromMs: Math.min(oneMs, otherMs),
  toMs: Math.max(oneMs, otherMs),
});
