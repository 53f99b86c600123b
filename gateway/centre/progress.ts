/** Progress: how far the visit of one pedometer has got that a volunteer waits for. Pure. */
import type { VisitProgress } from '../../contract/volunteer.ts';
import { isoInstant } from '../../runtime/clock.ts';
import type { GatewayEvent } from '../gateway-event.ts';
import type { VisitFacts } from './visit-facts.ts';

export type Progress =
  /** Asked for, or noticed of itself; `sinceMs` is wall time, `askedMs` monotonic. */
  | { readonly kind: 'asked'; readonly sinceMs: number; readonly askedMs: number }
  | { readonly kind: 'reading'; readonly done: number; readonly asked: number }
  | { readonly kind: 'failed'; readonly atMs: number; readonly because: string }
  /** The last visit ended well; what it said is in its facts. */
  | { readonly kind: 'done' };

/** A pedometer that was asked for and is not heard for so long is not here. */
export const askMs = 600_000;

export const nextProgress = (
  progress: Progress | undefined,
  event: GatewayEvent,
  monotonicMs: number,
): Progress | undefined => {
  switch (event.kind) {
    case 'noticed':
      return progress?.kind === 'asked' ? progress : { kind: 'asked', sinceMs: event.atMs, askedMs: monotonicMs };
    case 'visit-started':
      return { kind: 'reading', done: 0, asked: 0 };
    case 'visit-progress':
      return { kind: 'reading', done: Math.min(event.buckets, event.bucketsAsked), asked: event.bucketsAsked };
    case 'visit-failed':
      return { kind: 'failed', atMs: event.atMs, because: event.because };
    case 'visit-done':
      return event.status === undefined ? progress : { kind: 'done' };
    default:
      return progress;
  }
};

/** `facts`: of the last complete visit; it is told of again after a restart. */
export const progressOf = (
  progress: Progress | undefined,
  facts: VisitFacts | undefined,
  isHere: boolean,
): VisitProgress | null => {
  if (progress?.kind === 'asked') {
    return { kind: isHere ? 'waiting' : 'listening', since: isoInstant(progress.sinceMs) };
  }
  if (progress?.kind === 'reading') return progress;
  if (progress?.kind === 'failed') {
    return { kind: 'failed', at: isoInstant(progress.atMs), because: progress.because };
  }
  if (facts === undefined) return null;
  const { atMs, visit, days, epoch, nextSequence, uptimeSeconds } = facts;
  return { kind: 'done', at: isoInstant(atMs), visit, days, epoch, nextSequence, uptimeSeconds };
};
