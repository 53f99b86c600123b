/**
 * WriteVerdict: what a time-series server's answer to a write means for the days in it. Telegraf's table for InfluxDB, with
 * one difference: only answers that speak of the points themselves may send a day to quarantine; a status that speaks of
 * the way there (a wrong bucket, a missing right, a proxy) keeps everything waiting until somebody has mended it.
 */
import type { Unavailable } from './series-store.ts';

export type WriteAnswer =
  | { readonly kind: 'taken' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message: string;
      /** The `Retry-After` header as it came. */
      readonly retryAfter?: string | undefined;
    }
  /** No answer at all: refused, reset, too late. */
  | { readonly kind: 'silence'; readonly message: string };

export type WriteVerdict =
  | { readonly kind: 'written' }
  /** Too much at once, or something in it is bad: halve and try again; a single day is refused. */
  | { readonly kind: 'halve'; readonly reason: string }
  | Unavailable;

/** Without a word from the server, its own back-off is the feed's affair; this only keeps the two from spinning. */
const shortWaitMs = 1_000;
/** A right or a bucket is mended by a person, not by asking every second. */
const mendedByHandWaitMs = 30_000;
/** Telegraf's: a server cannot send us away for longer. */
const retryAfterMaxMs = 600_000;

/** InfluxDB 1 answers 400 as for bad points, but the points are good: its own limits want raising. */
const serverLimit = /max-(values-per-tag|series-per-database) limit exceeded/;

/** InfluxDB 1 answers 400 for it too, when nothing else is wrong: the others are stored, and this is as if it had expired. */
const expired = /points beyond retention policy/;

export const verdictOf = (answer: WriteAnswer): WriteVerdict => {
  if (answer.kind === 'taken') return { kind: 'written' };
  if (answer.kind === 'silence') return unavailable(answer.message, shortWaitMs);
  const { status, message } = answer;
  const reason = `${status}: ${message}`;
  if (status === 400 && expired.test(message)) return { kind: 'written' };
  if (serverLimit.test(message)) return unavailable(reason, mendedByHandWaitMs);
  if (status === 400 || status === 413 || status === 422) return { kind: 'halve', reason };
  if (status === 429 || status >= 500) return unavailable(reason, retryAfterMs(answer.retryAfter) ?? shortWaitMs);
  return unavailable(reason, mendedByHandWaitMs);
};

/** For requests that speak of no points, to halve: whatever went wrong there, the days wait. */
export const asAway = (verdict: Exclude<WriteVerdict, { readonly kind: 'written' }>): Unavailable =>
  verdict.kind === 'unavailable' ? verdict : unavailable(verdict.reason, mendedByHandWaitMs);

const unavailable = (reason: string, waitMs: number): Unavailable => ({ kind: 'unavailable', reason, waitMs });

/** The header is in seconds (RFC 9110 §10.2.3). Its other form, a date, is answered by the short wait. */
const retryAfterMs = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d{1,9}$/.test(header) ? Math.min(retryAfterMaxMs, Number(header) * 1000) : undefined;
