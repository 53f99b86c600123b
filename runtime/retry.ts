/** Retry: waiting times with decorrelated jitter, so that a town's gateways do not come back all at once. */
import type { Random } from './random.ts';

export interface RetryBounds {
  readonly baseMs: number;
  readonly capMs: number;
}

/** The next wait after one of `previousMs` (0 before the first): uniform in [base, 3 × previous], at most the cap. */
export const nextWaitMs = (previousMs: number, bounds: RetryBounds, random: Random): number => {
  const most = Math.max(bounds.baseMs, previousMs * 3);
  return Math.min(bounds.capMs, Math.round(bounds.baseMs + random.next() * (most - bounds.baseMs)));
};
