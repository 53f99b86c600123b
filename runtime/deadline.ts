/** Deadline: nothing outside is waited for without an end. */
import type { Clock } from './clock.ts';

export type Timed<Value> = { readonly kind: 'done'; readonly value: Value } | { readonly kind: 'timeout' };

/** The promise's value, or `timeout` after `durationMs`. What it does later is no longer looked at; a rejection passes through. */
export const withDeadline = async <Value>(
  promise: Promise<Value>,
  durationMs: number,
  clock: Clock,
): Promise<Timed<Value>> => {
  const over = new AbortController();
  promise.catch(() => undefined);
  try {
    return await Promise.race([
      promise.then((value): Timed<Value> => ({ kind: 'done', value })),
      clock.sleep(durationMs, over.signal).then((): Timed<Value> => ({ kind: 'timeout' })),
    ]);
  } finally {
    // A reason of its own spares making an error nobody looks at, for every operation.
    over.abort(over);
  }
};
