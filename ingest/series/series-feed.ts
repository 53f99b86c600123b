/**
 * SeriesFeed: carries day blocks from `day_block` to one external series store, behind intake's back. Its cursor moves only
 * after the store has the days, so an outage loses nothing and is caught up with; a stop in between writes the same days
 * again, which changes nothing.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Clock } from '../../runtime/clock.ts';
import { inTransaction } from '../../runtime/database.ts';
import type { Log } from '../../runtime/log.ts';
import type { Random } from '../../runtime/random.ts';
import { nextWaitMs, type RetryBounds } from '../../runtime/retry.ts';
import type { Service } from '../../runtime/service.ts';
import type { SeriesDay, SeriesStore, SeriesWriteOutcome } from './series-store.ts';
import type { SqliteSeriesStore } from './sqlite-series-store.ts';

export interface SeriesFeedOptions {
  /** Where the blocks, `series_cursor` and the quarantine of `onRefused` live. */
  readonly database: DatabaseSync;
  readonly source: SqliteSeriesStore;
  /** Started and disposed of by the feed. */
  readonly store: SeriesStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Puts days the store will never take into quarantine; called inside the transaction that passes them by. */
  readonly onRefused: (days: readonly SeriesDay[], reason: string) => void;
  readonly retry?: RetryBounds;
  readonly idleCheckMs?: number;
}

export type FeedStep =
  | { readonly kind: 'idle' }
  | { readonly kind: 'fed'; readonly days: number; readonly refused: number }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly waitMs: number }
  /** The feed is being stopped; the cursor stayed where it was. */
  | { readonly kind: 'stopped' };

/** What `/healthz` and the metrics tell of one store. */
export interface FeedLag {
  readonly store: string;
  /** Days the store has not got yet, counted no further than `lagDaysMax`. */
  readonly daysBehind: number;
  /** Why the store cannot be written to, and for how long already; null while it can. */
  readonly outage: { readonly reason: string; readonly forMs: number } | null;
  /** Days refused since start. */
  readonly refusedDays: number;
}

/** Making points of an hourly day took some 80 µs: a batch keeps intake waiting for less than ten milliseconds. */
const batchDaysMax = 100;
/** Beyond this the number says only "far behind", and counting on would cost intake. */
export const lagDaysMax = 10_000;
/** A server that restarts is found again within seconds; one that is away for a day is asked twice a minute. */
const outageRetry: RetryBounds = { baseMs: 1_000, capMs: 30_000 };
/** Charts may be this much younger than intake. */
const defaultIdleCheckMs = 1_000;

export class SeriesFeed implements Service {
  readonly #options: SeriesFeedOptions;
  readonly #cursor: StatementSync;
  readonly #moveCursor: StatementSync;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #outage: { readonly reason: string; readonly sinceMs: number } | null = null;
  #refusedDays = 0;

  constructor(options: SeriesFeedOptions) {
    this.#options = options;
    this.#cursor = options.database.prepare('SELECT change FROM series_cursor WHERE store = ?');
    this.#moveCursor = options.database.prepare(
      'INSERT INTO series_cursor (store, change) VALUES (?, ?) ON CONFLICT DO UPDATE SET change = excluded.change',
    );
  }

  /** Resolves at once: the store may be away for days. */
  start(signal: AbortSignal): Promise<void> {
    // A rejection is our own bug (stores do not reject) and ends the process.
    this.#running = this.#run(AbortSignal.any([signal, this.#stopping.signal]));
    return Promise.resolve();
  }

  /** Feeds one batch. What `start` does for ever; for replays and tests that want to know when all is there. */
  async step(signal: AbortSignal = this.#stopping.signal): Promise<FeedStep> {
    const batch = this.#options.source.changedSince(this.#position(), batchDaysMax);
    const last = batch.at(-1);
    if (last === undefined) return { kind: 'idle' };
    const outcome = await unlessAborted(this.#options.store.write(batch.map(({ day }) => day)), signal);
    if (outcome === undefined) return { kind: 'stopped' };
    if (outcome.kind === 'unavailable') {
      this.#noteOutage(outcome.reason);
      return outcome;
    }
    this.#noteReturn();
    const refused = this.#pass(last.change, outcome);
    return { kind: 'fed', days: batch.length - refused, refused };
  }

  lag(): FeedLag {
    const { source, store, clock } = this.#options;
    const outage = this.#outage;
    return {
      store: store.name,
      daysBehind: source.countChangedSince(this.#position(), lagDaysMax),
      outage: outage && { reason: outage.reason, forMs: clock.monotonicMs() - outage.sinceMs },
      refusedDays: this.#refusedDays,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#options.store[Symbol.asyncDispose]();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, random, store, retry = outageRetry, idleCheckMs = defaultIdleCheckMs } = this.#options;
    await unlessAborted(store.start(signal), signal);
    let waitedMs = 0;
    while (!signal.aborted) {
      const step = await this.step(signal);
      if (step.kind === 'fed') waitedMs = 0;
      if (step.kind === 'idle') await clock.sleep(idleCheckMs, signal);
      if (step.kind === 'unavailable') {
        waitedMs = nextWaitMs(waitedMs, retry, random);
        await clock.sleep(Math.max(step.waitMs, waitedMs), signal);
      }
    }
  }

  /** The last change the store has; 0 before the first, and again when the blocks were made anew with smaller numbers. */
  #position(): number {
    const { source, store } = this.#options;
    const change = Number(this.#cursor.get(store.name)?.['change'] ?? 0);
    return change > source.lastChange() ? 0 : change;
  }

  /** Moves the cursor, and answers how many days were refused on the way. */
  #pass(change: number, outcome: Exclude<SeriesWriteOutcome, { readonly kind: 'unavailable' }>): number {
    const { database, log, onRefused, store } = this.#options;
    inTransaction(database, () => {
      if (outcome.kind === 'refused') onRefused(outcome.days, outcome.reason);
      this.#moveCursor.run(store.name, change);
    });
    if (outcome.kind === 'written') return 0;
    this.#refusedDays += outcome.days.length;
    log.warn({ store: store.name, days: outcome.days.length, reason: outcome.reason }, 'series store refused days');
    return outcome.days.length;
  }

  #noteOutage(reason: string): void {
    const { clock, log, store } = this.#options;
    if (this.#outage === null) log.warn({ store: store.name, reason }, 'series store is away; its days wait');
    this.#outage = { reason, sinceMs: this.#outage?.sinceMs ?? clock.monotonicMs() };
  }

  #noteReturn(): void {
    const { log, store } = this.#options;
    if (this.#outage !== null) log.info({ store: store.name }, 'series store is back');
    this.#outage = null;
  }
}

/**
 * Lets every feed begin from the beginning: for an external store that was emptied by hand. It doesn't clear the store:
 * days that differ from what it holds are only cleared where `day_moved` knows of them.
 */
export const rewindSeries = (database: DatabaseSync): void => database.exec('DELETE FROM series_cursor');

/** The promise's value, or undefined as soon as the signal aborts; what the promise does later is not looked at. */
const unlessAborted = async <Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> => {
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
  const stop = (): void => resolve(undefined);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
};
