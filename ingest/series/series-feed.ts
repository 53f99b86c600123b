/**
 * SeriesFeed: carries day blocks from `day_block` to one external series store, behind intake's back. Its cursor moves only
 * after the store has the days, so an outage loses nothing and is caught up with; a stop in between writes the same days
 * again, which changes nothing.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { PlainDateText } from '../../contract/ids.ts';
import type { Clock } from '../../runtime/clock.ts';
import { inTransaction } from '../../runtime/database.ts';
import { DiskPatience } from '../../runtime/disk-patience.ts';
import { messageOf } from '../../runtime/fault.ts';
import type { Log } from '../../runtime/log.ts';
import type { Random } from '../../runtime/random.ts';
import { nextWaitMs, type RetryBounds } from '../../runtime/retry.ts';
import type { Service } from '../../runtime/service.ts';
import { undated } from '../day-block.ts';
import type { DescribeSeries } from './describe-series.ts';
import { SeriesBook, onlyRefused, withoutRefused, type SeriesBookParts } from './series-book.ts';
import { checkSeries, type SeriesCheck, type SeriesCheckOptions } from './series-check.ts';
import type { IsRegistered, SeriesDay, SeriesStore, SeriesWriteOutcome, Unavailable } from './series-store.ts';
import type { ChangedDay, SqliteSeriesStore } from './sqlite-series-store.ts';

export interface SeriesFeedOptions {
  /** Where the blocks live, and the store's book (series-schema.ts). */
  readonly database: DatabaseSync;
  readonly source: SqliteSeriesStore;
  /** Started and disposed of by the feed. */
  readonly store: SeriesStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly describe: DescribeSeries;
  /** Every pedometer is, when absent. */
  readonly isRegistered?: IsRegistered;
  /** How many days were refused just now; they are in the store's book. */
  readonly onRefused?: (days: number) => void;
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
/** Of any pedometer's dated days. */
const [firstDate, lastDate] = ['0001-01-01' as PlainDateText, '9999-12-31' as PlainDateText];
/** Beyond this the number says only "far behind", and counting on would cost intake. */
export const lagDaysMax = 10_000;
/** A server that restarts is found again within seconds; one that is away for a day is asked twice a minute. */
const outageRetry: RetryBounds = { baseMs: 1_000, capMs: 30_000 };
/** Charts may be this much younger than intake. */
const defaultIdleCheckMs = 1_000;

export class SeriesFeed implements Service {
  readonly #options: SeriesFeedOptions;
  readonly #book: SeriesBook;
  readonly #patience: DiskPatience;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #outage: { readonly reason: string; readonly sinceMs: number } | null = null;
  #refusedDays = 0;

  constructor(options: SeriesFeedOptions) {
    this.#options = options;
    this.#book = new SeriesBook(options);
    this.#patience = new DiskPatience(options.log, `days for the series store ${options.store.called}`);
  }

  /** Resolves at once: the store may be away for days. */
  start(signal: AbortSignal): Promise<void> {
    // A rejection is our own bug (stores do not reject) and ends the process.
    this.#running = this.#run(AbortSignal.any([signal, this.#stopping.signal]));
    return Promise.resolve();
  }

  /** Feeds one batch. What `start` does for ever; for replays and tests that want to know when all is there. */
  async step(signal: AbortSignal = this.#stopping.signal): Promise<FeedStep> {
    const begun = await unlessAborted(this.#begin(), signal);
    if (begun?.kind === 'unavailable') return this.#away(begun);
    if (begun === undefined) return { kind: 'stopped' };
    const batch = this.#options.source.changedSince(this.#book.position(), batchDaysMax).map(this.#tagged);
    const last = batch.at(-1);
    if (last === undefined) return { kind: 'idle' };
    const retagged = batch.find(({ day }) => day.block.date !== undated && this.#book.hasOtherTags(day));
    return retagged === undefined ? this.#feed(batch, last.change, signal) : this.#retag(retagged.day, signal);
  }

  lag(): FeedLag {
    const { source, store, clock } = this.#options;
    const outage = this.#outage;
    return {
      store: store.called,
      daysBehind: source.countChangedSince(this.#book.position(), lagDaysMax),
      outage: outage && { reason: outage.reason, forMs: clock.monotonicMs() - outage.sinceMs },
      refusedDays: this.#refusedDays,
    };
  }

  /** Compares this feed's store with the blocks, beside the feeding. */
  check(asked: Omit<SeriesCheckOptions, keyof SeriesBookParts | 'clock'>): Promise<SeriesCheck> {
    return checkSeries({ ...this.#options, ...asked });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await this.#options.store[Symbol.asyncDispose]();
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { clock, random, store, retry = outageRetry, idleCheckMs = defaultIdleCheckMs } = this.#options;
    await unlessAborted(store.start(signal, this.#isRegistered), signal);
    let waitedMs = 0;
    while (!signal.aborted) {
      const step = await this.#patientStep(signal);
      if (step.kind === 'fed') waitedMs = 0;
      if (step.kind === 'idle') await clock.sleep(idleCheckMs, signal);
      if (step.kind === 'unavailable') {
        waitedMs = nextWaitMs(waitedMs, retry, random);
        await clock.sleep(Math.max(step.waitMs, waitedMs), signal);
      }
    }
  }

  /** Where our own disk refuses, the store is told nothing for a while; what it was told already is told again. */
  async #patientStep(signal: AbortSignal): Promise<FeedStep> {
    try {
      const step = await this.step(signal);
      if (step.kind === 'fed') this.#patience.over();
      return step;
    } catch (error) {
      this.#patience.bear(error);
      return { kind: 'unavailable', reason: messageOf(error), waitMs: 0 };
    }
  }

  readonly #isRegistered: IsRegistered = (device) => this.#options.isRegistered?.(device) ?? true;

  readonly #tagged = ({ day, change }: ChangedDay): ChangedDay => ({ day: this.#book.tagged(day), change });

  /** A store that was filled in another layout is emptied first, and filled anew. */
  async #begin(): Promise<{ readonly kind: 'written' } | Unavailable> {
    const layout = this.#book.layout();
    if (layout === 'same') return { kind: 'written' };
    if (layout === 'other') {
      const { log, store } = this.#options;
      const emptied = await store.empty(this.#isRegistered);
      if (emptied.kind === 'unavailable') return emptied;
      if (emptied.kind === 'written')
        log.warn({ store: store.called }, 'other tags are asked for: the store is filled anew');
      else log.error({ store: store.called, reason: emptied.reason }, 'other tags are asked for; the old points stay');
    }
    this.#book.begin();
    return { kind: 'written' };
  }

  async #feed(batch: readonly ChangedDay[], change: number, signal: AbortSignal): Promise<FeedStep> {
    const outcome = await unlessAborted(this.#options.store.write(batch.map(({ day }) => day)), signal);
    if (outcome === undefined) return { kind: 'stopped' };
    if (outcome.kind === 'unavailable') return this.#away(outcome);
    return this.#pass(batch, outcome, change);
  }

  /**
   * The participant is of another centre now, or the pedometer of another model: all its days for them are written anew, so that
   * none stands under two tags. The batch in which it was noticed comes again after that.
   */
  async #retag({ block: { device }, participant }: SeriesDay, signal: AbortSignal): Promise<FeedStep> {
    const position = this.#book.position();
    const days = this.#options.source
      .changedDays(device, firstDate, lastDate)
      .filter(({ day }) => day.participant === participant)
      .map(({ day, change }) => this.#tagged({ day: { ...day, moved: true }, change }));
    let refused = 0;
    for (let at = 0; at < days.length; at += batchDaysMax) {
      const some = days.slice(at, at + batchDaysMax);
      const outcome = await unlessAborted(this.#options.store.write(some.map(({ day }) => day)), signal);
      if (outcome === undefined) return { kind: 'stopped' };
      if (outcome.kind === 'unavailable') return this.#away(outcome);
      // Tags are noted with the last of them: a stop in between begins the pedometer again.
      const isLast = at + batchDaysMax >= days.length;
      if (isLast) refused += this.#pass(some, outcome, position).refused;
      else if (outcome.kind === 'refused') refused += this.#refuse(some, outcome);
    }
    return { kind: 'fed', days: days.length - refused, refused };
  }

  #away(outcome: Unavailable): Unavailable {
    this.#noteOutage(outcome.reason);
    return outcome;
  }

  /** Moves the cursor; what was refused is kept with its reason in the same transaction. */
  #pass(
    batch: readonly ChangedDay[],
    outcome: Exclude<SeriesWriteOutcome, Unavailable>,
    change: number,
  ): Extract<FeedStep, { readonly kind: 'fed' }> {
    this.#noteReturn();
    const days = batch.map(({ day }) => day);
    let refused = 0;
    inTransaction(this.#options.database, () => {
      this.#book.noteWritten(outcome.kind === 'written' ? days : withoutRefused(days, outcome.days));
      if (outcome.kind === 'refused') refused = this.#refuse(batch, outcome);
      this.#book.move(change);
    });
    return { kind: 'fed', days: batch.length - refused, refused };
  }

  #refuse(
    batch: readonly ChangedDay[],
    { days, reason }: Extract<SeriesWriteOutcome, { readonly kind: 'refused' }>,
  ): number {
    const { clock, log, onRefused = () => undefined, store } = this.#options;
    this.#book.noteRefused(onlyRefused(batch, days), reason, clock.wallMs());
    this.#refusedDays += days.length;
    onRefused(days.length);
    log.warn({ store: store.called, days: days.length, reason }, 'series store refused days: see ayumi series check');
    return days.length;
  }

  #noteOutage(reason: string): void {
    const { clock, log, store } = this.#options;
    if (this.#outage === null) log.warn({ store: store.called, reason }, 'series store is away; its days wait');
    this.#outage = { reason, sinceMs: this.#outage?.sinceMs ?? clock.monotonicMs() };
  }

  #noteReturn(): void {
    const { log, store } = this.#options;
    if (this.#outage !== null) log.info({ store: store.called }, 'series store is back');
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
