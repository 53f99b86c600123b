/** Feed: hands everything that becomes known, in order, to one consumer, and remembers on disk how far that one has it. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { DayTotal } from '../contract/day-total.ts';
import type { Clock } from '../runtime/clock.ts';
import { messageOf } from '../runtime/fault.ts';
import type { Log } from '../runtime/log.ts';
import type { Random } from '../runtime/random.ts';
import { nextWaitMs } from '../runtime/retry.ts';
import type { Service } from '../runtime/service.ts';
import type { FeedPage, FeedSource } from './feed-source.ts';

/** Which part of the feed a delivery is, the same when it is tried again; and the end of its time. */
export interface Delivery {
  readonly firstId: number;
  readonly lastId: number;
  readonly signal: AbortSignal;
}

/** Accepting twice must be harmless: after a crash between accepting and remembering, the same items come again. */
export type Accept<Item> = (items: readonly Item[], delivery: Delivery) => void | Promise<void>;
export type AcceptTotals = Accept<DayTotal>;

/** How many numbers of its source a consumer has not accepted yet. */
export interface FeedBehind {
  readonly consumer: string;
  readonly behind: number;
}

export interface FeedParts<Item> {
  readonly database: DatabaseSync;
  readonly source: FeedSource<Item>;
  /** Its name in `feed_cursor`; a renamed consumer is a new one, and hears everything from the beginning. */
  readonly consumer: string;
  readonly accept: Accept<Item>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Called after each delivery with what was accepted. */
  readonly onDelivered?: (items: readonly Item[]) => void;
  readonly itemsPerDeliveryMax?: number;
  /**
   * How far the consumer has it is written down this long after a delivery: at once, when absent. What was delivered meanwhile is
   * delivered again after a crash, not always in the same parts.
   */
  readonly noteAfterMs?: number;
}

const itemsPerDeliveryMax = 500;
const retryBounds = { baseMs: 500, capMs: 60_000 };

export class Feed<Item> implements Service {
  readonly #parts: FeedParts<Item>;
  readonly #readCursor: StatementSync;
  readonly #moveCursor: StatementSync;
  readonly #stop = new AbortController();
  #delivering: Promise<void> | undefined;
  #again = false;
  /** How far the consumer has it; undefined before anybody has looked. */
  #at: number | undefined;
  /** Until that is written down. */
  #noting: Promise<void> | undefined;
  /** What was refused is tried again as it was, so that a consumer knows it for the same. */
  #refused: FeedPage<Item> | undefined;

  constructor(parts: FeedParts<Item>) {
    this.#parts = parts;
    this.#readCursor = parts.database.prepare('SELECT revision_id FROM feed_cursor WHERE consumer = ?');
    this.#moveCursor = parts.database.prepare(
      'INSERT OR REPLACE INTO feed_cursor (consumer, revision_id) VALUES (?, ?)',
    );
  }

  start(): Promise<void> {
    this.notify();
    return Promise.resolve();
  }

  /** There may be something new. */
  notify(): void {
    this.#again = true;
    this.#delivering ??= this.#deliverAll();
  }

  behind(): FeedBehind {
    const { consumer, source } = this.#parts;
    return { consumer, behind: Math.max(0, source.lastId() - this.#position()) };
  }

  /** Delivers nothing more in this life; what has not been accepted waits for the next. */
  halt(): void {
    this.#stop.abort();
  }

  /** Settles when everything known so far has been accepted. */
  async idle(): Promise<void> {
    await this.#delivering;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#delivering;
    await this.#noting;
  }

  async #deliverAll(): Promise<void> {
    let waitMs = 0;
    while (this.#again && !this.#isStopped()) {
      this.#again = false;
      try {
        // However much has gathered, batches come in between.
        while (await this.#deliverSome()) await new Promise((resume) => setImmediate(resume));
        waitMs = 0;
      } catch (error) {
        // Whoever stopped it has said why, or has cut it off.
        if (this.#isStopped()) break;
        waitMs = nextWaitMs(waitMs, retryBounds, this.#parts.random);
        this.#parts.log.warn({ consumer: this.#parts.consumer, error: messageOf(error), waitMs }, 'feed refused');
        this.#again = true;
        await this.#parts.clock.sleep(waitMs, this.#stop.signal);
      }
    }
    this.#delivering = undefined;
  }

  #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** One delivery. Returns whether there was anything to deliver. */
  async #deliverSome(): Promise<boolean> {
    const { source, accept, onDelivered } = this.#parts;
    const limit = this.#parts.itemsPerDeliveryMax ?? itemsPerDeliveryMax;
    const page = this.#refused ?? source.after(this.#position(), limit);
    if (page === undefined || this.#isStopped()) return false;
    const { items, firstId, lastId } = page;
    this.#refused = page;
    if (items.length > 0) await accept(items, { firstId, lastId, signal: this.#stop.signal });
    this.#at = lastId;
    if (this.#parts.noteAfterMs === undefined) this.#note();
    else this.#noting ??= this.#noteAfter(this.#parts.noteAfterMs);
    this.#refused = undefined;
    onDelivered?.(items);
    return true;
  }

  #note(): void {
    this.#moveCursor.run(this.#parts.consumer, this.#position());
  }

  async #noteAfter(ms: number): Promise<void> {
    await this.#parts.clock.sleep(ms, this.#stop.signal);
    this.#noting = undefined;
    try {
      this.#note();
    } catch (error) {
      // Nothing is lost: the next delivery notes its own place, or the next life delivers again.
      const { consumer, log } = this.#parts;
      if (!this.#isStopped()) log.warn({ consumer, error: messageOf(error) }, 'feed could not note its place');
    }
  }

  #position(): number {
    this.#at ??= Number(this.#readCursor.get(this.#parts.consumer)?.['revision_id'] ?? 0);
    return this.#at;
  }
}
